import { createStorage } from '../../../connectors/storage/storage';
import { shardOfTicket } from '../../../connectors/ticketing/built-in/tables';
import { ticketId } from '../../../connectors/ticketing/built-in/ticket-id';
import { createBuiltInTicketing } from '../../../connectors/ticketing/built-in/ticketing';
import type { TicketOpening } from '../../../connectors/ticketing/port';
import { type Azurite, startAzurite } from '../storage/azurite';

let azurite: Azurite;
let desk: ReturnType<typeof createBuiltInTicketing>;
let time: Date;
let prefixes = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.end());
beforeEach(() => {
  prefixes += 1;
  time = new Date('2026-11-22T10:00:00.000Z');
  const tables = createStorage({ connection: azurite.connection, tablePrefix: `T${prefixes}x` });
  desk = createBuiltInTicketing({ tables, clock: { now: () => time } });
});

const tick = (ms = 1_000): void => {
  time = new Date(time.getTime() + ms);
};
const opening = (correlationId: string, change: Partial<TicketOpening> = {}): TicketOpening => ({
  correlationId,
  kind: 'unlock',
  tenantId: 'tenant',
  personId: 'person-1',
  title: 'Account unlocked',
  text: 'Opened by the bot',
  securityIncident: false,
  ...change,
});
describe('the list', () => {
  it('is newest first, in pages that lose and double nothing', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 9; index += 1) {
      if (index % 3 === 0) tick();
      ids.push((await desk.open(opening(`request-${index}`))).id);
    }
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await desk.list({ pageSize: 2, next });
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    } while (next);
    expect(seen).toHaveLength(9);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(new Set(seen.slice(0, 3))).toEqual(new Set(ids.slice(6)));
  });

  it('loses nothing where all tickets lie in one shard', async () => {
    const all = Array.from({ length: 40 }, (_, index) => `request-${index}`);
    const alike = all.filter((correlationId) => shardOfTicket(ticketId(correlationId)) === '1');
    for (const correlationId of alike) await desk.open(opening(correlationId));
    const first = await desk.list({ pageSize: 2 });
    expect(first.next).toBeDefined();
    const second = await desk.list({ pageSize: 200, next: first.next });
    expect(alike.length).toBeGreaterThan(3);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(
      new Set(alike.map((id) => ticketId(id))),
    );
  });

  it('shows one person only, ignoring the case of the id, and a stretch of time only', async () => {
    const mine = await desk.open(opening('request-1', { personId: 'ABC' }));
    tick();
    const other = await desk.open(opening('request-2', { personId: 'abd' }));
    const ids = async (query: Parameters<typeof desk.list>[0]) =>
      (await desk.list(query)).items.map(({ id }) => id);
    expect(await ids({ person: 'abc' })).toEqual([mine.id]);
    expect(await ids({ person: 'Abc' })).toEqual([mine.id]);
    expect(await ids({ person: "x' or true" })).toEqual([]);
    expect(await ids({ to: '2026-11-22T10:00:00.000Z' })).toEqual([mine.id]);
    expect(await ids({ from: '2026-11-22T10:00:00.001Z' })).toEqual([other.id]);
    expect(await ids({ from: '2026-11-22T10:00:00.000Z', to: '2026-11-22T10:00:01.000Z' })).toEqual([
      other.id,
      mine.id,
    ]);
  });

  it('refuses instants and positions that are none', async () => {
    await expect(desk.list({ to: 'tomorrow' })).rejects.toThrow(TypeError);
    await expect(desk.list({ next: 'page 2' })).rejects.toThrow(TypeError);
  });
});
