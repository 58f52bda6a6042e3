/** The contract's part on passwords that run out: whom a span names, page by page, and what is told of each. */
import type { PasswordExpiry } from '../../../../domain/ports/account-ends';
import { type ContractContext, having, limit, nobodies, passwordMaximumAgeMs } from './world';

const patient = { timeoutMs: 20_000 };

export function passwordExpiryContract({ world, provider, account, draw }: ContractContext): void {
  const capability = () => having(provider().passwordExpiry);
  /** When a password was set that runs out then. */
  const setFor = (end: Date) => new Date(end.getTime() - passwordMaximumAgeMs);

  async function everything(from: Date, until: Date) {
    const pages: (readonly PasswordExpiry[])[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await capability().page(cursor, { from, until }, patient);
      pages.push(page.accounts);
      if (page.next === undefined) return pages;
      expect(page.next.length).toBeLessThan(20_000);
      cursor = page.next;
    }
  }
  const idsIn = async (from: Date, until: Date) =>
    (await everything(from, until)).flat().map(({ account: found }) => found.ref.id);

  describe('passwords that run out', () => {
    test('both ends of the span belong to it, a millisecond beyond doesn’t', async () => {
      const [from, until] = [new Date('2024-02-01T00:00:00.000Z'), new Date('2024-02-15T23:59:59.999Z')];
      const ends = [-1, 0].map((ms) => new Date(from.getTime() + ms));
      ends.push(...[0, 1].map((ms) => new Date(until.getTime() + ms)));
      const ids: string[] = [];
      for (const end of ends) ids.push((await account({ passwordChangedAt: setFor(end) })).id);
      expect((await idsIn(from, until)).toSorted()).toEqual([ids[1], ids[2]].toSorted());
    });

    test('each is told with its account, its last change and its end, in a page and asked for alone', async () => {
      const end = new Date('2024-03-10T08:15:30.250Z');
      const made = await account({
        ...{ passwordChangedAt: setFor(end), groups: ['Everyone', 'Field'], userType: 'Service' },
      });
      const told = {
        account: expect.objectContaining({
          ...{ ref: { provider: provider().id, id: made.id }, userName: made.userName },
          ...{ status: 'active', objectId: made.objectId, userType: 'Service', privileged: false },
        }),
        expiresAt: end.toISOString(),
        changedAt: setFor(end).toISOString(),
      };
      expect((await everything(end, end)).flat()).toEqual([told]);
      expect(await capability().of(made.id, limit)).toEqual(told);
    });

    test('a disabled account is left out or told as such: why nobody is reminded is the caller’s to say', async () => {
      const end = new Date('2024-04-10T00:00:00.000Z');
      const states = ['disabled', 'disabled'] as const;
      for (const status of states) await account({ passwordChangedAt: setFor(end), status });
      const found = (await everything(end, end)).flat().map(({ account: { status } }) => status);
      expect(found.length).toBeGreaterThan(0);
      expect(new Set(found)).toEqual(new Set(states));
    });

    test('one that never runs out, and one whose last change nobody knows, is in no span', async () => {
      const end = new Date('2024-05-10T00:00:00.000Z');
      const exempt = await account({ passwordChangedAt: setFor(end), passwordNeverExpires: true });
      const unknown = draw({ passwordChangedAt: null });
      const isPossible = (await world().add(unknown)) === 'added';
      expect(await idsIn(new Date(0), new Date('2024-05-20T00:00:00.000Z'))).not.toContain(exempt.id);
      expect(await capability().of(exempt.id, limit)).toBeUndefined();
      if (isPossible) {
        expect(await idsIn(new Date(0), new Date('2099-01-01T00:00:00.000Z'))).not.toContain(unknown.id);
        expect(await capability().of(unknown.id, limit)).toBeUndefined();
      }
    });

    test('a long list comes in pages, each account once, the last page without a successor', async () => {
      const end = new Date('2024-06-10T00:00:00.000Z');
      const all = Array.from({ length: 203 }, () => draw({ passwordChangedAt: setFor(end) }));
      expect(await world().add(...all)).toBe('added');
      const pages = await everything(end, end);
      expect(pages.length).toBeGreaterThan(1);
      const ids = pages.flat().map(({ account: found }) => found.ref.id);
      expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    }, 30_000);

    test('a cursor that the provider doesn’t know means that the list begins anew', async () => {
      for (const cursor of ['', 'nonsense', '[1]', '[null,"x"]'])
        await expect(
          capability().page(cursor, { from: new Date(0), until: new Date(1) }, limit),
        ).rejects.toMatchObject({ code: 'conflict', retryable: true });
    });

    test('nobody’s password doesn’t run out', async () => {
      for (const id of nobodies) expect(await capability().of(id, limit)).toBeUndefined();
    });
  });
}
