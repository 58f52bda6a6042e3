import { createCursorStore } from '../../../connectors/storage/cursors';
import { createLimitStore } from '../../../connectors/storage/limits';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import { type Azurite, startAzurite } from './azurite';
import { at, somebody, value } from './examples';

let azurite: Azurite;
let storage: Storage;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = createStorage({ connection: azurite.connection });
});
afterAll(() => azurite.end());

describe('limits', () => {
  it('are kept per person and kind', async () => {
    const store = createLimitStore({ storage });
    const [one, other] = [somebody(), somebody()];
    expect(await store.write(one, 'notice', [{ key: 'a', at }], undefined)).toBe('written');
    expect((await store.read(one, 'notice'))?.value).toEqual([{ key: 'a', at }]);
    expect(await store.read(one, 'unlock')).toBeUndefined();
    expect(await store.read(other, 'notice')).toBeUndefined();
  });

  it('never count two at once as one: of ten who add, one does, the others hear of a conflict', async () => {
    const store = createLimitStore({ storage });
    const person = somebody();
    const add = (key: number, etag: string | undefined) =>
      store.write(person, 'unlock', [{ key: String(key), at }], etag);
    const created = await Promise.all(Array.from({ length: 10 }, (_, key) => add(key, undefined)));
    expect(created.filter((answer) => answer === 'written')).toHaveLength(1);
    const { etag } = value(await store.read(person, 'unlock'));
    const replaced = await Promise.all(Array.from({ length: 10 }, (_, key) => add(key, etag)));
    expect(replaced.filter((answer) => answer === 'written')).toHaveLength(1);
  });
});

describe('cursors', () => {
  it('give their position back, and the second of two pollers hears of a conflict', async () => {
    const store = createCursorStore({ storage });
    expect(await store.read('lockouts')).toBeUndefined();
    expect(await store.write('lockouts', { polledAt: at }, undefined)).toBe('written');
    expect(await store.write('lockouts', { polledAt: at }, undefined)).toBe('conflict');
    const { etag } = value(await store.read('lockouts'));
    const moved = { polledAt: at, position: 'ü'.repeat(20_000) };
    expect(await store.write('lockouts', moved, etag)).toBe('written');
    expect(await store.write('lockouts', { polledAt: at }, etag)).toBe('conflict');
    expect((await store.read('lockouts'))?.value).toEqual(moved);
  });
});
