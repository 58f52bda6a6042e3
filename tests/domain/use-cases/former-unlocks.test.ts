/** A second lockout soon after an unlock is told with the advice that fits, also after the first has long ended. */
import { confirmWorked } from '../../../domain/use-cases/chat/answer-notice';
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { lookAtAccount } from '../../../domain/use-cases/chat/look-at-account';
import { pollLockouts } from '../../../domain/use-cases/poll-lockouts';
import { sendNotice } from '../../../domain/use-cases/send-notice';
import { answeringOf } from '../fakes/answering';
import { noticed } from '../fakes/orchestration';
import { accountOf, createWorld, hour, lockOut, minute, robin, type World } from '../fakes/world';

const often = { lockouts: { notices: { gap: '0s' } } };

/** Locked, unlocked by the person, and that request at its end. */
async function unlockedOnce(world: World): Promise<void> {
  lockOut(world);
  const id = await noticed(world);
  await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
  await confirmWorked(world.deps, answeringOf(world, id, 'worked'));
  expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'worked' });
}
const lastNotice = (world: World) => world.messenger.sent.at(-1)?.message;

describe('locked again soon after an unlock', () => {
  test('U2: the notice says so and brings the advice; the row keeps it for the ticket', async () => {
    const world = createWorld({ policy: often });
    await unlockedOnce(world);
    world.advance(20 * minute);
    lockOut(world);
    const id = await noticed(world);
    expect(lastNotice(world)).toMatchObject({ kind: 'lockout-notice', again: true, oldPassword: true });
    expect(world.row(id)).toMatchObject({ lockedAgain: true, oldPasswordLikely: true });
  });

  test('U2: a day later it is a lockout like any other', async () => {
    const world = createWorld({ policy: often });
    await unlockedOnce(world);
    world.advance(25 * hour);
    lockOut(world);
    await noticed(world);
    expect(lastNotice(world)).toMatchObject({ again: false });
    expect(lastNotice(world)).not.toHaveProperty('oldPassword');
  });

  test('U2: unlocked by somebody else, or another account: no advice', async () => {
    const world = createWorld({ policy: often });
    lockOut(world);
    await noticed(world);
    world.provider.accounts.set('42', accountOf());
    world.advance(10 * minute);
    lockOut(world);
    await noticed(world);
    expect(lastNotice(world)).not.toHaveProperty('oldPassword');
    await confirm(
      world.deps,
      answeringOf(world, world.orchestrations.started.at(-1) ?? '', 'unlock-yes'),
      'unlock',
    );
    world.provider.accounts.delete('42');
    world.advance(10 * minute);
    lockOut(world, { ref: { provider: 'directory', id: '43' } });
    await noticed(world);
    expect(lastNotice(world)).not.toHaveProperty('oldPassword');
  });

  test('U5, U7: while the limit holds the notice back, whoever asks gets the advice, and so does the ticket', async () => {
    const world = createWorld();
    await unlockedOnce(world);
    world.advance(20 * minute);
    lockOut(world);
    await pollLockouts(world.deps);
    const id = world.orchestrations.started.at(-1) ?? '';
    await sendNotice(world.deps, id);
    expect(world.row(id)).toMatchObject({ state: 'seen', oldPasswordLikely: true });
    expect(await lookAtAccount(world.deps, robin, 1_000)).toMatchObject({
      kind: 'locked',
      oldPassword: true,
    });
  });
});
