/** Unlocking at Okta, and what really blocks where it speaks of no lock (O2, O6). */
import type { Assumptions, OktaUser } from '../../../fakes/okta/model';
import { having } from '../contract/world';
import { limit, login, openOrg, user } from './okta-org';

async function opened(assume: Partial<Assumptions>, properties: Partial<OktaUser>) {
  const org = await openOrg({ assume });
  const id = user(org, { ...properties, profile: { login } } as Parameters<typeof user>[1]);
  const capability = having(org.provider.unlock);
  return {
    org,
    id,
    unlock: () => capability.unlock(id, 'person-1', limit),
    obstacle: () => having(capability.obstacle)(id, limit),
  };
}

const directory = { provider: { type: 'ACTIVE_DIRECTORY', name: 'contoso.example' } } as const;
const federation = { provider: { type: 'FEDERATION', name: 'partner' } } as const;

test('one request, without a body', async () => {
  const { org, id, unlock } = await opened({}, { status: 'LOCKED_OUT' });
  expect(await unlock()).toBe('unlocked');
  expect(org.asked()).toEqual([`POST /api/v1/users/${id}/lifecycle/unlock`]);
  expect(org.fake.calls[0]?.body).toBe('');
});

test('“not locked” is believed only after another look', async () => {
  const { org, unlock } = await opened({}, {});
  expect(await unlock()).toBe('was-not-locked');
  expect(org.asked().some((call) => call.startsWith('GET /api/v1/users/'))).toBe(true);
});

test('O6: a locked account of Active Directory that Okta calls “not locked” is not told as unlocked', async () => {
  for (const directoryUnlock of ['not-locked', 'not-allowed'] as const) {
    const { unlock } = await opened({ directoryUnlock }, { status: 'LOCKED_OUT', ...directory });
    expect(await unlock()).toBe('directory-sourced');
  }
});

test('O6: where Okta does unlock such an account it is unlocked', async () => {
  const { unlock } = await opened({ directoryUnlock: 'unlocked' }, { status: 'LOCKED_OUT', ...directory });
  expect(await unlock()).toBe('unlocked');
});

test('a right that is missing is a refusal, whatever the account is like', async () => {
  const { org, unlock } = await opened({}, {});
  org.fake.faults.next({ ...org.fake.fault.forbidden(), match: { path: /unlock$/ } });
  expect(await unlock()).toBe('refused');
});

test('a lock of Okta’s own that it doesn’t end is a refusal', async () => {
  const { org, unlock } = await opened({}, { status: 'LOCKED_OUT' });
  org.fake.faults.next({ ...org.fake.fault.notLocked(), match: { path: /unlock$/ } });
  expect(await unlock()).toBe('refused');
});

test('an answer that gets lost is asked for again; what the first has done is no failure', async () => {
  const { org, id, unlock } = await opened({}, { status: 'LOCKED_OUT' });
  org.fake.faults.next({ kind: 'reset-before', acts: true, match: { path: /unlock$/ } });
  expect(await unlock()).toBe('was-not-locked');
  expect(org.fake.user(id).status).toBe('ACTIVE');
});

describe('O6: blocked on devices', () => {
  test.each([
    ['UNKNOWN_DEVICES', 'unknown-device'],
    ['ANY_DEVICES', 'any-device'],
  ] as const)('%s is %s, and an unlock may end it', async (appliesTo, told) => {
    const { org, id, unlock, obstacle } = await opened({ deviceBlockUnlock: 'unlocked' }, {});
    org.fake.blockDevices(id, appliesTo);
    expect(await obstacle()).toBe(told);
    expect(await unlock()).toBe('unlocked');
    expect(await obstacle()).toBeUndefined();
    expect(org.fake.canSignIn(id, 'unknown')).toBe(true);
  });

  test('where Okta says “not locked” of it, the block is what is told', async () => {
    const { org, id, unlock } = await opened({ deviceBlockUnlock: 'not-locked' }, {});
    org.fake.blockDevices(id);
    expect(await unlock()).toBe('unknown-device');
    expect(org.fake.canSignIn(id, 'unknown')).toBe(false);
  });

  test('an organisation that doesn’t tell of blocks: nothing is known of any', async () => {
    const { org, obstacle } = await opened({}, {});
    org.fake.faults.next({ kind: 'status', status: 404, match: { path: /blocks$/ } });
    expect(await obstacle()).toBeUndefined();
  });
});

test.each([
  [{}, undefined],
  [{ status: 'LOCKED_OUT' }, undefined],
  [{ status: 'PASSWORD_EXPIRED' }, 'password-expired'],
  [{ status: 'RECOVERY' }, 'reset-begun'],
  [{ status: 'PROVISIONED' }, 'not-activated'],
  [{ status: 'SUSPENDED' }, 'suspended'],
  [directory, 'directory-sourced'],
  [{ provider: { type: 'LDAP', name: 'x' } }, 'directory-sourced'],
  [{ status: 'PASSWORD_EXPIRED', ...directory }, 'directory-sourced'],
  [federation, 'federated'],
  [{ status: 'DEPROVISIONED' }, undefined],
] as const)('O6: what keeps people out of %j is told as %s', async (properties, told) => {
  const { obstacle } = await opened({}, properties as Partial<OktaUser>);
  expect(await obstacle()).toBe(told);
});
