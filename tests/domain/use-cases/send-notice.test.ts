/** The lockout notice (U2, U7, U8, U12): sent once, to whom it may, and only while it is still true. */
import { end } from '../../../domain/support-request';
import { advance } from '../../../domain/use-cases/advance';
import { dismiss } from '../../../domain/use-cases/chat/answer-notice';
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { pollLockouts } from '../../../domain/use-cases/poll-lockouts';
import { sendNotice } from '../../../domain/use-cases/send-notice';
import { answeringOf } from '../fakes/answering';
import { noticed, runSteps } from '../fakes/orchestration';
import { accountOf, createWorld, hour, lockOut, minute, robin, second, type World } from '../fakes/world';

/** A lockout that was seen, its notice not yet sent. */
async function seen(world: World): Promise<string> {
  await pollLockouts(world.deps);
  return world.orchestrations.started.at(-1) ?? '';
}
const noticesOf = (world: World) =>
  world.messenger.sent.filter(({ message }) => message.kind === 'lockout-notice');

describe('the lockout notice', () => {
  test('U2: names account, time and place, and its question is stored before it is sent', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    let openWhileSending = 0;
    world.messenger.whileSending(async () => {
      openWhileSending = world.conversations.rows.values().next().value?.value.questions.length ?? 0;
    });
    await sendNotice(world.deps, id);
    expect(noticesOf(world)).toEqual([
      {
        to: robin.aadObjectId,
        activityId: 'activity-1',
        message: {
          kind: 'lockout-notice',
          id,
          accountName: 'robin@contoso.example',
          lockedAt: world.iso(),
          source: { application: 'Mail' },
          again: false,
        },
      },
    ]);
    expect(openWhileSending).toBe(1);
    expect(world.row(id)).toMatchObject({ state: 'asked', expiresAt: world.iso(24 * hour) });
    expect(world.audit.of('notice-sent')).toHaveLength(1);
  });

  test('U1: run twice, one after the other or at once, it is sent once', async () => {
    for (const run of [
      async (world: World, id: string) => {
        await advance(world.deps, id, 'send-notice');
        await advance(world.deps, id, 'send-notice');
      },
      async (world: World, id: string) => {
        await Promise.all([1, 2].map(() => advance(world.deps, id, 'send-notice')));
      },
    ]) {
      const world = createWorld();
      lockOut(world);
      await run(world, await seen(world));
      expect(noticesOf(world)).toHaveLength(1);
    }
  });

  test('U1: while another run is sending, a second one sends nothing and waits for it', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    world.messenger.whileSending(async () => {
      expect(await advance(world.deps, id, 'send-notice')).toMatchObject({ kind: 'wait' });
    });
    await advance(world.deps, id, 'send-notice');
    expect(noticesOf(world)).toHaveLength(1);
  });

  test.each([
    ['unlocked meanwhile', () => accountOf()],
    ['locked anew since', (world: World) => accountOf({ status: 'locked', lockedAt: world.iso(minute) })],
    ['gone', () => undefined],
  ])('U1: an account %s is not spoken of', async (_title, present) => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    const account = present(world);
    if (account) world.provider.accounts.set('42', account);
    else world.provider.accounts.delete('42');
    expect(await runSteps(world, id)).toEqual({ kind: 'finished' });
    expect(noticesOf(world)).toEqual([]);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'already-unlocked' });
    expect(world.audit.of('request-ended')).toHaveLength(1);
  });

  test.each([
    ['not-eligible', { groups: ['Board'] }],
    ['disabled', { status: 'disabled' }],
  ] as const)('U12: %s: nothing is sent, and the refusal is in the trail', async (reason, change) => {
    const world = createWorld({ policy: { selfService: { exclude: { groups: ['Board'] } } } });
    const account = lockOut(world);
    const id = await seen(world);
    world.provider.accounts.set('42', { ...account, ...change });
    await runSteps(world, id);
    expect(noticesOf(world)).toEqual([]);
    expect(world.row(id).state).toBe('ended');
    const expected = reason === 'disabled' ? [] : [{ result: 'refused', reason }];
    expect(world.audit.of('notice-refused')).toMatchObject(expected);
  });

  test('U7: the second lockout of an hour is held back and goes out when the gap is over', async () => {
    const world = createWorld();
    lockOut(world);
    await noticed(world);
    world.advance(hour);
    lockOut(world);
    const id = await noticed(world);
    expect(noticesOf(world)).toHaveLength(1);
    expect(world.row(id)).toMatchObject({ state: 'seen', heldUntil: world.iso(5 * hour) });
    expect(world.audit.of('notice-held-back')).toHaveLength(1);
    await runSteps(world, id, 5 * hour);
    expect(noticesOf(world)).toHaveLength(2);
    expect(world.row(id).state).toBe('asked');
  });

  test('U7: a notice held back does not go out when the account is unlocked by then', async () => {
    const world = createWorld();
    lockOut(world);
    await noticed(world);
    world.advance(hour);
    lockOut(world);
    const id = await noticed(world);
    world.provider.accounts.set('42', accountOf());
    await runSteps(world, id, 6 * hour);
    expect(noticesOf(world)).toHaveLength(1);
    expect(world.row(id).ending).toBe('already-unlocked');
  });

  test('U7: a limit that keeps conflicting refuses, and the notice is tried again in a minute', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    world.limits.injectConflicts(5);
    await sendNotice(world.deps, id);
    expect(world.row(id).heldUntil).toBe(world.iso(minute));
    await runSteps(world, id, minute);
    expect(noticesOf(world)).toHaveLength(1);
  });

  test.each([
    ['U12: an administrator account', { privileged: true }, 'privileged'],
    ['U12: an account whose role can not be read', { privileged: 'unknown' }, 'privileged'],
  ] as const)('%s is told, but without Yes', async (_title, change, barred) => {
    const world = createWorld();
    lockOut(world, change);
    await noticed(world);
    expect(noticesOf(world)[0]?.message).toMatchObject({ barred });
    const [question] = world.conversations.rows.values().next().value?.value.questions ?? [];
    expect(question?.verbs).toEqual(['get-help', 'unlock-no', 'not-me']);
    expect(question).not.toHaveProperty('yes');
  });

  test('D1: where people may not unlock themselves the notice says so instead of Yes', async () => {
    const world = createWorld({ selfService: false });
    lockOut(world);
    await noticed(world);
    expect(noticesOf(world)[0]?.message).toMatchObject({ barred: 'not-supported' });
  });

  test('U8: at the cap the notice offers Get help and says why; below it, Yes', async () => {
    const world = createWorld({ policy: { unlock: { maximum: 1 }, lockouts: { notices: { gap: '0s' } } } });
    lockOut(world);
    const id = await noticed(world);
    expect(noticesOf(world)[0]?.message).not.toHaveProperty('barred');
    await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
    world.advance(hour);
    lockOut(world);
    await noticed(world);
    expect(noticesOf(world)[1]?.message).toMatchObject({ barred: 'limit-reached', again: true });
  });

  test('an undelivered notice gives its reservation back and ends the request', async () => {
    const world = createWorld();
    lockOut(world);
    world.messenger.answerNext({ kind: 'undelivered', reason: 'blocked' });
    const id = await noticed(world);
    expect(world.limits.of(robin, 'notice')).toEqual([]);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'undelivered', endReason: 'blocked' });
    expect(world.audit.of('notice-undelivered')).toMatchObject([{ result: 'failed', reason: 'blocked' }]);
  });

  test('U7: a throttled notice is sent later, under the same reservation', async () => {
    const world = createWorld();
    lockOut(world);
    world.messenger.answerNext({ kind: 'later', notBefore: world.iso(30 * second) });
    const id = await noticed(world);
    expect(noticesOf(world)).toEqual([]);
    expect(await runSteps(world, id, 29 * second)).toEqual({ kind: 'wait', until: world.iso(30 * second) });
    await runSteps(world, id, 30 * second);
    expect(noticesOf(world)).toHaveLength(1);
    expect(world.limits.of(robin, 'notice')).toHaveLength(1);
  });

  test('a sender that died is replaced when its lease is over, and the message is checked once more', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    world.gate.takeDown('messenger');
    await expect(sendNotice(world.deps, id)).rejects.toMatchObject({ code: 'unavailable' });
    world.gate.bringUp('messenger');
    expect(await runSteps(world, id, 29 * second)).toMatchObject({ kind: 'wait' });
    world.provider.accounts.set('42', accountOf());
    await runSteps(world, id, 2 * minute);
    expect(noticesOf(world)).toEqual([]);
    expect(world.row(id).ending).toBe('already-unlocked');
  });

  test('U2: somebody who presses while the card is still on its way is served, and the card is retired', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    world.messenger.whileSending(async () => {
      const { outcome } = await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
      expect(outcome.kind).toBe('done');
    });
    await runSteps(world, id);
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.messenger.replaced).toMatchObject([
      { activityId: 'activity-1', message: { kind: 'retired' } },
    ]);
    expect(world.row(id).state).toBe('follow-up');
  });

  test('U4: somebody who presses No while the card is still on its way is done with it', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    world.messenger.whileSending(async () => {
      expect((await dismiss(world.deps, answeringOf(world, id, 'unlock-no'))).kind).toBe('done');
    });
    expect(await runSteps(world, id)).toEqual({ kind: 'finished' });
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'dismissed' });
    expect(world.messenger.replaced).toHaveLength(1);
  });

  test('U1: a later lockout ends the unanswered request of before as locked again, and retires its card', async () => {
    const world = createWorld({ policy: { lockouts: { notices: { gap: '0s' } } } });
    lockOut(world);
    const older = await noticed(world);
    world.advance(hour);
    lockOut(world);
    const newer = await noticed(world);
    expect(world.row(older)).toMatchObject({ state: 'ended', ending: 'locked-again' });
    expect(world.orchestrations.woken).toContain(older);
    expect(await runSteps(world, older)).toEqual({ kind: 'finished' });
    expect(world.messenger.replaced).toMatchObject([{ activityId: 'activity-1' }]);
    expect(world.row(newer).state).toBe('asked');
  });

  test('U3: a request that is just being performed is not ended by a later lockout', async () => {
    const world = createWorld({ policy: { lockouts: { notices: { gap: '0s' } } } });
    lockOut(world);
    const older = await noticed(world);
    world.provider.settings.manner = 'timeout-before';
    await confirm(world.deps, answeringOf(world, older, 'unlock-yes'), 'unlock');
    world.advance(minute);
    lockOut(world);
    await noticed(world);
    expect(world.row(older).state).toBe('acting');
  });

  test('a request that has ended is never noticed', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await seen(world);
    const stored = world.requests.read(id);
    if (stored)
      await world.deps.requests.replace({ ...stored, value: end(stored.value, 'dismissed', new Date(0)) });
    await advance(world.deps, id, 'send-notice');
    expect(noticesOf(world)).toEqual([]);
  });
});
