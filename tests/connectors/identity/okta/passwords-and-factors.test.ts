/** Password links (O3), factors (O4) and sessions at Okta. */
import type { OktaUser } from '../../../fakes/okta/model';
import { having } from '../contract/world';
import { limit, login, openOrg, user } from './okta-org';

describe('O3: password links', () => {
  async function opened(properties: Partial<OktaUser>) {
    const org = await openOrg();
    const id = user(org, { ...properties, profile: { login } } as Parameters<typeof user>[1]);
    const capability = having(org.provider.passwordReset);
    return {
      org,
      id,
      link: () => capability.createLink(id, limit),
      obstacle: () => having(capability.obstacle)(id, limit),
    };
  }

  test('the request says that nothing is to be mailed', async () => {
    const { org, id, link } = await opened({});
    expect(await link()).toMatchObject({ kind: 'link' });
    expect(org.asked().at(-1)).toBe(`POST /api/v1/users/${id}/lifecycle/reset_password?sendEmail=false`);
    expect(org.fake.calls.at(-1)?.body).toBe('');
  });

  test.each(['ACTIVE', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY'] as const)(
    'from %s there is one',
    async (status) => {
      const { link } = await opened({ status });
      expect((await link()).kind).toBe('link');
    },
  );

  test.each(['STAGED', 'PROVISIONED', 'SUSPENDED', 'DEPROVISIONED'] as const)(
    'from %s there is none, and Okta isn’t asked for any',
    async (status) => {
      const { org, link } = await opened({ status });
      expect(await link()).toEqual({ kind: 'refused' });
      expect(org.asked().filter((call) => call.startsWith('POST'))).toEqual([]);
    },
  );

  test.each([
    ['ACTIVE_DIRECTORY', 'directory-sourced'],
    ['LDAP', 'directory-sourced'],
    ['FEDERATION', 'federated'],
    ['SOCIAL', 'federated'],
    ['IMPORT', undefined],
  ] as const)(
    'pitfall 17: a password of %s is not touched, and the person may know why',
    async (type, told) => {
      const { org, link, obstacle } = await opened({ provider: { type, name: 'x' } });
      expect(await link()).toEqual({ kind: 'refused' });
      expect(await obstacle()).toBe(told);
      expect(org.asked().filter((call) => call.startsWith('POST'))).toEqual([]);
    },
  );

  test('E0000038 is a refusal', async () => {
    const { org, link } = await opened({});
    org.fake.faults.next({ ...org.fake.fault.wrongStatus(), match: { method: 'POST' } });
    expect(await link()).toEqual({ kind: 'refused' });
  });

  test.each(['reset-before', 'reset-during', 'malformed-json', 'empty'] as const)(
    'an answer that is lost (%s) is not asked for again: each link ends the one before',
    async (kind) => {
      const { org, link } = await opened({});
      org.fake.faults.next({ kind, acts: true, match: { method: 'POST' } });
      await expect(link()).rejects.toMatchObject({ outcomeUnknown: true });
      expect(org.asked().filter((call) => call.startsWith('POST'))).toHaveLength(1);
    },
  );

  test.each([
    {},
    { resetPasswordUrl: '' },
    { resetPasswordUrl: 'javascript:alert(1)' },
    { resetPasswordUrl: '/reset' },
  ])('P3: an answer without an address for a browser is no link: %j', async (body) => {
    const { org, link } = await opened({});
    org.fake.faults.next({ kind: 'status', status: 200, body, match: { method: 'POST' } });
    await expect(link()).rejects.toMatchObject({ code: 'bad-answer' });
  });
});

describe('O4: factors', () => {
  async function opened(assume = {}) {
    const org = await openOrg({ assume });
    const id = user(org);
    const factors = having(org.provider.factors);
    return { org, id, factors, list: () => factors.list(id, limit) };
  }

  test.each([
    ['sms', '+351 910 000 042', 'sms', '•••• 42'],
    ['call', '+351220000017', 'voice', '•••• 17'],
    ['sms', '42', 'sms', '••••'],
    ['email', 'mariana@private.example', 'email', 'm•••@private.example'],
    ['push', 'Pixel 8', 'push', 'Pixel 8'],
    ['signed_nonce', 'Mariana’s MacBook', 'push', 'Mariana’s MacBook'],
    ['token:software:totp', '', 'authenticator-app', 'Okta Verify'],
    ['google', '', 'authenticator-app', 'Google Authenticator'],
    ['webauthn', 'YubiKey 5C', 'security-key', 'YubiKey 5C'],
    ['u2f', '', 'security-key', ''],
    ['token:hardware', 'ykkxdtuc0000', 'security-key', 'YUBICO'],
    ['token', '', 'other', 'RSA'],
    ['question', 'First pet?', 'other', ''],
    ['web', '', 'other', 'DUO'],
  ])('%s (%s) is %s, “%s”', async (type, given, kind, name) => {
    const { org, id, list } = await opened();
    org.fake.addFactor(id, type, given);
    expect(await list()).toEqual([{ id: expect.any(String), kind, name }]);
  });

  test('a kind that Okta has added since is another factor', async () => {
    const { org, id, list } = await opened();
    org.fake.addFactor(id, 'web', '', { factorType: 'retina_scan', vendorName: 'ACME' });
    expect(await list()).toMatchObject([{ kind: 'other', name: 'ACME' }]);
  });

  test('offers that nobody has taken up are no factors; those that wait for activation are', async () => {
    const { org, id, list } = await opened();
    org.fake.addFactor(id, 'question', '', { status: 'NOT_SETUP' });
    org.fake.addFactor(id, 'sms', '+351910000042', { status: 'PENDING_ACTIVATION' });
    expect(await list()).toMatchObject([{ kind: 'sms' }]);
  });

  test('pitfall 6: push takes Okta Verify’s others along, and their removal is done as well', async () => {
    const { org, id, factors, list } = await opened();
    for (const kind of ['push', 'signed_nonce', 'token:software:totp'])
      org.fake.addFactor(id, kind, 'Pixel 8');
    const answers: string[] = [];
    for (const factor of await list()) answers.push(await factors.remove(id, factor.id, limit));
    expect(answers).toEqual(['removed', 'was-gone', 'was-gone']);
    expect(await list()).toEqual([]);
  });

  test('a number goes with its use for recovery; other factors need no more than their id', async () => {
    const { org, id, factors } = await opened();
    const [sms, key] = [org.fake.addFactor(id, 'sms', '+351910000042'), org.fake.addFactor(id, 'u2f', '')];
    for (const factor of await factors.list(id, limit)) await factors.remove(id, factor.id, limit);
    expect(org.asked().filter((call) => call.startsWith('DELETE'))).toEqual([
      `DELETE /api/v1/users/${id}/factors/${sms.id}?removeRecoveryEnrollment=true`,
      `DELETE /api/v1/users/${id}/factors/${key.id}`,
    ]);
  });

  test('what may not be removed is a refusal', async () => {
    const { org, id, factors } = await opened();
    const { id: factor } = org.fake.addFactor(id, 'u2f', '');
    org.fake.faults.next({ ...org.fake.fault.forbidden(), match: { method: 'DELETE' } });
    expect(await factors.remove(id, factor, limit)).toBe('refused');
  });

  test('all at once, with those that this network zone isn’t shown', async () => {
    const { org, id, factors, list } = await opened();
    org.fake.addFactor(id, 'sms', '+351910000042');
    org.fake.addFactor(id, 'push', 'Pixel 8', { hidden: true });
    expect(await list()).toHaveLength(1);
    expect(await having(factors.removeAll)(id, limit)).toBe('removed');
    expect(org.fake.user(id).factors).toEqual([]);
    expect(org.asked()).toContain(`POST /api/v1/users/${id}/lifecycle/reset_factors`);
  });

  test('the own address that enrols itself again is told as such', async () => {
    const { org, id, factors, list } = await opened({ emailEnrolsItself: true });
    org.fake.addFactor(id, 'email', login.toUpperCase());
    org.fake.addFactor(id, 'email', 'mariana@private.example');
    expect((await list()).map(({ selfEnrolling }) => selfEnrolling)).toEqual([true, undefined]);
    await having(factors.removeAll)(id, limit);
    expect((await list()).every(({ kind }) => kind === 'email')).toBe(true);
  });

  test('a deactivated account has none, and a reset of nobody’s is refused', async () => {
    const { org, id, factors, list } = await opened();
    org.fake.addFactor(id, 'u2f', '');
    org.fake.user(id).status = 'DEPROVISIONED';
    expect(await list()).toEqual([]);
    expect(await having(factors.removeAll)(id, limit)).toBe('refused');
  });
});

test('M5: sessions end by one request, and what apps on the lost phone hold ends with them', async () => {
  const org = await openOrg();
  const id = user(org);
  const lives = org.fake.openSession(id);
  await having(org.provider.sessions).endAll(id, limit);
  expect([lives(), org.asked()]).toEqual([false, [`DELETE /api/v1/users/${id}/sessions?oauthTokens=true`]]);
});
