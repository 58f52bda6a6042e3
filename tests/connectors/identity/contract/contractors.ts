/** The contract's part on contractors: whom a span names, page by page, and who looks after them. */
import type { Contractor } from '../../../../domain/ports/account-ends';
import { type ContractContext, having, limit, nobodies } from './world';

const patient = { timeoutMs: 20_000 };
const dayMs = 86_400_000;

export function contractorsContract({ world, provider, account, draw }: ContractContext): void {
  const capability = () => having(provider().contractors);

  async function everything(from: Date, until: Date) {
    const pages: (readonly Contractor[])[] = [];
    const unreadable: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await capability().page(cursor, { from, until }, patient);
      pages.push(page.contractors);
      unreadable.push(...page.unreadable.map(({ id }) => id));
      if (page.next === undefined) return { pages, found: pages.flat(), unreadable };
      expect(page.next.length).toBeLessThan(20_000);
      cursor = page.next;
    }
  }

  describe('contractors', () => {
    test('both ends of the span belong to it; what ends days away doesn’t', async () => {
      const [from, until] = [new Date('2024-02-01T00:00:00.000Z'), new Date('2024-02-15T00:00:00.000Z')];
      const near = [from, until].map((contractEnd) => draw({ contractEnd }));
      const far = [-3 * dayMs, 17 * dayMs].map((ms) => draw({ contractEnd: new Date(from.getTime() + ms) }));
      expect(await world().add(...near, ...far)).toBe('added');
      const { found } = await everything(from, until);
      expect(found.map(({ ref }) => ref.id).toSorted()).toEqual(near.map(({ id }) => id).toSorted());
    });

    test('C5: each is told with name, role, end and who looks after them', async () => {
      const contractEnd = new Date('2024-03-10T17:00:00.000Z');
      const made = await account({ contractEnd, title: 'Rigger', manager: 'ines', status: 'disabled' });
      const bare = await account({ contractEnd });
      const { found, unreadable } = await everything(contractEnd, contractEnd);
      const end = { at: contractEnd.toISOString() };
      const told = (id: string) => found.find(({ ref }) => ref.id === id);
      expect(told(made.id)).toEqual({
        ...{ ref: { provider: provider().id, id: made.id }, userName: made.userName, end },
        ...{ displayName: expect.any(String), status: 'disabled', role: 'Rigger', manager: 'ines' },
        objectId: made.objectId,
      });
      expect(told(bare.id)).toMatchObject({ end, status: 'active' });
      expect(told(bare.id)).not.toHaveProperty('manager');
      expect([found.length, unreadable]).toEqual([2, []]);
    });

    test('an end that can’t be read is somebody’s to put right, where the provider can hold one', async () => {
      const unreadable = draw({ contractEnd: 'unreadable' });
      if ((await world().add(unreadable)) === 'impossible') return;
      const { found, ...rest } = await everything(new Date(0), new Date(dayMs));
      expect([found, rest.unreadable]).toEqual([[], [unreadable.id]]);
    });

    test('a long list comes in pages, each contractor once', async () => {
      const contractEnd = new Date('2024-06-10T17:00:00.000Z');
      const all = Array.from({ length: 203 }, () => draw({ contractEnd }));
      expect(await world().add(...all)).toBe('added');
      const { pages, found } = await everything(contractEnd, contractEnd);
      expect(pages.length).toBeGreaterThan(1);
      expect(found.map(({ ref }) => ref.id).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    }, 30_000);

    test('C2: a manager is known by id, by login and by mail address, disabled ones as such', async () => {
      const made = await account({ email: 'Ines.Carvalho@mail.example' });
      const gone = await account({ status: 'disabled' });
      const ref = { provider: provider().id, id: made.id };
      const byName = [made.userName, made.userName.toUpperCase(), 'ines.carvalho@MAIL.example'];
      for (const reference of [made.id, ...byName])
        expect([reference, await capability().manager(reference, limit)]).toMatchObject([reference, { ref }]);
      expect(await capability().manager(gone.id, limit)).toMatchObject({ status: 'disabled' });
    });

    test('a mail address that two have, and a reference that nobody has, leads to nobody', async () => {
      await account({ email: 'shared@mail.example' });
      await account({ email: 'shared@mail.example' });
      for (const reference of ['shared@mail.example', 'nobody@mail.example', ...nobodies])
        expect(await capability().manager(reference, limit)).toBeUndefined();
    });

    test('a cursor that the provider doesn’t know means that the list begins anew', async () => {
      for (const cursor of ['', 'nonsense', '[1]', '[null,"x"]'])
        await expect(
          capability().page(cursor, { from: new Date(0), until: new Date(1) }, limit),
        ).rejects.toMatchObject({ code: 'conflict', retryable: true });
    });
  });
}
