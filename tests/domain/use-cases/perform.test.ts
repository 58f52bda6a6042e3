/** The one frame in which anything is changed (U3, U8, U12): every step, and every way it may stop. */
import { consentLifeMs } from '../../../domain/next-step';
import { advance } from '../../../domain/use-cases/advance';
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { answeringOf } from '../fakes/answering';
import { noticed, runSteps } from '../fakes/orchestration';
import type { UnlockManner } from '../fakes/provider';
import { accountOf, createWorld, hour, lockOut, minute, robin, second, type World } from '../fakes/world';

async function asked(options: Parameters<typeof createWorld>[0] = {}): Promise<{ world: World; id: string }> {
  const world = createWorld(options);
  lockOut(world);
  return { world, id: await noticed(world) };
}
const yes = async (world: World, id: string) =>
  (await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock')).outcome;

describe('performing an unlock', () => {
  test('U3: unlocks, verifies, and owes ticket and mail; trail: answer, start, outcome', async () => {
    const { world, id } = await asked();
    expect((await yes(world, id)).kind).toBe('done');
    expect(world.provider.unlocks).toEqual([{ id: '42', by: robin.aadObjectId, at: world.iso() }]);
    expect(world.row(id)).toMatchObject({
      state: 'follow-up',
      execution: { via: 'button', doneAt: world.iso() },
      followUpUntil: world.iso(24 * hour),
      owed: [
        { kind: 'retire', key: 'notice' },
        { kind: 'ticket-open', securityIncident: false },
        { kind: 'ticket-note', key: 'unlocked', note: 'unlocked' },
        { kind: 'mail', about: 'unlocked' },
      ],
    });
    expect(world.row(id)).not.toHaveProperty('executor');
    expect(world.audit.lines().slice(-3)).toEqual([
      'answer done unlock-yes',
      'unlock-started started directory:42',
      'unlock done verified',
    ]);
  });

  test('T4: the start stands in the trail before the provider is asked to change anything', async () => {
    const { world, id } = await asked();
    await yes(world, id);
    const calls = world.gate.journal;
    const before = calls.slice(0, calls.indexOf('provider.unlock.unlock'));
    expect(before.filter((call) => call === 'audit.record').length).toBeGreaterThanOrEqual(4);
    expect(before.lastIndexOf('limits.write')).toBeLessThan(before.lastIndexOf('audit.record'));
  });

  test('U11: nothing to do: somebody else has unlocked it, the limit is untouched', async () => {
    const { world, id } = await asked();
    world.provider.accounts.set('42', accountOf());
    expect(await yes(world, id)).toMatchObject({ kind: 'refused', reason: 'not-locked' });
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'already-unlocked' });
    expect(world.limits.of(robin, 'unlock')).toEqual([]);
    expect(world.provider.unlocks).toEqual([]);
  });

  test.each([
    ['privileged', { privileged: true }],
    ['privileged', { privileged: 'unknown' }],
    ['disabled', { status: 'disabled' }],
    ['not-eligible', { groups: ['Board'] }],
  ] as const)('U12: refused as %s even when the card still offered Yes', async (reason, change) => {
    const { world, id } = await asked({ policy: { selfService: { exclude: { groups: ['Board'] } } } });
    const account = world.provider.accounts.get('42');
    world.provider.accounts.set('42', { ...accountOf(account), ...change });
    const outcome = await yes(world, id);
    expect(outcome).toMatchObject({ kind: 'refused', reason });
    expect(world.provider.unlocks).toEqual([]);
    expect(world.audit.of('unlock')).toMatchObject([{ result: 'refused' }]);
  });

  test('U8: the fourth unlock within a day is refused; a day after the first it is not', async () => {
    const world = createWorld({ policy: { lockouts: { notices: { gap: '0s' } } } });
    const outcomes: string[] = [];
    for (let count = 0; count < 4; count++) {
      lockOut(world);
      const id = await noticed(world);
      const outcome = await yes(world, id);
      outcomes.push('reason' in outcome ? outcome.reason : outcome.kind);
      world.advance(hour);
    }
    expect(outcomes).toEqual(['done', 'done', 'done', 'limit-reached']);
    world.advance(20 * hour);
    lockOut(world);
    expect((await yes(world, await noticed(world))).kind).toBe('done');
  });

  test('T4: with the audit trail down nothing is done, nothing is reserved, and it goes on by itself later', async () => {
    const { world, id } = await asked();
    const { record } = world.audit.port;
    world.audit.port.record = async (entry) => {
      if (entry.act === 'answer') return record(entry);
      throw new Error('the trail is full');
    };
    expect((await yes(world, id)).kind).toBe('pending');
    expect(world.provider.unlocks).toEqual([]);
    expect(world.limits.of(robin, 'unlock')).toEqual([]);
    expect(world.row(id).state).toBe('acting');
    world.audit.port.record = record;
    await runSteps(world, id, 5 * minute);
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);
  });

  test.each<[UnlockManner, string]>([
    ['timeout-before', 'the request was lost'],
    ['timeout-after', 'the answer was lost'],
  ])('U3: %s (%s): pending at first, then done once by the orchestration', async (manner) => {
    const { world, id } = await asked();
    world.provider.settings.manner = manner;
    expect((await yes(world, id)).kind).toBe('pending');
    expect(world.row(id)).toMatchObject({ state: 'acting', retry: { attempts: 1 } });
    expect(world.audit.of('unlock')).toMatchObject([{ result: 'unknown', reason: 'outcome-unknown' }]);
    world.provider.settings.manner = 'works';
    await runSteps(world, id, minute);
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);
    expect(world.row(id)).toMatchObject({ state: 'follow-up', owed: [] });
    expect(world.audit.of('unlock').map(({ result }) => result)).toEqual(['unknown', 'done']);
  });

  test('U3: a provider that stays away is tried again ever more slowly, until the consent is fifteen minutes old', async () => {
    const { world, id } = await asked();
    world.provider.settings.manner = 'timeout-before';
    await yes(world, id);
    await runSteps(world, id, consentLifeMs + minute);
    expect(world.row(id)).toMatchObject({ state: 'asked', expiresAt: expect.any(String) as string });
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'ask-again']);
    const attempts = world.audit.of('unlock').length;
    expect(attempts).toBeGreaterThan(5);
    expect(attempts).toBeLessThan(25);
    expect(world.provider.unlocks).toEqual([]);
  });

  test('U3: the new yes after that unlocks, and the old one never does', async () => {
    const { world, id } = await asked();
    world.provider.settings.manner = 'timeout-before';
    await yes(world, id);
    await runSteps(world, id, consentLifeMs + minute);
    world.provider.settings.manner = 'works';
    await runSteps(world, id, hour);
    expect(world.provider.unlocks).toEqual([]);
    expect((await yes(world, id)).kind).toBe('done');
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test('U3: a second yes while the first is still being tried counts as a fresh consent', async () => {
    const { world, id } = await asked();
    world.provider.settings.manner = 'timeout-before';
    await yes(world, id);
    world.advance(14 * minute);
    await yes(world, id);
    expect(world.row(id).execution?.consentAt).toBe(world.iso());
    world.advance(5 * minute);
    world.provider.settings.manner = 'works';
    await runSteps(world, id, minute);
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test('U3: two devices at once act once; the slower one is told that it is under way', async () => {
    const { world, id } = await asked();
    const outcomes = await Promise.all([yes(world, id), yes(world, id)]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'pending']);
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test('U3: while one is at the provider, a second one does not even ask it', async () => {
    const { world, id } = await asked();
    const capability = world.provider.port.unlock;
    if (!capability) throw new Error('the provider can unlock');
    const { unlock } = capability;
    let meanwhile = '';
    capability.unlock = async (...args) => {
      capability.unlock = unlock;
      const before = world.gate.journal.filter((call) => call.startsWith('provider')).length;
      meanwhile = (await yes(world, id)).kind;
      expect(world.gate.journal.filter((call) => call.startsWith('provider'))).toHaveLength(before);
      return unlock(...args);
    };
    expect((await yes(world, id)).kind).toBe('done');
    expect(meanwhile).toBe('pending');
    expect(world.audit.of('unlock-started')).toHaveLength(1);
  });

  test('U11: a yes after the unlock does nothing and stands in the trail as refused', async () => {
    const { world, id } = await asked();
    await yes(world, id);
    world.advance(second);
    expect(await yes(world, id)).toMatchObject({ kind: 'refused', reason: 'already-answered' });
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.audit.of('access-refused')).toMatchObject([{ reason: 'already-answered' }]);
  });

  test.each<[UnlockManner, string]>([
    ['refuses', 'provider-refused'],
    ['is-unauthorised', 'provider-refused'],
    ['has-no-effect', 'still-locked'],
  ])(
    'a provider whose unlock %s: failed as %s, and the reservation is given back',
    async (manner, reason) => {
      const { world, id } = await asked();
      world.provider.settings.manner = manner;
      expect(await yes(world, id)).toMatchObject({ kind: 'failed', reason });
      expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'refused', endReason: reason });
      expect(world.limits.of(robin, 'unlock')).toEqual([]);
      expect(world.audit.of('unlock')).toMatchObject([{ result: 'failed', reason }]);
    },
  );

  test('locked again at once after the unlock: said as that, and the unlock counts', async () => {
    const { world, id } = await asked();
    world.provider.settings.afterUnlock = () => {
      world.advance(second);
      lockOut(world);
    };
    expect(await yes(world, id)).toMatchObject({ kind: 'failed', reason: 'locked-again' });
    expect(world.limits.of(robin, 'unlock')).toHaveLength(1);
  });

  test('a request whose account is gone, or whose provider can not unlock, is refused', async () => {
    const gone = await asked();
    gone.world.provider.accounts.clear();
    expect(await yes(gone.world, gone.id)).toMatchObject({ kind: 'refused', reason: 'not-linked' });
    const unable = await asked({ selfService: false });
    expect(await yes(unable.world, unable.id)).toMatchObject({ kind: 'refused', reason: 'not-supported' });
  });

  test('no further call is begun when the turn has run out of time', async () => {
    const { world, id } = await asked();
    const { getAccount } = world.provider.port;
    world.provider.port.getAccount = async (...args) => {
      const account = await getAccount(...args);
      world.advance(5 * second);
      return account;
    };
    expect((await yes(world, id)).kind).toBe('pending');
    expect(world.gate.journal).not.toContain('provider.unlock.unlock');
  });

  test('an answer that the turn did not live to give is given by the orchestration, once', async () => {
    const { world, id } = await asked();
    await yes(world, id);
    await runSteps(world, id, 19 * second);
    expect(world.messenger.kinds()).toEqual(['lockout-notice']);
    await runSteps(world, id, hour);
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);
  });

  test('every step run twice at once has one effect: the answer, and the question asked again', async () => {
    const { world, id } = await asked();
    await yes(world, id);
    world.advance(21 * second);
    await Promise.all([1, 2].map(() => advance(world.deps, id, 'send-result')));
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);

    const slow = await asked();
    slow.world.provider.settings.manner = 'timeout-before';
    await yes(slow.world, slow.id);
    slow.world.advance(consentLifeMs);
    await Promise.all([1, 2].map(() => advance(slow.world.deps, slow.id, 'go-on')));
    await Promise.all([1, 2].map(() => advance(slow.world.deps, slow.id, 'ask-again')));
    expect(slow.world.messenger.kinds()).toEqual(['lockout-notice', 'ask-again']);
  });

  test('U6: closing run twice ends once', async () => {
    const { world, id } = await asked();
    world.advance(25 * hour);
    await Promise.all([1, 2].map(() => advance(world.deps, id, 'close')));
    await advance(world.deps, id, 'close');
    expect(world.audit.of('request-ended')).toHaveLength(1);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'expired' });
  });
});
