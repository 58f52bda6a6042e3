/** Acts at the desk whose host died in the middle: ended by reading, beside what the administrator did meanwhile. */
import type { CarrierAct } from '../../../../domain/desk/carrier-act';
import type { IdentityProvider } from '../../../../domain/ports/identity-provider';
import { purgeActs } from '../../../../domain/use-cases/desk/act-row';
import {
  type DeskAction,
  editAtDesk,
  resetKeyAtDesk,
  unlockAtDesk,
} from '../../../../domain/use-cases/desk/desk-actions';
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
async function dieAfterTheStart(world: World, action: DeskAction, version?: string): Promise<void> {
  const dead = new Promise<never>(() => {});
  const stopped = { ...action, act: () => dead };
  performAct(world.deps, stopped, { ...press('first'), ...(version ? { version } : {}) }).catch(
    () => undefined,
  );
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

describe('R8 an edit of the e-mail address', () => {
  const values = { status: 'active', phones: [], mobileResetAllowed: false } as const;
  const toNew = editAtDesk({ ...values, email: 'new@mail.example' });
  const version = '1';
  const known = () => {
    const world = createWorld({ policy });
    world.provider.accounts.set('42', accountOf());
    return world;
  };
  const mailsOf = ({ announcer }: World) => announcer.mails.map(({ to, about }) => `${about} ${to}`);
  const both = ['email-changed robin@mail.example', 'email-changed new@mail.example'];
  const rowOf = async ({ deps }: World) => {
    const [id = ''] = await deps.deskActs.unsettled();
    return (await deps.deskActs.read(id))?.value;
  };

  test('is told to the old address and to the new one, each once, and the addresses go from the row', async () => {
    const world = known();
    const answer = await performAct(world.deps, toNew, { ...press('first'), version });
    expect(answer.kind).toBe('done');
    expect((await rowOf(world))?.edit).toMatchObject({
      changed: ['email'],
      emails: { former: 'robin@mail.example', present: 'new@mail.example' },
    });
    await settleActs(world.deps);
    await settleActs(world.deps);
    expect(mailsOf(world)).toEqual(both);
    const id = 'act' in answer ? answer.act.id : '';
    expect(JSON.stringify(await world.deps.deskActs.read(id))).not.toMatch(/@mail/);
    expect(world.audit.entries.filter(({ act }) => act === 'mail-sent').map(({ source }) => source)).toEqual([
      'email-changed, former address',
      'email-changed',
    ]);
    expect(JSON.stringify(world.audit.entries)).not.toMatch(/@mail/);
  });

  test('the host dies after the deed: the record is found as it was wanted, and both are told', async () => {
    const world = known();
    await dieAfterTheStart(world, toNew, version);
    await world.deps.providers.administration?.accountAdministration.edit(
      '42',
      { ...values, email: 'new@mail.example', version },
      { timeoutMs: 1_000 },
    );
    world.advance(minute);
    await settleActs(world.deps);
    expect(outcomesIn(world, 'desk-edit')).toEqual(['done verified']);
    expect(mailsOf(world)).toEqual(both);
  });

  test('the host dies before the deed: nothing was changed, nobody is told, and no address is kept', async () => {
    const world = known();
    await dieAfterTheStart(world, toNew, version);
    const id = (await rowOf(world))?.id ?? '';
    world.advance(minute);
    await settleActs(world.deps);
    expect(outcomesIn(world, 'desk-edit')).toEqual(['failed changed-meanwhile']);
    expect(mailsOf(world)).toEqual([]);
    expect(JSON.stringify(await world.deps.deskActs.read(id))).not.toMatch(/@mail/);
  });

  test('nobody knows what became of it, since somebody else has edited the record too: the old address is told all the same', async () => {
    const world = known();
    await dieAfterTheStart(world, toNew, version);
    world.provider.accounts.set('42', accountOf({ email: 'third@mail.example' }));
    world.provider.records.set('42', { phones: [], mobileResetAllowed: true, version: '3' });
    world.advance(minute);
    await settleActs(world.deps);
    expect(outcomesIn(world, 'desk-edit')).toEqual(['unknown outcome-unknown']);
    expect(mailsOf(world)).toEqual(['email-changed robin@mail.example', 'email-changed third@mail.example']);
  });

  test('nobody knows what became of it, and the address is the old one: nobody is told', async () => {
    const world = known();
    await dieAfterTheStart(world, toNew, version);
    world.provider.records.set('42', { phones: [], mobileResetAllowed: true, version: '3' });
    world.advance(minute);
    await settleActs(world.deps);
    expect(mailsOf(world)).toEqual([]);
    expect(await world.deps.deskActs.unsettled()).toEqual([]);
  });

  test.each([
    ['robin@mail.example', ['email-changed new@mail.example']],
    ['new@mail.example', ['email-changed robin@mail.example']],
  ])(
    'an address that takes no mail (%s) doesn’t hold up the other one, and comes later',
    async (deaf, at) => {
      const world = known();
      const announce = world.deps.announcer.announce;
      let isDeaf = true;
      const announcer: typeof world.deps.announcer = {
        announce: async (about, account, details) => {
          const to = details.former ? details.edit?.emails?.former : details.edit?.emails?.present;
          if (isDeaf && to === deaf) throw new Error('no such mailbox');
          return announce(about, account, details);
        },
      };
      const deps = { ...world.deps, announcer };
      await performAct(deps, toNew, { ...press('first'), version });
      await expect(settleActs(deps)).rejects.toThrow();
      expect(mailsOf(world)).toEqual(at);
      isDeaf = false;
      world.advance(2 * minute);
      await settleActs(deps);
      expect(mailsOf(world).toSorted()).toEqual(both.toSorted());
    },
  );

  test.each([
    [
      'a phone is taken away',
      { ...values, email: 'robin@mail.example' },
      ['record-edited robin@mail.example'],
    ],
    ['the address goes', values, ['email-changed robin@mail.example']],
  ])('%s: that is told too', async (_what, edited, told) => {
    const world = known();
    const phone = { areaCode: '555', localNumber: '0100', type: 'mobile', sms: true } as const;
    world.provider.records.set('42', { phones: [phone], mobileResetAllowed: false, version });
    await performAct(world.deps, editAtDesk(edited), { ...press('first'), version });
    await settleActs(world.deps);
    expect(mailsOf(world)).toEqual(told);
  });

  test('a status alone, or nothing at all, is told to nobody', async () => {
    const world = known();
    const same = { ...values, email: ' robin@mail.example ' };
    await performAct(world.deps, editAtDesk(same), { ...press('first'), version });
    const now = await world.deps.providers.administration?.accountAdministration.record('42', {
      timeoutMs: 1,
    });
    const off = editAtDesk({ ...same, status: 'disabled' });
    const answer = await performAct(world.deps, off, { ...press('second'), version: now?.version ?? '' });
    expect(answer.kind).toBe('done');
    await settleActs(world.deps);
    expect(mailsOf(world)).toEqual([]);
  });
});

describe('ended acts', () => {
  test('go 60 days after their end; those that owe something stay, however old', async () => {
    const world = locked();
    await performAct(world.deps, unlockAtDesk, press('ended'));
    await settleActs(world.deps);
    const { value: ended } = [...world.deskActs.rows.values()][0] ?? fail();
    const { recorded: _recorded, ...unrecorded } = ended;
    const { outcome: _outcome, ...begun } = unrecorded;
    const carrierAct: CarrierAct = {
      ...{ id: 'carrier-ended', kind: 'test', administrator: kim, carrierId: 'one', via: 'button' },
      ...{ beganAt: ended.beganAt, outcome: { result: 'done', at: ended.beganAt }, recorded: true },
    };
    await world.deps.carrierActs.insert(carrierAct);
    for (const act of [
      { ...ended, id: 'owes-mail', owesMail: true },
      { ...unrecorded, id: 'unrecorded' },
      { ...begun, id: 'begun' },
    ] as const)
      await world.deps.deskActs.insert(act);
    world.advance(60 * 24 * 60 * minute);
    expect(await purgeActs(world.deps)).toBe(0);
    world.advance(24 * 60 * minute);
    expect(await purgeActs(world.deps)).toBe(2);
    expect([...world.deskActs.rows.keys()]).toEqual(['owes-mail', 'unrecorded', 'begun']);
    expect(await world.deps.carrierActs.read(carrierAct.id)).toBeUndefined();
  });
});

function fail(): never {
  throw new Error('The act left no row.');
}
