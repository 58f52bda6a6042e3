/** Acts at the desk whose host died in the middle: ended by reading, beside what the administrator did meanwhile. */
import type { IdentityProvider } from '../../../../domain/ports/identity-provider';
import { resetKeyAtDesk, unlockAtDesk } from '../../../../domain/use-cases/desk/desk-actions';
import { type DeskPress, performAct } from '../../../../domain/use-cases/desk/perform-act';
import { settleActs } from '../../../../domain/use-cases/desk/settle-act';
import { accountOf, createWorld, kim, minute, type World } from '../../fakes/world';

const policy = {
  administrators: [{ objectId: kim.aadObjectId, rights: ['unlock', 'resetSecretKey', 'editUser'] }],
};
const press = (cardId: string): DeskPress => ({
  person: kim,
  via: 'button',
  cardId,
  account: accountOf().ref,
  accountName: 'Robin',
  note: 'called from the office',
});
const outcomesIn = ({ audit }: World, act: string) =>
  audit.entries.filter((entry) => entry.act === act).map(({ result, reason }) => `${result} ${reason}`);

/** The host dies when the start stands in the trail: nothing that follows is done. */
async function dieAfterTheStart(world: World, action: typeof unlockAtDesk): Promise<void> {
  const dead = new Promise<never>(() => {});
  const stopped = { ...action, act: () => dead };
  performAct(world.deps, stopped, press('first')).catch(() => undefined);
  for (let n = 0; n < 100 && outcomesIn(world, action.started).length === 0; n += 1)
    await new Promise((resolve) => setImmediate(resolve));
  expect(outcomesIn(world, action.started)).toHaveLength(1);
}

const locked = () => {
  const world = createWorld({ policy });
  const account = accountOf({ status: 'locked', lockedAt: world.iso(), lockReason: 'Failures' });
  world.provider.accounts.set(account.ref.id, account);
  return world;
};

describe('unlocking', () => {
  test('begun and never done, then done on another card: one unlock in the trail, and one mail', async () => {
    const world = locked();
    await dieAfterTheStart(world, unlockAtDesk);
    expect(await performAct(world.deps, unlockAtDesk, press('second'))).toMatchObject({ kind: 'done' });
    world.advance(minute);
    await settleActs(world.deps);
    expect(outcomesIn(world, 'desk-unlock').toSorted()).toEqual(['done verified', 'refused not-locked']);
    expect(world.announcer.mails).toHaveLength(1);
    expect(await world.deps.deskActs.unsettled()).toEqual([]);
    expect(await performAct(world.deps, unlockAtDesk, press('first'))).toEqual({
      kind: 'refused',
      reason: 'not-locked',
    });
  });

  test('begun for an earlier lock, it keeps its own outcome when the next lock is taken away', async () => {
    const world = locked();
    await dieAfterTheStart(world, unlockAtDesk);
    const lockedAt = world.iso(5_000);
    world.provider.accounts.set('42', accountOf({ status: 'locked', lockedAt, lockReason: 'Failures' }));
    await performAct(world.deps, unlockAtDesk, press('second'));
    expect(outcomesIn(world, 'desk-unlock')).toEqual(['done verified']);
  });

  test('begun and never done, and nobody pressed again: it has failed, and nobody is told otherwise', async () => {
    const world = locked();
    await dieAfterTheStart(world, unlockAtDesk);
    world.advance(minute);
    expect(await settleActs(world.deps)).toBe(1);
    expect(outcomesIn(world, 'desk-unlock')).toEqual(['failed still-locked']);
    expect(world.announcer.mails).toEqual([]);
  });
});

describe('resetting a secret key', () => {
  function withKey() {
    const world = createWorld({ policy });
    world.provider.accounts.set('42', accountOf());
    const state = { key: true, sessions: 2, sessionsAway: false };
    const administration = world.deps.providers.administration;
    if (!administration) throw new Error('There is no desk.');
    const { accountAdministration } = administration;
    const withSecret: IdentityProvider & typeof administration = {
      ...administration,
      accountAdministration: {
        ...accountAdministration,
        record: async (id, options) => {
          const record = await accountAdministration.record(id, options);
          const factors = state.key
            ? [{ id: 'app', kind: 'authenticator-app' as const, name: 'Authenticator' }]
            : [];
          return record && { ...record, factors };
        },
      },
      authenticatorSecret: {
        reset: async () => {
          state.key = false;
          return 'reset';
        },
      },
      sessions: {
        endAll: async () => {
          if (state.sessionsAway) throw new Error('the database is away');
          state.sessions = 0;
        },
      },
    };
    const deps = { ...world.deps, providers: { ...world.deps.providers, administration: withSecret } };
    return { world: { ...world, deps }, state };
  }

  test('D3 the host dies between the key and the sessions: they end before it counts as done', async () => {
    const { world, state } = withKey();
    await dieAfterTheStart(world, resetKeyAtDesk);
    state.key = false;
    expect(state.sessions).toBe(2);
    world.advance(minute);
    await settleActs(world.deps);
    expect(state.sessions).toBe(0);
    expect(outcomesIn(world, 'authenticator-reset')).toEqual(['done verified']);
    expect(world.announcer.mails).toHaveLength(1);
  });

  test('D3 sessions that can’t be ended now: it isn’t told as done before they are', async () => {
    const { world, state } = withKey();
    state.sessionsAway = true;
    expect(await performAct(world.deps, resetKeyAtDesk, press('first'))).toMatchObject({ kind: 'pending' });
    world.advance(minute);
    expect(await settleActs(world.deps)).toBe(0);
    expect(outcomesIn(world, 'authenticator-reset')).toEqual([]);
    state.sessionsAway = false;
    await settleActs(world.deps);
    expect(state.sessions).toBe(0);
    expect(outcomesIn(world, 'authenticator-reset')).toEqual(['done verified']);
  });

  test('begun and never done, then done on another card: one reset in the trail, and one mail', async () => {
    const { world } = withKey();
    await dieAfterTheStart(world, resetKeyAtDesk);
    await performAct(world.deps, resetKeyAtDesk, press('second'));
    world.advance(minute);
    await settleActs(world.deps);
    expect(outcomesIn(world, 'authenticator-reset').toSorted()).toEqual([
      'done verified',
      'refused no-secret-key',
    ]);
    expect(world.announcer.mails).toHaveLength(1);
  });
});
