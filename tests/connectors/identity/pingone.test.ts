/** PingOne held to the contract of all identity providers, whichever way the facts leave open, and what only it promises. */
import { pingOneHosts, pingOneRegion } from '../../../connectors/identity/ping/pingone/hosts';
import { createPingOneFake, type PingOneFake } from '../../fakes/pingone/fake';
import type { Assumptions } from '../../fakes/pingone/model';
import { identityProviderContract } from './contract';
import { limit } from './contract/world';
import { openPingOneWorld, pingOneOf, pingOneTraits } from './pingone-world';

const otherWays: Partial<Assumptions> = {
  filterMindsCase: true,
  passwordLockShowsInAccount: false,
  unlockOfUnlocked: 'refused',
  accountUnlockFreesPassword: true,
  emptyListIsNamed: false,
};

identityProviderContract('PingOne', openPingOneWorld, pingOneTraits);
identityProviderContract(
  'PingOne the other way',
  () => openPingOneWorld({ assume: otherWays }),
  pingOneTraits,
);

const at = '2026-11-22T10:00:00.000Z';
let nowMs = Date.parse(at);
let fake: PingOneFake;

beforeEach(async () => {
  nowMs = Date.parse(at);
  fake = await createPingOneFake({ clock: { now: () => new Date(nowMs) } });
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  await fake.close();
});

const ana = (more = {}) => fake.state.add({ username: 'ana@contoso.example', ...more });
const asked = (path: RegExp) => fake.calls.filter((call) => path.test(call.path));

describe('locks', () => {
  test.each([{}, { passwordLockShowsInAccount: false }, { accountUnlockFreesPassword: true }])(
    'O2, U3: wrong passwords lock the password: both locks are seen and taken away (%o)',
    async (assume) => {
      Object.assign(fake.assume, assume);
      const { id } = ana();
      const provider = pingOneOf(fake);
      fake.state.lock(id, 'password');
      expect(await provider.getAccount(id, limit)).toMatchObject({ status: 'locked', lockedAt: undefined });
      expect(await provider.unlock?.unlock(id, 'me', limit)).toBe('unlocked');
      expect((await provider.getAccount(id, limit))?.status).toBe('active');
      expect(await provider.unlock?.unlock(id, 'me', limit)).toBe('was-not-locked');
    },
  );

  test('each unlock goes with its own type and no body, and only where it is needed', async () => {
    const [one, both] = [ana(), fake.state.add({ username: 'both@contoso.example' })];
    fake.state.lock(one.id);
    fake.state.lock(both.id, 'password');
    fake.state.lock(both.id, 'account');
    const { unlock } = pingOneOf(fake);
    for (const { id } of [one, both]) expect(await unlock?.unlock(id, 'me', limit)).toBe('unlocked');
    const posts = fake.calls.filter(({ method, path }) => method === 'POST' && !path.endsWith('/token'));
    const base = `/v1/environments/${fake.settings.PINGONE_ENVIRONMENT_ID}/users`;
    const account = 'application/vnd.pingidentity.account.unlock+json';
    const password = 'application/vnd.pingidentity.password.unlock+json';
    expect(posts.map(({ path, headers, body }) => [path, headers['content-type'], body])).toEqual([
      [`${base}/${one.id}`, account, ''],
      [`${base}/${both.id}`, account, ''],
      [`${base}/${both.id}/password`, password, ''],
    ]);
  });

  test('an unlock that PingOne refuses is refused; one that somebody else was faster with is no lock any more', async () => {
    const { id } = ana();
    fake.state.lock(id);
    const { unlock } = pingOneOf(fake);
    fake.faults.next({ ...fake.fault.forbidden(), match: { method: 'POST', path: /users\/[^/]+$/ } });
    expect(await unlock?.unlock(id, 'me', limit)).toBe('refused');
    fake.faults.next({
      ...fake.fault.refused(),
      match: { method: 'POST', path: /users\/[^/]+$/ },
      acts: true,
    });
    expect(await unlock?.unlock(id, 'me', limit)).toBe('was-not-locked');
  });

  test('an account that may not authenticate without being locked is disabled', async () => {
    const { id } = ana({ enabled: false });
    fake.state.lock(id);
    expect((await pingOneOf(fake).getAccount(id, limit))?.status).toBe('disabled');
  });
});

describe('the worker’s token', () => {
  test('is asked for once by many, and used until shortly before its end', async () => {
    const { id } = ana();
    const provider = pingOneOf(fake);
    await Promise.all([1, 2, 3].map(() => provider.getAccount(id, limit)));
    expect(asked(/as\/token$/)).toHaveLength(1);
    nowMs += 3_000_000;
    await provider.getAccount(id, limit);
    expect(asked(/as\/token$/)).toHaveLength(1);
    nowMs += 590_000;
    await provider.getAccount(id, limit);
    expect(asked(/as\/token$/)).toHaveLength(2);
  });

  test('one that was revoked is renewed, once', async () => {
    const { id } = ana();
    const provider = pingOneOf(fake);
    await provider.getAccount(id, limit);
    fake.tokens.revokeAll();
    expect(await provider.getAccount(id, limit)).toBeDefined();
    fake.faults.next({ ...fake.fault.invalidToken(), times: 99, match: { path: /\/users/ } });
    await expect(provider.getAccount(id, limit)).rejects.toMatchObject({ code: 'unauthorised' });
  });

  test('credentials that are wrong are told as that', async () => {
    const refused = { kind: 'status', status: 401, body: { error: 'invalid_client' } } as const;
    fake.faults.next({ ...refused, match: { path: /as\/token$/ } });
    await expect(pingOneOf(fake).check(limit)).rejects.toMatchObject({
      code: 'unauthorised',
      retryable: false,
    });
  });
});

test('every region has its hosts, by the names that people use', () => {
  expect(['NA', 'eu', 'AU', 'AP', 'ca', 'sg', 'com.au', 'mars'].map(pingOneRegion)).toEqual([
    ...['com', 'eu', 'com.au', 'asia', 'ca', 'sg', 'com.au', undefined],
  ]);
  expect(pingOneHosts('com.au')).toEqual({
    ...{ apiUrl: 'https://api.pingone.com.au', authUrl: 'https://auth.pingone.com.au' },
  });
});

test('an address of the API with the version at its end is the same', async () => {
  const { id } = ana();
  expect(
    await pingOneOf(fake, 'externalId', { apiUrl: `${fake.url}/v1/` }).getAccount(id, limit),
  ).toBeDefined();
});
