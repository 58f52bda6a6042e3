import { createStorage } from '../../../connectors/storage/storage';
import type { TicketTable } from '../../../connectors/ticketing/built-in/tables';
import { shardOfTicket, ticketKeys } from '../../../connectors/ticketing/built-in/tables';
import { ticketId } from '../../../connectors/ticketing/built-in/ticket-id';
import { createBuiltInTicketing } from '../../../connectors/ticketing/built-in/ticketing';
import type { TicketOpening } from '../../../connectors/ticketing/port';
import { type Azurite, startAzurite } from '../storage/azurite';

let azurite: Azurite;
let rows: TicketTable;
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
  rows = tables.table('Tickets');
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
const only = async () => {
  const { items } = await desk.list({});
  expect(items).toHaveLength(1);
  return items[0];
};

describe('opening', () => {
  it('gives one ticket per request, however often and however many at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => desk.open(opening('request-1'))));
    tick();
    ids.push(await desk.open(opening('request-1', { text: 'another' })));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(await only()).toEqual({
      id: ids[0]?.id,
      kind: 'unlock',
      personId: 'person-1',
      state: 'open',
      securityIncident: false,
      notes: [{ at: '2026-11-22T10:00:00.000Z', text: 'Opened by the bot' }],
      createdAt: '2026-11-22T10:00:00.000Z',
    });
  });

  it('gives every request a ticket of its own, with an id that can be read out', async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, index) => desk.open(opening(`request-${index}`))),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(30);
    for (const { id } of ids) expect(id).toMatch(/^IT-[2-9BCDFGHJKMNPQRSTVWXZ]{7}$/);
  });

  it('takes another id where the first belongs to another request', async () => {
    const taken = ticketId('request-1');
    const partition = shardOfTicket(taken);
    const columns = { correlationId: 'somebody else', state: 'open', createdAt: time.toISOString() };
    await rows.transact([{ do: 'create', row: { partition, key: ticketKeys.ticket(taken), columns } }]);
    const { id } = await desk.open(opening('request-1'));
    expect(id).toBe(ticketId('request-1', 1));
    expect(await desk.open(opening('request-1'))).toEqual({ id });
  });

  it('keeps the flag of a security incident once it is raised, and raises it later', async () => {
    await desk.open(opening('request-1'));
    await desk.open(opening('request-1', { securityIncident: true }));
    expect(await only()).toMatchObject({ securityIncident: true, state: 'open', kind: 'unlock' });
    await desk.open(opening('request-1'));
    expect(await only()).toMatchObject({ securityIncident: true });
  });
});

describe('notes', () => {
  it('stand in the order of their time, each key once', async () => {
    const { id } = await desk.open(opening('request-1', { text: '' }));
    for (const key of ['z', 'a', 'm']) {
      tick();
      expect(await desk.note(id, { key, text: `note ${key}` })).toBe('done');
    }
    expect(await desk.note(id, { key: 'z', text: 'again' })).toBe('already');
    expect((await only())?.notes.map(({ text }) => text)).toEqual(['note z', 'note a', 'note m']);
    expect((await only())?.notes[0]?.at).toBe('2026-11-22T10:00:01.000Z');
  });

  it('are shortened, not refused, when they are long', async () => {
    const { id } = await desk.open(
      opening('request-1', { text: 'x'.repeat(40_000), title: 'y'.repeat(40_000) }),
    );
    expect(await desk.note(id, { key: 'k'.repeat(2_000), text: 'x'.repeat(40_000) })).toBe('done');
    expect((await only())?.notes.map(({ text }) => text.length)).toEqual([8_000, 8_000]);
  });

  it.each(['IT-2222222', "IT-222222'", ''])('on the unknown ticket "%s" fail as not found', async (id) => {
    const unknown = { code: 'not-found', retryable: false };
    await expect(desk.note(id, { key: 'k', text: 't' })).rejects.toMatchObject(unknown);
    await expect(desk.resolve(id, { key: 'k', text: 't' })).rejects.toMatchObject(unknown);
    expect((await desk.list({})).items).toEqual([]);
  });
});

describe('the life of a ticket', () => {
  const go = async (...steps: readonly ('resolve' | 'reopen' | 'close')[]) => {
    const { id } = await desk.open(opening('request-1', { text: '' }));
    const answers: string[] = [];
    for (const [index, step] of steps.entries()) {
      tick();
      answers.push(await desk[step](id, { key: `${index}`, text: `${step} ${index}` }));
    }
    return { answers, state: (await only())?.state, notes: (await only())?.notes.length };
  };

  it.each([
    [['resolve'], ['done'], 'resolved'],
    [['close'], ['done'], 'closed'],
    [['reopen'], ['done'], 'open'],
    [['resolve', 'reopen'], ['done', 'done'], 'open'],
    [['resolve', 'close'], ['done', 'done'], 'closed'],
    [['resolve', 'reopen', 'resolve', 'close'], ['done', 'done', 'done', 'done'], 'closed'],
    [['close', 'resolve'], ['done', 'not-possible'], 'closed'],
    [['close', 'reopen'], ['done', 'not-possible'], 'closed'],
  ] as const)('%j gives %j and ends %s', async (steps, answers, state) => {
    expect(await go(...steps)).toEqual({ answers, state, notes: steps.length });
  });

  it('is not turned back by an activity that runs twice', async () => {
    const { id } = await desk.open(opening('request-1'));
    await desk.resolve(id, { key: 'resolve-1', text: 'worked' });
    await desk.reopen(id, { key: 'reopen-1', text: 'still locked' });
    expect(await desk.resolve(id, { key: 'resolve-1', text: 'worked' })).toBe('already');
    expect(await only()).toMatchObject({ state: 'open' });
  });

  it('loses nothing to concurrent changes', async () => {
    const { id } = await desk.open(opening('request-1', { text: '' }));
    const changes = ['resolve', 'reopen', 'note'] as const;
    await Promise.all(changes.map((change) => desk[change](id, { key: change, text: change })));
    expect((await only())?.notes.map(({ text }) => text).toSorted()).toEqual(['note', 'reopen', 'resolve']);
  });
});
