/** Lockouts that are pushed: the same requests as the poll would make, and each told of once whoever comes first. */

import { pollLockouts } from '../../../domain/use-cases/poll-lockouts';
import { receiveLockouts } from '../../../domain/use-cases/receive-lockouts';
import { runSteps } from '../fakes/orchestration';
import { accountOf, createWorld, hour, lockOut, minute, second, type World } from '../fakes/world';

const push = (world: World) => receiveLockouts(world.deps, world.provider.events, 'delivery-1');
const idsOf = (world: World) => [...world.requests.rows.keys()];
/** A provider that doesn't say since when accounts are locked. */
const sinceUnknown = (world: World) => {
  const { lockedAt: _at, ...account } = lockOut(world);
  world.provider.accounts.set('42', account);
};

describe('lockouts that are pushed', () => {
  test.each<[string, (world: World) => Promise<unknown>]>([
    ['the hook first', async (world) => [await push(world), await pollLockouts(world.deps)]],
    ['the poll first', async (world) => [await pollLockouts(world.deps), await push(world)]],
    ['both at once', (world) => Promise.all([push(world), pollLockouts(world.deps)])],
    ['the hook twice', async (world) => [await push(world), await push(world)]],
  ])('U1: %s: one request, one orchestration at work, one notice', async (_order, bring) => {
    const world = createWorld();
    lockOut(world);
    await bring(world);
    for (const id of world.orchestrations.started) await runSteps(world, id);
    expect(idsOf(world)).toHaveLength(1);
    expect(new Set(world.orchestrations.started).size).toBe(1);
    expect(world.messenger.kinds()).toEqual(['lockout-notice']);
    expect(world.audit.of('lockout-seen')).toHaveLength(1);
  });

  test('U1: hook and poll name the lockout alike, by account and instant', async () => {
    const [one, other] = [createWorld(), createWorld()];
    for (const world of [one, other]) lockOut(world);
    await push(one);
    other.advance(20 * second);
    await pollLockouts(other.deps);
    expect(idsOf(one)).toEqual(idsOf(other));
  });

  test('U1: pushed after the account was unlocked again, it starts nothing; nor does the poll', async () => {
    const world = createWorld();
    lockOut(world);
    world.provider.accounts.set('42', accountOf());
    expect(await push(world)).toEqual({ events: 1, started: 0, unreadable: 0 });
    await pollLockouts(world.deps);
    expect(idsOf(world)).toEqual([]);
  });

  test('U1: where nobody tells since when it is locked, a later event of the same lockout is the same', async () => {
    const world = createWorld({ policy: { lockouts: { notices: { gap: '0s' } } } });
    sinceUnknown(world);
    await push(world);
    await runSteps(world, idsOf(world)[0] ?? '');
    world.advance(minute);
    world.provider.events.push({ id: 'event-2', accountId: '42', at: world.iso(), source: {} });
    expect(await receiveLockouts(world.deps, world.provider.events.slice(1), 'd2')).toMatchObject({
      started: 0,
    });
    await pollLockouts(world.deps);
    expect(idsOf(world)).toHaveLength(1);
  });

  test('U1: an event older than the look-back is passed over', async () => {
    const world = createWorld();
    lockOut(world);
    world.advance(7 * hour);
    expect(await push(world)).toMatchObject({ events: 0, started: 0 });
  });
});

describe('a poll after an outage', () => {
  test('U1: an account that many pages tell of is read once', async () => {
    const world = createWorld({ pageSize: 10 });
    lockOut(world);
    for (let count = 0; count < 99; count++)
      world.provider.events.push({ id: `more-${count}`, accountId: '42', at: world.iso(count), source: {} });
    world.advance(2 * hour);
    expect(await pollLockouts(world.deps)).toMatchObject({ events: 100, started: 1 });
    expect(world.gate.journal.filter((call) => call === 'provider.getAccount')).toHaveLength(1);
  });

  test('U1: but what happens while it reads is looked at again', async () => {
    const world = createWorld({ pageSize: 1 });
    lockOut(world);
    world.provider.events.push({ id: 'now', accountId: '42', at: world.iso(2 * hour), source: {} });
    world.advance(2 * hour);
    await pollLockouts(world.deps);
    expect(world.gate.journal.filter((call) => call === 'provider.getAccount')).toHaveLength(2);
  });
});
