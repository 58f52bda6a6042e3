/** Rows of acts at the administrator's desk, as Table Storage keeps them. */
import { createCarrierActStore, createDeskActStore } from '../../../connectors/storage/desk-acts';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import type { DeskAct } from '../../../domain/desk/act';
import type { DeskDeps } from '../../../domain/use-cases/desk/desk-deps';
import { settleActs } from '../../../domain/use-cases/desk/settle-act';
import { type Azurite, startAzurite } from './azurite';
import { somebody } from './examples';

let azurite: Azurite;
let storage: Storage;

beforeAll(async () => {
  azurite = await startAzurite();
  storage = createStorage({ connection: azurite.connection });
});
afterAll(() => azurite.end());

const administrator = somebody();
const actOf = (id: string): DeskAct => ({
  ...{ id, kind: 'unlock', administrator, account: { provider: 'directory', id: '42' } },
  ...{ note: 'called', verifiedBy: 'teams', via: 'button', beganAt: '2026-01-10T23:00:00.000Z' },
});
const outcome = { result: 'done', at: '2026-01-10T23:00:01.000Z' } as const;
const dayAfter = new Date('2026-01-11T00:00:00.000Z');

async function rowOf(id: string, change: Partial<DeskAct>) {
  const store = createDeskActStore({ storage });
  const inserted = await store.insert(actOf(id));
  if (inserted === 'exists') throw new Error('exists');
  return written(await store.replace({ ...inserted, value: { ...inserted.value, ...change } }));
}
const written = <T>(answer: T | 'conflict'): T => {
  if (answer === 'conflict') throw new Error('conflict');
  return answer;
};

describe('rows of acts at the desk', () => {
  it('are made once, changed by ETag, and open until nothing is owed', async () => {
    const store = createDeskActStore({ storage });
    const first = await store.insert(actOf('changed'));
    expect(await store.insert(actOf('changed'))).toBe('exists');
    if (first === 'exists') throw new Error('exists');
    const noted = { ...first, value: { ...first.value, outcome } };
    const second = written(await store.replace(noted));
    expect(await store.replace(noted)).toBe('conflict');
    expect(await store.unsettled()).toContain('changed');
    const ended = { ...second, value: { ...second.value, recorded: true } } as const;
    const third = written(await store.replace(ended));
    expect(await store.replace(ended)).toBe('conflict');
    expect(await store.unsettled()).not.toContain('changed');
    written(await store.replace({ ...third, value: { ...third.value, told: [] } }));
    await store.purge(dayAfter);
  });

  it('that were ended by a host that died before it took their mark away are open no more after the next round', async () => {
    const store = createDeskActStore({ storage });
    await rowOf('marked', { outcome, recorded: true });
    await storage.table('DeskActs').put({ partition: 'acts', key: 'open:marked', columns: {} });
    expect(await store.unsettled()).toContain('marked');
    await settleActs({ deskActs: store } as unknown as DeskDeps);
    expect(await store.unsettled()).not.toContain('marked');
    expect((await store.read('marked'))?.value).toMatchObject({ outcome, recorded: true });
    await store.purge(dayAfter);
  });

  it('go from the day after their end on, once, and leave no pointer behind', async () => {
    const store = createDeskActStore({ storage });
    const { value: act } = await rowOf('ended', { outcome, recorded: true });
    // As left by a death between the row's end and its pointer.
    const rows = storage.table('DeskActs');
    await rows.put({ partition: 'acts', key: 'open:ended', columns: {} });
    expect(await store.purge(new Date('2026-01-10T23:59:59.000Z'))).toBe(0);
    expect((await store.read(act.id))?.value).toEqual(act);
    expect(await store.purge(dayAfter)).toBe(1);
    expect(await store.read(act.id)).toBeUndefined();
    expect(await rows.list({ partition: 'acts' }, 10)).toEqual([]);
    expect(await store.purge(dayAfter)).toBe(0);
  });

  it('stay as long as something is owed, whatever their age, and whatever a pointer says', async () => {
    const store = createDeskActStore({ storage });
    await rowOf('unrecorded', { outcome });
    await rowOf('owes-mail', { outcome, recorded: true, owesMail: true });
    const columns = { id: 'unrecorded' };
    await storage.table('DeskActs').put({ partition: 'acts', key: 'ended:2025-01-01:unrecorded', columns });
    expect(await store.purge(new Date('2036-01-01T00:00:00.000Z'))).toBe(0);
    expect(await store.unsettled()).toEqual(['owes-mail', 'unrecorded']);
    for (const id of ['owes-mail', 'unrecorded']) expect((await store.read(id))?.value.id).toBe(id);
  });

  it('of providers go a bounded share at a time, until none is left', async () => {
    const store = createCarrierActStore({ storage });
    const ids = Array.from({ length: 60 }, (_, n) => `act-${n}`);
    await Promise.all(
      ids.map(async (id) => {
        const { beganAt } = actOf(id);
        const act = { id, kind: 'test', administrator, carrierId: 'one', via: 'button', beganAt } as const;
        const inserted = await store.insert(act);
        if (inserted === 'exists') throw new Error('exists');
        written(await store.replace({ ...inserted, value: { ...inserted.value, outcome, recorded: true } }));
      }),
    );
    expect([await store.purge(dayAfter), await store.purge(dayAfter), await store.purge(dayAfter)]).toEqual([
      50, 10, 0,
    ]);
    expect(await storage.table('CarrierActs').list({ partition: 'acts' }, 10)).toEqual([]);
  });
});
