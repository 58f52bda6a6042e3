import { type AuditItem, createAuditTrail } from '../../../connectors/storage/audit';
import { shardOf } from '../../../connectors/storage/keys';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import { type AuditEntry, accountParty, partyOf, system } from '../../../domain/ports/audit-trail';
import { Secret } from '../../../domain/secret';
import { type Azurite, startAzurite } from './azurite';
import { somebody } from './examples';

let azurite: Azurite;
let storage: Storage;
let trail: ReturnType<typeof createAuditTrail>;
let prefixes = 0;
const now = new Date('2026-11-22T12:00:00.000Z');
const dayMs = 86_400_000;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.end());
const open = () =>
  createAuditTrail({ storage, clock: { now: () => now }, key: new Secret('key of the trail') });
beforeEach(() => {
  prefixes += 1;
  storage = createStorage({ connection: azurite.connection, tablePrefix: `T${prefixes}x` });
  trail = open();
});

function entry(key: string, msAgo: number, change: Partial<AuditEntry> = {}): AuditEntry {
  const at = new Date(now.getTime() - msAgo).toISOString();
  const what = { act: 'unlock', verifiedBy: 'teams', source: 'button', reason: key, result: 'done' } as const;
  return { key, at, actor: system, subject: system, ...what, ...change };
}

async function pages(query: Parameters<typeof trail.list>[0]): Promise<readonly AuditItem[]> {
  const items: AuditItem[] = [];
  let next: string | undefined;
  do {
    const page = await trail.list({ ...query, next });
    items.push(...page.items);
    next = page.next;
  } while (next);
  return items;
}
const reasons = (items: readonly AuditItem[]): readonly string[] => items.map(({ reason }) => reason);

describe('recording', () => {
  it('names people, accounts and the system, and leaves a second entry of the same key as the first', async () => {
    const person = somebody();
    const subject = accountParty({ provider: 'okta', id: '00u:1' });
    await trail.record(entry('one', 5, { actor: partyOf(person), subject, requestId: 'r1' }));
    await trail.record(entry('one', 5, { actor: system, result: 'failed' }));
    const expected = {
      at: entry('', 5).at,
      act: 'unlock',
      verifiedBy: 'teams',
      source: 'button',
      reason: 'one',
    };
    expect(await trail.list({})).toEqual({
      items: [{ ...expected, actor: person.aadObjectId, subject: 'okta:00u:1', result: 'done' }],
    });
  });

  it('keeps no name in an entry, and no long text', async () => {
    const person = somebody();
    await trail.record(
      entry('one', 5, { actor: partyOf(person), subject: partyOf(person), reason: 'x'.repeat(900) }),
    );
    const rows = await storage.table('Audit').list({ partition: '0', lastPartition: '9' }, 10);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(person.aadObjectId);
    expect(String(rows[0]?.columns.reason)).toHaveLength(400);
  });

  it('fails when it cannot be written', async () => {
    const away = createStorage({ connection: azurite.connection.replace(/:\d+\//, ':1/') });
    const broken = createAuditTrail({ storage: away, clock: { now: () => now }, key: new Secret('k') });
    await expect(broken.record(entry('one', 5))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('erasing', () => {
  it('takes the name from all entries, those to come included, and the others keep theirs', async () => {
    const [gone, other] = [somebody(), somebody()];
    await trail.record(entry('1', 30, { actor: partyOf(gone), subject: partyOf(other) }));
    await trail.erase(gone);
    await trail.record(entry('2', 20, { actor: partyOf(gone) }));
    await open().record(entry('3', 10, { actor: partyOf(gone) }));
    const { items } = await trail.list({});
    expect(items.map(({ actor }) => actor)).toEqual(['erased', 'erased', 'erased']);
    expect(items[2]?.subject).toBe(other.aadObjectId);
    expect(
      JSON.stringify(await storage.table('AuditNames').list({ partition: '-', lastPartition: 'z' }, 9)),
    ).not.toContain(gone.aadObjectId);
  });
});

describe('reading', () => {
  it('is newest first over shards and days, and pages lose and double nothing, even within a millisecond', async () => {
    const agos = [
      0,
      1,
      1,
      1,
      1,
      1,
      2,
      dayMs,
      dayMs,
      3 * dayMs,
      12 * 3_600_000,
      12 * 3_600_000 + 1,
      29 * dayMs,
    ];
    const entries = agos.map((ago, index) => entry(`k${index}`, ago));
    await Promise.all(entries.map((one) => trail.record(one)));
    for (const pageSize of [1, 3, 5, 13, 100]) {
      const items = await pages({ pageSize });
      expect(items.map(({ at }) => at)).toEqual(
        entries
          .map(({ at }) => at)
          .toSorted()
          .toReversed(),
      );
      expect(new Set(reasons(items)).size).toBe(agos.length);
    }
    expect((await trail.list({ pageSize: 13 })).next).toBeUndefined();
    expect((await trail.list({ pageSize: 12 })).next).toBeDefined();
  });

  it('loses nothing where all entries lie in one shard', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`).filter(
      (key) => shardOf(key, 4) === '2',
    );
    for (const [index, key] of keys.entries()) await trail.record(entry(key, index));
    expect(keys.length).toBeGreaterThan(4);
    expect(reasons(await pages({ pageSize: 2 }))).toEqual(keys);
  });

  it('goes on where it was although newer entries came in between', async () => {
    for (let index = 0; index < 6; index += 1) await trail.record(entry(`old${index}`, 100 - index));
    const first = await trail.list({ pageSize: 3 });
    for (let index = 0; index < 3; index += 1) await trail.record(entry(`new${index}`, 50));
    const second = await trail.list({ pageSize: 10, next: first.next });
    expect(reasons([...first.items, ...second.items])).toEqual([
      'old5',
      'old4',
      'old3',
      'old2',
      'old1',
      'old0',
    ]);
  });

  it('keeps to from and to, both included, and to thirty days by default', async () => {
    const agos = { a: 0, b: 1_000, c: 2_000, d: 31 * dayMs };
    for (const [key, ago] of Object.entries(agos)) await trail.record(entry(key, ago));
    expect(reasons(await pages({}))).toEqual(['a', 'b', 'c']);
    expect(reasons(await pages({ from: entry('', 2_000).at, to: entry('', 1_000).at }))).toEqual(['b', 'c']);
    expect(reasons(await pages({ from: entry('', 1_999).at }))).toEqual(['a', 'b']);
    expect(reasons(await pages({ from: entry('', 40 * dayMs).at, pageSize: 1 }))).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('finds what a person did and what was done for them, and nothing else', async () => {
    const [one, other] = [somebody(), somebody()];
    await trail.record(entry('did', 3, { actor: partyOf(one) }));
    await trail.record(entry('for', 2 * dayMs, { subject: partyOf(one), actor: partyOf(other) }));
    await trail.record(entry('else', 1, { actor: partyOf(other) }));
    expect(reasons(await pages({ person: one, pageSize: 1 }))).toEqual(['did', 'for']);
    expect(await trail.list({ person: somebody() })).toEqual({ items: [] });
  });

  it('refuses instants and positions that are none', async () => {
    await expect(trail.list({ from: 'yesterday' })).rejects.toThrow(TypeError);
    await expect(trail.list({ next: "x' or true" })).rejects.toThrow(TypeError);
  });
});
