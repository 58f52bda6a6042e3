/** Who is found at Okta, and what is told of an account. */
import { limit, login, openOrg, user } from './okta-org';

const objectIdAttribute = 'entraObjectId';
const objectId = '00000000-5eed-4000-8000-000000000042';

test('the requests are those of Okta’s description, with its headers', async () => {
  const org = await openOrg({ objectIdAttribute });
  const id = user(org, { profile: { login, [objectIdAttribute]: objectId } });
  await org.provider.findAccounts({ objectId }, limit);
  await org.provider.findAccounts({ userName: login }, limit);
  await org.provider.check(limit);
  const search = encodeURIComponent(`profile.entraObjectId eq "${objectId}"`);
  expect([...new Set(org.asked())].sort()).toEqual(
    [
      'GET /api/v1/users/mariana.costa%40contoso.example',
      `GET /api/v1/users/${id}`,
      `GET /api/v1/users/${id}/groups`,
      `GET /api/v1/users/${id}/roles`,
      'GET /api/v1/users?limit=1',
      `GET /api/v1/users?search=${search}&limit=10`,
    ].sort(),
  );
  const [{ headers = {} } = {}] = org.fake.calls;
  expect(headers).toMatchObject({
    accept: 'application/json',
    authorization: expect.stringMatching(/^SSWS 00/),
  });
  expect(headers).not.toHaveProperty('content-type');
});

test('I4: a mail address finds whoever has it, whatever their logins are', async () => {
  const org = await openOrg({});
  const withMail = (name: string, email: string) =>
    user(org, { profile: { login: `${name}@contoso.example`, email } });
  const id = withMail('sob', "Seán.O'Brien@mail.example");
  withMail('shared-1', 'shared@mail.example');
  withMail('shared-2', 'Shared@mail.example');
  const byEmail = async (email: string) =>
    (await org.provider.findByEmail?.(email, limit))?.map(({ ref }) => ref.id);
  expect(await byEmail("seán.o'brien@mail.example")).toEqual([id]);
  expect(await byEmail('shared@mail.example')).toHaveLength(2);
  for (const nobody of ['sob@contoso.example', '', 'x" or id pr or id eq "', 'a\\@mail.example'])
    expect(await byEmail(nobody)).toEqual([]);
});

test('an account is told in the words of the port', async () => {
  const org = await openOrg({ objectIdAttribute });
  const profile = { login, firstName: 'Mariana', lastName: 'Costa', email: 'm@contoso.example' };
  const id = user(org, {
    profile: { ...profile, userType: 'Employee', [objectIdAttribute]: objectId },
    groups: ['Field'],
  });
  expect(await org.provider.getAccount(id, limit)).toEqual({
    ref: { provider: 'okta', id },
    userName: login,
    displayName: 'Mariana Costa',
    email: 'm@contoso.example',
    status: 'active',
    objectId,
    groups: ['Everyone', 'Field'],
    userType: 'Employee',
    privileged: false,
  });
});

test.each([
  ['ACTIVE', 'active', undefined],
  ['PASSWORD_EXPIRED', 'active', undefined],
  ['RECOVERY', 'active', undefined],
  ['PROVISIONED', 'active', undefined],
  ['LOCKED_OUT', 'locked', undefined],
  ['SUSPENDED', 'disabled', 'suspended'],
  ['STAGED', 'disabled', 'not-activated'],
  ['DEPROVISIONED', 'disabled', undefined],
  ['SOMETHING_NEW', 'disabled', undefined],
] as const)('%s is %s', async (status, told, disabledBecause) => {
  const org = await openOrg();
  const id = user(org, { status: status as 'ACTIVE', profile: { login } });
  const account = await org.provider.getAccount(id, limit);
  expect(account).toMatchObject({ status: told });
  expect(account?.disabledBecause).toBe(disabledBecause);
});

test('locked since its status changed; without that instant it is locked all the same', async () => {
  const org = await openOrg();
  const id = user(org, {
    status: 'LOCKED_OUT',
    statusChanged: '2026-11-22T09:58:00.000Z',
    profile: { login },
  });
  expect(await org.provider.getAccount(id, limit)).toMatchObject({ lockedAt: '2026-11-22T09:58:00.000Z' });
  org.fake.user(id).statusChanged = null;
  expect(await org.provider.getAccount(id, limit)).toMatchObject({ status: 'locked', lockedAt: undefined });
});

describe('search lags behind', () => {
  test('whoever has got the object id just now is not found yet, and whoever has lost it no more', async () => {
    const org = await openOrg({ objectIdAttribute, searchDelayMs: 60_000 });
    const id = user(org, { profile: { login, [objectIdAttribute]: objectId } });
    expect(await org.provider.findAccounts({ objectId }, limit)).toEqual([]);
    org.advance(61_000);
    expect(await org.provider.findAccounts({ objectId }, limit)).toMatchObject([{ ref: { id } }]);
    const one = org.fake.user(id);
    org.fake.state.change(one, () => {
      one.profile[objectIdAttribute] = 'somebody else’s';
    });
    expect(await org.provider.findAccounts({ objectId }, limit)).toEqual([]);
  });

  test('what is told of a found account is as it is now', async () => {
    const org = await openOrg({ objectIdAttribute, searchDelayMs: 60_000 });
    const id = user(org, { profile: { login, [objectIdAttribute]: objectId } });
    org.advance(61_000);
    org.fake.lock(id);
    expect(await org.provider.findAccounts({ objectId }, limit)).toMatchObject([{ status: 'locked' }]);
  });
});

test('without the attribute’s name nobody is found by object id, and Okta isn’t asked', async () => {
  const org = await openOrg();
  expect(await org.provider.findAccounts({ objectId }, limit)).toEqual([]);
  expect(org.asked()).toEqual([]);
});

test.each(['me', 'mariana.costa', '00u1', 'MARIANA.COSTA@contoso.example '])(
  '“%s” is nobody’s whole login',
  async (userName) => {
    const org = await openOrg();
    user(org, { id: '00u1', profile: { login } });
    expect(await org.provider.findAccounts({ userName }, limit)).toEqual([]);
  },
);

test('the account of the token’s owner is not got by “me”', async () => {
  const org = await openOrg();
  expect(await org.provider.getAccount('me', limit)).toBeUndefined();
});

describe('administrators', () => {
  const role = { id: 'ra1', type: 'HELP_DESK_ADMIN', label: 'Help Desk', assignmentType: 'USER' } as const;

  test('a role by a group is a role', async () => {
    const org = await openOrg();
    org.fake.state.groupNamed('Admins').roles.push({ ...role, assignmentType: 'GROUP' });
    const id = user(org, { profile: { login }, groups: ['Admins'] });
    expect(await org.provider.getAccount(id, limit)).toMatchObject({ privileged: true });
  });

  test.each(['forbidden', 'featureMissing'] as const)(
    'where roles can’t be read (%s) nothing is known of them, and the credentials stay as they are',
    async (fault) => {
      const org = await openOrg();
      const id = user(org, { profile: { login }, roles: [role] });
      org.fake.faults.next({ ...org.fake.fault[fault](), match: { path: /\/roles$/ } });
      expect(await org.provider.getAccount(id, limit)).toMatchObject({ privileged: 'unknown' });
      expect(org.asked().filter((call) => call.endsWith('/roles'))).toHaveLength(1);
    },
  );
});
