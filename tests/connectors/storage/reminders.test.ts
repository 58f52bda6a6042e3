/** Rows of reminders and of runs, as Table Storage keeps them. */
import { createRunStore } from '../../../connectors/storage/reminder-runs';
import { createReminderStore } from '../../../connectors/storage/reminders';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import { nobody, personKey } from '../../../domain/person';
import type { PasswordReminderRow } from '../../../domain/reminder/row';
import { noCounts } from '../../../domain/reminder/run';
import { type Azurite, startAzurite } from './azurite';
import { at, somebody, value } from './examples';

let azurite: Azurite;
let storage: Storage;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = createStorage({ connection: azurite.connection });
});
afterAll(() => azurite.end());

let made = 0;
const passwordRow = (change: Partial<PasswordReminderRow> = {}): PasswordReminderRow => ({
  kind: 'password-expiry',
  id: `password-${++made}`,
  person: somebody(),
  account: { provider: 'directory', id: String(made) },
  accountName: 'robin@contoso.example',
  expiresAt: '2026-12-15T20:00:00.000Z',
  deliveries: [],
  ...change,
});
const card = (interval: number, activityId: string) =>
  ({ interval, day: '2026-12-01', state: 'sent', at, activityId }) as const;

describe('rows of reminders', () => {
  it('are created once and replaced by ETag: the second of two writers hears of a conflict', async () => {
    const store = createReminderStore({ storage });
    const row = passwordRow();
    const written = await Promise.all([1, 2, 3].map(() => store.write(row, undefined)));
    expect(written.filter((answer) => answer === 'conflict')).toHaveLength(2);
    const { etag } = value(await store.read(row.id));
    const later = { ...row, choice: 'later' as const };
    expect(await store.write(later, etag)).toMatchObject({ value: later });
    expect(await store.write(row, etag)).toBe('conflict');
    expect((await store.read(row.id))?.value).toEqual(later);
  });

  it('can be written again with the ETag of the former write', async () => {
    const store = createReminderStore({ storage });
    const row = passwordRow();
    const first = await store.write(row, undefined);
    if (first === 'conflict') throw new Error('conflict');
    expect(await store.write({ ...row, clickedAt: at }, first.etag)).not.toBe('conflict');
  });

  it('are found by their person, also after the account has changed hands', async () => {
    const store = createReminderStore({ storage });
    const [former, present] = [somebody(), somebody()];
    const row = passwordRow({ person: former });
    const written = await store.write(row, undefined);
    if (written === 'conflict') throw new Error('conflict');
    expect(await store.passwordRowsOf(former)).toEqual([row.id]);
    await store.write({ ...row, person: present }, written.etag);
    expect(await store.passwordRowsOf(present)).toEqual([row.id]);
    expect(await store.passwordRowsOf(somebody())).toEqual([]);
  });

  it('are listed while an older card of theirs has its buttons, and no longer', async () => {
    const store = createReminderStore({ storage });
    const row = passwordRow({ deliveries: [card(7, 'a'), card(4, 'b')] });
    await store.write(passwordRow({ deliveries: [card(7, 'c')] }), undefined);
    await store.write(row, undefined);
    const owing = await store.owing(10);
    expect(owing.map(({ id }) => id)).toEqual([row.id]);
    const [one] = owing;
    if (one) await store.owesNothing(one);
    expect(await store.owing(10)).toEqual([]);
  });

  it('stay listed where they were written anew in between', async () => {
    const store = createReminderStore({ storage });
    const row = passwordRow({ deliveries: [card(7, 'a'), card(4, 'b')] });
    await store.write(row, undefined);
    const [one] = await store.owing(10);
    const { etag } = value(await store.read(row.id));
    await store.write({ ...row, deliveries: [...row.deliveries, card(2, 'c')] }, etag);
    if (one) await store.owesNothing(one);
    const again = await store.owing(10);
    expect(again.map(({ id }) => id)).toEqual([row.id]);
    if (again[0]) await store.owesNothing(again[0]);
  });

  it('go when what they were about is long over; “do not remind me again” and newer cycles stay', async () => {
    const store = createReminderStore({ storage });
    const old = passwordRow({ expiresAt: '2026-08-01T00:00:00.000Z' });
    const silent = passwordRow({ expiresAt: '2026-08-01T00:00:00.000Z', optedOutAt: at });
    const renewed = passwordRow({ expiresAt: '2026-08-01T00:00:00.000Z' });
    const unlinked = passwordRow({ expiresAt: '2026-08-01T00:00:00.000Z', person: nobody('t') });
    for (const row of [old, silent, renewed, unlinked]) await store.write(row, undefined);
    const { etag } = value(await store.read(renewed.id));
    await store.write({ ...renewed, expiresAt: '2026-12-15T00:00:00.000Z' }, etag);
    expect(await store.purge('2026-10-01', 100)).toBe(2);
    expect(await store.read(old.id)).toBeUndefined();
    expect(await store.passwordRowsOf(old.person)).toEqual([]);
    expect(await store.read(silent.id)).toBeDefined();
    expect(await store.read(renewed.id)).toBeDefined();
    expect(await store.purge('2026-10-01', 100)).toBe(0);
  });

  it('of managers go by their day', async () => {
    const store = createReminderStore({ storage });
    const about = { kind: 'contractor-expiry', id: 'manager-1', day: '2026-08-01', listed: 1 } as const;
    const row = { ...about, person: personKey('t', 'a'), contractors: [] };
    await store.write(row, undefined);
    expect(await store.purge('2026-08-01', 100)).toBe(0);
    expect(await store.purge('2026-08-02', 100)).toBe(1);
    expect(await store.read('manager-1')).toBeUndefined();
  });
});

describe('rows of runs', () => {
  const run = { kind: 'contractor-expiry', day: '2026-12-01' } as const;
  const row = { ...run, phase: 'gathering', counts: noCounts, startedAt: at, changedAt: at } as const;

  it('are inserted once and written by ETag', async () => {
    const store = createRunStore({ storage });
    expect(await store.read(run)).toBeUndefined();
    const answers = await Promise.all([1, 2, 3].map(() => store.write(row, undefined)));
    expect(answers.filter((answer) => answer === 'conflict')).toHaveLength(2);
    const { etag } = value(await store.read(run));
    expect(await store.write({ ...row, cursor: '1' }, etag)).not.toBe('conflict');
    expect(await store.write(row, etag)).toBe('conflict');
  });

  it('give whole groups in the order of their names, however many there are and whatever they are called', async () => {
    const store = createRunStore({ storage });
    const groups = ['Ümit: a/b', 'maria@contoso.example', 'maria', 'maria-b', 'z#?'];
    const items = groups.flatMap((group, n) =>
      Array.from({ length: n === 1 ? 620 : 3 }, (_, key) => ({ group, key: String(key), value: { n, key } })),
    );
    await store.gather(run, 'by-reference', items);
    await store.gather(run, 'by-reference', items.slice(0, 150));
    const found: string[] = [];
    let after: string | undefined;
    for (;;) {
      const some = await store.gathered<{ n: number }>(run, 'by-reference', after, 2);
      for (const { group, values } of some) {
        found.push(group);
        expect(values).toHaveLength(group === 'maria@contoso.example' ? 620 : 3);
        expect(new Set(values.map(({ n }) => n))).toEqual(new Set([groups.indexOf(group)]));
      }
      if (some.length < 2) break;
      after = some.at(-1)?.group;
    }
    expect(found.toSorted()).toEqual(groups.toSorted());
    expect(await store.gathered(run, 'by-manager', undefined, 10)).toEqual([]);
    await store.forgetGathered(run);
    expect(await store.gathered(run, 'by-reference', undefined, 10)).toEqual([]);
  });

  it('keep one problem for each key, and old runs go with theirs', async () => {
    const store = createRunStore({ storage });
    for (const reason of ['blocked', 'no-manager']) await store.noteProblem(run, 'a', { name: 'A', reason });
    await store.noteProblem(run, 'b', { name: 'B', reason: 'blocked' });
    expect(await store.problems(run, 10)).toEqual([
      { name: 'A', reason: 'no-manager' },
      { name: 'B', reason: 'blocked' },
    ]);
    await store.purge('contractor-expiry', '2026-12-01');
    expect(await store.problems(run, 10)).toHaveLength(2);
    await store.purge('contractor-expiry', '2026-12-02');
    expect(await store.problems(run, 10)).toEqual([]);
    expect(await store.read(run)).toBeUndefined();
  });
});
