/**
 * A restart at every step: the k-th call to anything fails, or is the last before the process dies, for every k.
 * Whatever happens, the account is unlocked once, ticket and mail are paid once, and the trail is complete.
 */
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { pollLockouts } from '../../../domain/use-cases/poll-lockouts';
import { reconcile } from '../../../domain/use-cases/reconcile';
import { answeringOf } from '../fakes/answering';
import type { Break } from '../fakes/gate';
import { noticed, runSteps } from '../fakes/orchestration';
import { createWorld, hour, lockOut, minute, robin, second, type World } from '../fakes/world';

type Manner = Pick<Break, 'when' | 'mode'>;
const manners: readonly Manner[] = [
  { when: 'before', mode: 'once' },
  { when: 'after', mode: 'once' },
  { when: 'before', mode: 'dead' },
  { when: 'after', mode: 'dead' },
];

/** Runs `scene` once to count its calls, then once for every one of them with that call broken. */
async function atEveryCall(
  manner: Manner,
  set: (world: World) => Promise<string>,
  scene: (world: World, id: string) => Promise<unknown>,
  check: (world: World, id: string, at: number) => Promise<void>,
): Promise<number> {
  const counting = createWorld();
  const first = await set(counting);
  counting.gate.reset();
  await scene(counting, first);
  const calls = counting.gate.count();
  for (let at = 1; at <= calls; at++) {
    const world = createWorld();
    const id = await set(world);
    world.gate.breakAt({ at, ...manner });
    await scene(world, id).catch(() => undefined);
    world.gate.revive();
    await check(world, id, at);
  }
  return calls;
}

async function lockedAndNoticed(world: World): Promise<string> {
  lockOut(world);
  return noticed(world);
}

/** What must hold at the end of everything, whatever broke on the way. */
function expectDoneOnce(world: World, id: string, at: number): void {
  const ticket = world.helpDesk.all();
  expect({
    at,
    unlocks: world.provider.unlocks.length,
    reserved: world.limits.of(robin, 'unlock').length,
    tickets: ticket.map(({ requestId, notes }) => [requestId, [...notes.values()]]),
    started: world.audit.of('unlock-started').length > 0,
    done: world.audit.of('unlock').filter(({ result }) => result === 'done').length,
    row: world.row(id).state,
    owed: world.row(id).owed,
  }).toEqual({
    at,
    unlocks: 1,
    reserved: 1,
    tickets: [[id, ['unlocked']]],
    started: true,
    done: 1,
    row: 'follow-up',
    owed: [],
  });
  expect(world.announcer.mails.length).toBeGreaterThanOrEqual(1);
}

describe.each(manners)('U3, T4: a call that breaks $when it arrives ($mode)', (manner) => {
  test('while the person says yes: nothing is done twice, and nothing is forgotten', async () => {
    const yes = (world: World, id: string) =>
      confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
    const calls = await atEveryCall(manner, lockedAndNoticed, yes, async (world, id, at) => {
      await runSteps(world, id, 10 * minute);
      // Broken before the yes was written down: the person, told that it did not work, presses again.
      if (!world.row(id).execution) await yes(world, id);
      await runSteps(world, id, 10 * minute);
      expectDoneOnce(world, id, at);
      expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);
    });
    expect(calls).toBeGreaterThan(10);
  });

  test('while the orchestration goes on after a time-out: the same', async () => {
    const timedOut = async (world: World): Promise<string> => {
      const id = await lockedAndNoticed(world);
      world.provider.settings.manner = 'timeout-after';
      await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
      world.provider.settings.manner = 'works';
      return id;
    };
    const goOn = (world: World, id: string) => runSteps(world, id, 10 * minute);
    const calls = await atEveryCall(manner, timedOut, goOn, async (world, id, at) => {
      await goOn(world, id);
      expectDoneOnce(world, id, at);
    });
    expect(calls).toBeGreaterThan(10);
  });

  test('while the lockout is found and told: one request, and never no notice', async () => {
    const locked = async (world: World): Promise<string> => {
      lockOut(world);
      return '';
    };
    const told = async (world: World) => {
      await pollLockouts(world.deps);
      for (const id of new Set(world.orchestrations.started)) await runSteps(world, id);
    };
    await atEveryCall(manner, locked, told, async (world, _id, at) => {
      for (let minutes = 0; minutes < 5; minutes++) {
        world.advance(minute);
        await told(world);
        await reconcile(world.deps);
        for (const id of new Set(world.orchestrations.woken)) await runSteps(world, id, 2 * minute);
      }
      expect({ at, requests: world.requests.rows.size, sent: world.messenger.sent.length > 0 }).toEqual({
        at,
        requests: 1,
        sent: true,
      });
      expect(world.limits.of(robin, 'notice')).toHaveLength(1);
      // Twice only where the channel had it and our write of that was lost: then either card works.
      expect(world.messenger.sent.length).toBeLessThanOrEqual(2);
    });
  });
});

test('T4: without any break the same scene is done once, too', async () => {
  const world = createWorld();
  const id = await lockedAndNoticed(world);
  await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
  await runSteps(world, id, 30 * second);
  expectDoneOnce(world, id, 0);
  expect(world.announcer.mails).toMatchObject([{ to: 'robin@mail.example', ticketId: 'T-1' }]);
  await runSteps(world, id, 25 * hour);
  expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'no-answer' });
});
