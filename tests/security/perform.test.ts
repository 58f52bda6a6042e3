/** What may change between the question and the act, and never lets the wrong account be opened (G3, U8, U11, U12). */
import { CodedError } from '../../domain/errors';
import { personKey } from '../../domain/person';
import { confirm } from '../../domain/use-cases/chat/confirm';
import { pollLockouts } from '../../domain/use-cases/poll-lockouts';
import { answeringOf } from '../domain/fakes/answering';
import { noticed, runSteps } from '../domain/fakes/orchestration';
import {
  accountOf,
  createWorld,
  hour,
  kim,
  lockOut,
  minute,
  robin,
  tenantId,
  type World,
} from '../domain/fakes/world';

async function asked(options: Parameters<typeof createWorld>[0] = {}): Promise<{ world: World; id: string }> {
  const world = createWorld(options);
  lockOut(world);
  return { world, id: await noticed(world) };
}

const yes = async (world: World, id: string) =>
  (await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock')).outcome;

const now = (world: World) => accountOf(world.provider.accounts.get('42'));

test.each([
  ["is somebody else's", { objectId: kim.aadObjectId }],
  ["is nobody's", { objectId: undefined }],
])('G3: a yes unlocks nothing once the account %s', async (_, change) => {
  const { world, id } = await asked();
  world.provider.accounts.set('42', { ...now(world), ...change });
  expect(await yes(world, id)).toMatchObject({ kind: 'refused', reason: 'not-linked' });
  expect(world.provider.unlocks).toEqual([]);
  expect(world.limits.of(robin, 'unlock')).toEqual([]);
  expect(world.audit.of('unlock')).toMatchObject([{ result: 'refused', reason: 'not-linked' }]);
});

test('U2: a notice that was held back tells nobody of an account that is no longer theirs', async () => {
  const world = createWorld();
  lockOut(world);
  await noticed(world);
  world.advance(minute);
  lockOut(world);
  const held = await noticed(world);
  expect(world.row(held)).toHaveProperty('heldUntil');
  world.provider.accounts.set('42', { ...now(world), objectId: kim.aadObjectId });
  await runSteps(world, held, 7 * hour);
  expect(world.messenger.kinds()).toEqual(['lockout-notice']);
  expect(world.row(held)).toMatchObject({ state: 'ended', endReason: 'not-linked' });
});

test('G3: linked by UPN, a yes unlocks nothing once two people hold the name', async () => {
  const world = createWorld({ policy: { providers: { directory: { link: 'upn' } } } });
  const holder = (aadObjectId: string) => ({
    ...personKey(tenantId, aadObjectId),
    locale: 'en',
    userPrincipalName: accountOf().userName,
    questions: [],
  });
  await world.deps.conversations.write(holder(robin.aadObjectId), undefined);
  lockOut(world, { objectId: undefined });
  const id = await noticed(world);
  await world.deps.conversations.write(holder(kim.aadObjectId), undefined);
  expect(await yes(world, id)).toMatchObject({ kind: 'refused', reason: 'not-linked' });
  expect(world.provider.unlocks).toEqual([]);
});

test('U12: an account that was disabled meanwhile is said to be that, not to be unlocked', async () => {
  const { world, id } = await asked();
  world.provider.accounts.set('42', { ...now(world), status: 'disabled' });
  expect(await yes(world, id)).toMatchObject({ kind: 'refused', reason: 'disabled' });
  expect(world.provider.unlocks).toEqual([]);
  expect(world.audit.of('unlock')).toMatchObject([{ result: 'refused', reason: 'disabled' }]);
});

test('U12: disabled while the outcome was unknown, it is never told to be unlocked', async () => {
  const { world, id } = await asked();
  world.provider.settings.manner = 'timeout-before';
  expect((await yes(world, id)).kind).toBe('pending');
  world.provider.accounts.set('42', { ...now(world), status: 'disabled' });
  await runSteps(world, id, 2 * minute);
  expect(world.row(id)).toMatchObject({ state: 'ended', endReason: 'disabled' });
  expect(world.messenger.kinds()).not.toContain('unlocked');
  expect(world.audit.of('unlock').map(({ result }) => result)).not.toContain('done');
});

test('whoever has lost the executor in the meantime does not act any more', async () => {
  const { world, id } = await asked();
  const { record } = world.audit.port;
  world.audit.port.record = async (entry) => {
    await record(entry);
    if (entry.act !== 'unlock-started') return;
    // While the trail was slow the lease ended, and another one went on with the request.
    const stored = world.requests.read(id);
    if (!stored) throw new Error('the request has gone');
    const executor = { token: 'another', leaseUntil: world.iso(minute) };
    await world.deps.requests.replace({ ...stored, value: { ...stored.value, executor } });
  };
  expect((await yes(world, id)).kind).toBe('pending');
  expect(world.provider.unlocks).toEqual([]);
  expect(world.row(id).executor?.token).toBe('another');
  // The other one's reservation is this one's too.
  expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
});

test.each(['unauthorised', 'bad-answer', 'unexpected'] as const)(
  'U8 T6: unlocked, and then %s: it counts, is announced, and is never told as failed',
  async (code) => {
    const { world, id } = await asked();
    const { getAccount } = world.provider.port;
    let broken = false;
    world.provider.settings.afterUnlock = () => {
      broken = true;
    };
    const reading = world.deps.providers.unlock as { getAccount: typeof getAccount };
    const { getAccount: guarded } = reading;
    reading.getAccount = async (...args) => {
      if (broken) throw new CodedError(code, 'broken after the act');
      return guarded(...args);
    };
    expect((await yes(world, id)).kind).toBe('pending');
    expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
    broken = false;
    world.provider.settings.afterUnlock = undefined;
    await runSteps(world, id, 5 * minute);
    expect(world.row(id)).toMatchObject({ state: 'follow-up' });
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
    expect(world.audit.of('unlock').map(({ result }) => result)).toEqual(['unknown', 'done']);
    expect(world.audit.of('mail-sent')).toHaveLength(1);
  },
);

test('U8 T6: unlocked, but answered with nonsense: it is looked at again, counts, and is told as done', async () => {
  const { world, id } = await asked();
  world.provider.settings.manner = 'garbled-after';
  expect((await yes(world, id)).kind).toBe('pending');
  expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
  await runSteps(world, id, 5 * minute);
  expect(world.row(id)).toMatchObject({ state: 'follow-up' });
  expect(world.provider.unlocks).toHaveLength(1);
  expect(world.audit.of('unlock').map(({ result }) => result)).toEqual(['unknown', 'done']);
});

test('U8 T6: unlocked without an answer, and then the credentials fail: it is not told as failed', async () => {
  const { world, id } = await asked();
  world.provider.settings.manner = 'timeout-after';
  expect((await yes(world, id)).kind).toBe('pending');
  const reading = world.deps.providers.unlock as { getAccount: typeof world.provider.port.getAccount };
  const { getAccount } = reading;
  let refusals = 2;
  reading.getAccount = async (...args) => {
    if (refusals-- > 0) throw new CodedError('unauthorised', 'the token was revoked');
    return getAccount(...args);
  };
  await runSteps(world, id, 5 * minute);
  expect(refusals).toBeLessThan(0);
  expect(world.row(id)).toMatchObject({ state: 'follow-up' });
  expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
});

test('U8: twenty yeses at once, each to another lockout, never pass the cap', async () => {
  const world = createWorld({ policy: { lockouts: { notices: { maximum: 100, gap: '0s' } } } });
  for (let count = 0; count < 20; count++) {
    lockOut(world, { ref: { provider: 'directory', id: String(count) } });
  }
  await pollLockouts(world.deps);
  const ids = [...world.orchestrations.started];
  expect(ids).toHaveLength(20);
  const outcomes = await Promise.all(ids.map((id) => yes(world, id)));
  expect(outcomes.filter(({ kind }) => kind === 'done').length).toBeLessThanOrEqual(3);
  expect(world.provider.unlocks.length).toBeLessThanOrEqual(3);
  expect(world.limits.of(robin, 'unlock')).toHaveLength(world.provider.unlocks.length);
});
