import { createRequestStore } from '../../../connectors/storage/requests';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import type { RequestStore, Stored } from '../../../domain/ports/stores';
import type { SupportRequest } from '../../../domain/support-request';
import { type Azurite, startAzurite } from './azurite';
import { all, request, somebody, value } from './examples';

let azurite: Azurite;
let storage: Storage;
let store: RequestStore;
let prefixes = 0;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.end());
beforeEach(() => {
  prefixes += 1;
  storage = createStorage({ connection: azurite.connection, tablePrefix: `T${prefixes}x` });
  store = createRequestStore({ storage, dueAt: ({ expiresAt }) => expiresAt });
});

const ended: Partial<SupportRequest> = { state: 'ended', ending: 'worked', handledRevision: 1 };
const change = (stored: Stored<SupportRequest>, to: Partial<SupportRequest>): Stored<SupportRequest> => ({
  etag: stored.etag,
  value: { ...stored.value, ...to },
});
const openIds = async (): Promise<readonly string[]> => (await all(store.allOpen())).map(({ id }) => id);

it('whatever a name holds, the row is kept, and comes back as it was', async () => {
  const accountName = 'a\u0000\u0007\u007f\u0085\u2028\u2029\ufeff\ud83d\u202e"\\\'\r\n--batch_x 😀';
  const one = request({ accountName, lockout: { at: request().createdAt, source: { place: accountName } } });
  const stored = value(await store.insert(one));
  expect((await store.read(one.id))?.value).toEqual(one);
  await store.replace(change(stored, { state: 'asked' }));
  expect((await store.read(one.id))?.value).toEqual({ ...one, state: 'asked' });
});

describe('the licence', () => {
  it('goes to exactly one of twenty who insert the same request at once', async () => {
    const one = request();
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.insert(one)));
    expect(answers.filter((answer) => answer !== 'exists')).toHaveLength(1);
    expect(await store.openOf(one)).toEqual([one.id]);
    expect(await openIds()).toEqual([one.id]);
  });

  it('goes to everybody who inserts a request of their own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => store.insert(request())));
    expect(answers.filter((answer) => answer !== 'exists')).toHaveLength(20);
  });

  it('is not given again after the request has ended, and leaves no pointer behind', async () => {
    const one = request();
    await store.replace(change(value(await store.insert(one)), ended));
    expect(await store.insert(one)).toBe('exists');
    expect(await storage.table('RequestsByPerson').list(everything(one), 9)).toEqual([]);
    expect(await openIds()).toEqual([]);
  });

  it('is given although a crash left pointers without a row', async () => {
    const one = request();
    await storage
      .table('RequestsByPerson')
      .create({ ...personPointer(one), columns: { createdAt: one.createdAt } });
    expect(await store.openOf(one)).toEqual([]);
    expect(await store.insert(one)).toMatchObject({ value: one });
    expect(await store.openOf(one)).toEqual([one.id]);
  });
});

describe('an account that changed hands', () => {
  it('shows the request of its former holder to nobody else', async () => {
    const one = request();
    const other = { ...one, ...somebody() };
    await store.insert(one);
    expect(await store.insert(other)).toBe('exists');
    expect(await storage.table('RequestsByPerson').list(everything(other), 9)).toEqual([]);
    await storage
      .table('RequestsByPerson')
      .create({ ...personPointer(other), columns: { createdAt: one.createdAt } });
    expect(await store.openOf(other)).toEqual([]);
    expect(await store.openOf(one)).toEqual([one.id]);
  });
});

describe('reading and replacing', () => {
  it('gives back what was written, and undefined for what was not', async () => {
    const one = request({ accountName: 'O\'Brien says "¿qué?" \u{1F512}' });
    const { etag } = value(await store.insert(one));
    expect(await store.read(one.id)).toEqual({ value: one, etag });
    expect(await store.read('nothing')).toBeUndefined();
  });

  it('refuses a writer who has not seen the newest row, and keeps what is there', async () => {
    const first = value(await store.insert(request()));
    const second = value(await store.replace(change(first, { state: 'asked' })));
    expect(await store.replace(change(first, { state: 'ended' }))).toBe('conflict');
    expect(await store.read(first.value.id)).toEqual(second);
  });

  it('lets one of ten concurrent writers win', async () => {
    const first = value(await store.insert(request()));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, revision) => store.replace(change(first, { revision }))),
    );
    expect(answers.filter((answer) => answer !== 'conflict')).toHaveLength(1);
  });

  it('answers conflict for a row that is not there', async () => {
    const { etag } = value(await store.insert(request()));
    expect(await store.replace({ value: request(), etag })).toBe('conflict');
    expect(await store.replace({ value: request(ended), etag })).toBe('conflict');
  });

  it('refuses a row that is too large, without a retry', async () => {
    const large = request({ accountName: 'x'.repeat(30_000) });
    await expect(store.insert(large)).rejects.toMatchObject({ code: 'unexpected', retryable: false });
    expect(await store.openOf(large)).toEqual([]);
  });
});

describe('pointers', () => {
  it('tell what reconciling needs, and follow every write', async () => {
    const first = value(await store.insert(request({ expiresAt: '2026-11-23T10:00:00.000Z' })));
    const { id, changedAt } = first.value;
    expect(await all(store.allOpen())).toEqual([
      { id, changedAt, unhandled: true, dueAt: '2026-11-23T10:00:00.000Z' },
    ]);
    const later = '2026-11-22T11:00:00.000Z';
    await store.replace(change(first, { handledRevision: 1, changedAt: later, expiresAt: undefined }));
    expect(await all(store.allOpen())).toEqual([{ id, changedAt: later, unhandled: false }]);
  });

  it('stay while an ended request owes something, but the person no longer has it open', async () => {
    const first = value(await store.insert(request()));
    const owing = change(first, { ...ended, owed: [{ kind: 'ticket-close', note: 'worked' }] });
    const second = value(await store.replace(owing));
    expect(await openIds()).toEqual([first.value.id]);
    expect(await store.openOf(first.value)).toEqual([]);
    const third = value(await store.replace(change(second, { owed: [] })));
    expect(await openIds()).toEqual([]);
    expect(await store.replace(change(third, { handledRevision: 2 }))).toMatchObject({
      value: { handledRevision: 2 },
    });
    expect(await store.replace(change(third, { handledRevision: 3 }))).toBe('conflict');
  });

  it('stay while something is due for an ended request', async () => {
    const due = '2026-11-22T10:01:00.000Z';
    const second = value(
      await store.replace(change(value(await store.insert(request())), { ...ended, expiresAt: due })),
    );
    expect(await all(store.allOpen())).toMatchObject([{ id: second.value.id, dueAt: due }]);
    await store.replace(change(second, { expiresAt: undefined }));
    expect(await openIds()).toEqual([]);
  });

  it('list the open requests of one person only, newest last', async () => {
    const person = somebody();
    const made = ['12', '10', '11'].map((hour) =>
      request({
        ...person,
        createdAt: `2026-11-22T${hour}:00:00.000Z`,
        id: `${hour}:/#?'% ü${person.aadObjectId}`,
      }),
    );
    for (const one of [...made, request()]) await store.insert(one);
    expect(await store.openOf(person)).toEqual([made[1]?.id, made[2]?.id, made[0]?.id]);
    expect(await store.openOf(somebody())).toEqual([]);
  });

  it('that a crash left behind a settled request are looked through, and removed', async () => {
    const one = request();
    await store.replace(change(value(await store.insert(one)), ended));
    const byPerson = storage.table('RequestsByPerson');
    await byPerson.create({ ...personPointer(one), columns: { createdAt: one.createdAt } });
    expect(await store.openOf(one)).toEqual([]);
    expect(await byPerson.list(everything(one), 9)).toEqual([]);
  });

  it('are paged through, each once, however many there are', async () => {
    const table = storage.table('Requests');
    const key = (index: number): string => `open:${String(index).padStart(4, '0')}`;
    for (let block = 0; block < 11; block += 1) {
      const rows = Array.from({ length: 100 }, (_, index) => ({
        do: 'put' as const,
        row: {
          partition: '7',
          key: key(block * 100 + index),
          columns: { id: key(block * 100 + index), changedAt: '' },
        },
      }));
      await table.transact(rows);
    }
    expect(new Set(await openIds()).size).toBe(1_100);
    expect(await openIds()).toHaveLength(1_100);
  });
});

function everything(person: { tenantId: string; aadObjectId: string }): { partition: string } {
  return { partition: `${person.tenantId}:${person.aadObjectId}` };
}

function personPointer(one: SupportRequest): { partition: string; key: string } {
  return { ...everything(one), key: one.id };
}
