import { createStorage } from '../../../connectors/storage/storage';
import type { TicketTable } from '../../../connectors/ticketing/built-in/tables';
import { shardOfTicket, ticketKeys } from '../../../connectors/ticketing/built-in/tables';
import { ticketId } from '../../../connectors/ticketing/built-in/ticket-id';
import { createBuiltInTicketing } from '../../../connectors/ticketing/built-in/ticketing';
import { type Azurite, startAzurite } from '../storage/azurite';
import { opening, options, type TicketingWorld, ticketingContract } from './contract';

let azurite: Azurite;
let rows: TicketTable;
let world: TicketingWorld;
let time: Date;
let prefixes = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.end());
beforeEach(() => {
  prefixes += 1;
  time = new Date('2026-11-22T10:00:00.000Z');
  const tables = createStorage({
    connection: azurite.connection,
    tablePrefix: `T${prefixes}x`,
    timeoutMs: 2_000,
  });
  rows = tables.table('Tickets');
  world = {
    desk: createBuiltInTicketing({ tables, clock: { now: () => time } }),
    tick: (ms = 1_000) => {
      time = new Date(time.getTime() + ms);
    },
    fileElsewhere: async () => 'INC0012345',
    cut: () => azurite.stop(),
    restore: () => azurite.start(),
  };
});

ticketingContract(() => world, { closedTakesNotes: true, id: /^IT-[2-9BCDFGHJKMNPQRSTVWXZ]{7}$/ });

describe('built-in tickets', () => {
  it('take another id where the first belongs to another request', async () => {
    const taken = ticketId('request-1');
    const partition = shardOfTicket(taken);
    const columns = { correlationId: 'somebody else', state: 'open', createdAt: time.toISOString() };
    await rows.transact([{ do: 'create', row: { partition, key: ticketKeys.ticket(taken), columns } }]);
    const { id } = await world.desk.open(opening('request-1'), options);
    expect(id).toBe(ticketId('request-1', 1));
    expect(await world.desk.open(opening('request-1'), options)).toEqual({ id });
  });

  it('I4: get an id of their own where the one of elsewhere can be no key', async () => {
    const { id } = await world.desk.open(opening('request-1', { existingId: "INC'; drop" }), options);
    expect(id).toBe(ticketId('request-1'));
  });

  it('are all listed where they lie in one shard', async () => {
    const all = Array.from({ length: 40 }, (_, index) => `request-${index}`);
    const alike = all.filter((correlationId) => shardOfTicket(ticketId(correlationId)) === '1');
    for (const correlationId of alike) await world.desk.open(opening(correlationId), options);
    const first = await world.desk.list({ pageSize: 2 });
    expect(first.next).toBeDefined();
    const second = await world.desk.list({ pageSize: 200, next: first.next });
    expect(alike.length).toBeGreaterThan(3);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(
      new Set(alike.map((id) => ticketId(id))),
    );
  });
});
