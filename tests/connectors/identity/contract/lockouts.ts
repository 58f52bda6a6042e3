/** The contract's part on lockout events: each comes once, late ones too, and none that is too old. */
import type { LockoutPage } from '../../../../domain/ports/identity-provider';
import { type ContractContext, having, limit } from './world';

const long = 366 * 86_400_000;

export function lockoutsContract({ world, provider, draw, account }: ContractContext): void {
  const source = { address: '203.0.113.7', application: 'Payroll', device: 'Firefox', place: 'Lisbon' };

  async function page(position: string | undefined, since?: Date): Promise<LockoutPage> {
    const from = since ?? new Date(world().now().getTime() - long);
    const read = await having(provider().lockouts).read(position, from, limit);
    expect(read.next.length).toBeLessThan(20_000);
    return read;
  }

  /** Reads until a page is empty. */
  async function rest(position: string | undefined, since?: Date) {
    const events: LockoutPage['events'][number][] = [];
    for (let next = position; ; ) {
      const read = await page(next, since);
      if (read.events.length === 0) return { events, next: read.next };
      events.push(...read.events);
      next = read.next;
    }
  }

  describe('lockouts', () => {
    test('an event says who, when and from where', async () => {
      const { id } = await account();
      const { next } = await rest(undefined);
      const told = await world().lock([id], source);
      const at = world().now().toISOString();
      const { events } = await page(next);
      expect(events.length).toBeGreaterThan(0);
      for (const event of events)
        expect(event).toEqual({ id: expect.any(String), accountId: id, at, source: told });
    });

    test('what has been handed out does not come again, and nothing new is an empty page', async () => {
      const { id } = await account();
      await world().lock([id]);
      const { next } = await rest(undefined);
      expect((await page(next)).events).toEqual([]);
      world().advance(61_000);
      const later = await page(next);
      expect(later.events).toEqual([]);
      expect((await page(later.next)).events).toEqual([]);
    });

    test('reading again from an older position gives the same again', async () => {
      const { id } = await account();
      const { next } = await rest(undefined);
      await world().lock([id]);
      const first = await page(next);
      expect(first.events.length).toBeGreaterThan(0);
      expect((await page(next)).events).toEqual(first.events);
    });

    test('further attempts on a locked account have events of their own', async () => {
      const { id } = await account();
      const { next } = await rest(undefined);
      await world().lock([id]);
      const first = await rest(next);
      await world().tryWhileLocked(id);
      const { events } = await rest(next);
      expect(events).toHaveLength(first.events.length + 1);
      expect(new Set(events.map(({ accountId }) => accountId))).toEqual(new Set([id]));
      expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    });

    test('an event that is stored late still comes, once', async () => {
      const [late, prompt] = [await account(), await account()];
      let { next } = await rest(undefined);
      const arrive = await world().lockoutThatComesLate(late.id);
      await world().lock([prompt.id]);
      const before = await rest(next);
      expect(new Set(before.events.map(({ accountId }) => accountId))).toEqual(new Set([prompt.id]));
      world().advance(30_000);
      next = (await rest(before.next)).next;
      await arrive();
      const after = await rest(next);
      expect(after.events.map(({ accountId }) => accountId)).toEqual([late.id]);
      world().advance(61_000);
      expect((await rest(after.next)).events).toEqual([]);
    });

    test('many lockouts come page by page, oldest first, each once', async () => {
      const { next } = await rest(undefined);
      const accounts = Array.from({ length: 230 }, () => draw());
      expect(await world().add(...accounts)).toBe('added');
      const ids = accounts.map(({ id }) => id);
      await world().lock(ids.slice(0, 200));
      world().advance(1_000);
      await world().lock(ids.slice(200));
      const { events } = await rest(next);
      expect([...new Set(events.map(({ accountId }) => accountId))].sort()).toEqual([...ids].sort());
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      const times = events.map(({ at }) => at);
      expect(times).toEqual([...times].sort());
    });

    test('events before the given instant are left out, at the first start and after an outage', async () => {
      const [old, young] = [await account(), await account()];
      const { next } = await rest(undefined);
      await world().lock([old.id]);
      world().advance(120_000);
      const since = new Date(world().now().getTime() - 1_000);
      await world().lock([young.id]);
      for (const position of [
        undefined,
        next,
        'not a position',
        '{"after":"x"}',
        '{"after":0,"seen":[[1]]}',
        'https://elsewhere.example/api/v1/logs?after=1',
      ]) {
        const { events } = await rest(position, since);
        expect(new Set(events.map(({ accountId }) => accountId))).toEqual(new Set([young.id]));
      }
    });
  });
}
