/** How the connector proves who it is: an API token, or tokens for a service app, with and without DPoP. */
import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { scopes } from '../../../../connectors/identity/okta/access-tokens';
import { privateKeyOf } from '../../../../connectors/identity/okta/private-key';
import { createOktaProvider } from '../../../../connectors/identity/okta/provider';
import { Secret } from '../../../../domain/secret';
import { readJwt } from '../../../fakes/okta/jwt';
import { limit, type Org, openOrg, user } from './okta-org';
import { appKey, serviceApp } from './service-apps';

const tokensAsked = (org: Org) => org.asked().filter((call) => call === 'POST /oauth2/v1/token').length;
const byApp = (properties: Parameters<typeof serviceApp>[0] = {}, options = {}) =>
  openOrg({ by: 'app', apps: [serviceApp(properties)], ...options });
const formOf = (org: Org, call: number) =>
  Object.fromEntries(new URLSearchParams(org.fake.calls[call]?.body));

describe('an API token', () => {
  test('one that was revoked is an error of its own, told once and never shown', async () => {
    const org = await openOrg();
    org.fake.credentials.revokeAll();
    const error: unknown = await org.provider.check(limit).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'unauthorised',
      retryable: false,
      facts: { vendorCode: 'E0000011' },
    });
    expect(inspect(error, { depth: 9 })).not.toContain('SSWS');
    expect(org.asked()).toHaveLength(1);
  });
});

describe('a service app', () => {
  test('the request for a token has the form that Okta describes', async () => {
    const org = await byApp();
    await org.provider.check(limit);
    expect(org.asked()).toEqual(['POST /oauth2/v1/token', 'GET /api/v1/users?limit=1']);
    const { client_assertion: assertion = '', ...form } = formOf(org, 0);
    expect(form).toEqual({
      grant_type: 'client_credentials',
      scope: scopes.join(' '),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    const { header, claims } = readJwt(assertion);
    expect(header).toEqual({ alg: 'RS256', kid: appKey.keyId });
    expect(claims).toEqual({
      iss: appKey.clientId,
      sub: appKey.clientId,
      aud: `${org.fake.url}/oauth2/v1/token`,
      jti: expect.any(String),
      exp: org.clock.now().getTime() / 1_000 + 600,
    });
    expect(org.fake.calls[1]?.headers.authorization).toMatch(/^Bearer /);
  });

  test('many calls share one token, until it is about to end', async () => {
    const org = await byApp();
    await Promise.all(Array.from({ length: 8 }, () => org.provider.check(limit)));
    expect(tokensAsked(org)).toBe(1);
    org.advance(3_590_000);
    await org.provider.check(limit);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await org.provider.check(limit);
    expect(tokensAsked(org)).toBe(2);
  });

  test('a token that has expired or was revoked early is replaced, and nobody notices', async () => {
    const org = await byApp();
    await org.provider.check(limit);
    org.fake.credentials.expireAccessTokens();
    await org.provider.check(limit);
    expect(tokensAsked(org)).toBe(2);
  });

  test('a 401 about a feature that is missing costs no new token', async () => {
    const org = await byApp();
    const id = user(org);
    await org.provider.check(limit);
    org.fake.faults.next({ ...org.fake.fault.featureMissing(), match: { path: /\/roles$/ } });
    expect(await org.provider.getAccount(id, limit)).toMatchObject({ privileged: 'unknown' });
    expect(tokensAsked(org)).toBe(1);
  });

  test.each([
    ['another key', { keys: [] }],
    ['no such app', { clientId: 'somebody-else' }],
  ])('%s: the credentials are told as what is wrong', async (_, properties) => {
    const org = await byApp(properties);
    await expect(org.provider.check(limit)).rejects.toMatchObject({
      code: 'unauthorised',
      facts: { vendorCode: 'invalid_client', status: 401 },
    });
    expect(tokensAsked(org)).toBe(1);
  });

  test('without an admin role everything is refused', async () => {
    const org = await byApp({ admin: false });
    await expect(org.provider.check(limit)).rejects.toMatchObject({
      code: 'refused',
      facts: { status: 403 },
    });
  });

  test('scopes that aren’t granted: what the others allow goes on', async () => {
    const granted = ['okta.users.read', 'okta.users.manage', 'okta.logs.read'];
    const org = await byApp({ scopes: granted });
    const id = user(org, { status: 'LOCKED_OUT', profile: { login: 'a@contoso.example' } });
    expect(await org.provider.getAccount(id, limit)).toMatchObject({
      status: 'locked',
      privileged: 'unknown',
    });
    expect(await org.provider.unlock?.unlock(id, 'me', limit)).toBe('unlocked');
    // All of them, each, and those that are granted.
    expect(tokensAsked(org)).toBe(1 + scopes.length + 1);
    expect(formOf(org, scopes.length + 1).scope).toBe(granted.join(' '));
    org.fake.credentials.expireAccessTokens();
    await org.provider.check(limit);
    expect(tokensAsked(org)).toBe(1 + scopes.length + 2);
  });

  test('with none granted it is told as refused', async () => {
    const org = await byApp({ scopes: ['okta.apps.read'] });
    await expect(org.provider.check(limit)).rejects.toMatchObject({
      code: 'refused',
      facts: { vendorCode: 'invalid_scope' },
    });
  });

  test('429 of the token endpoint says when to come again', async () => {
    const org = await byApp();
    org.fake.faults.next({ ...org.fake.fault.throttled(30), match: { path: '/oauth2/v1/token' } });
    await expect(org.provider.check(limit)).rejects.toMatchObject({
      code: 'throttled',
      facts: { notBefore: '2026-11-22T10:00:31.000Z' },
    });
  });

  test('a redirect of the token endpoint is not followed', async () => {
    const org = await byApp();
    const other = await openOrg();
    const location = `${other.fake.url}/oauth2/v1/token`;
    org.fake.faults.next({ kind: 'redirect', status: 307, headers: { location } });
    await expect(org.provider.check(limit)).rejects.toMatchObject({ code: 'bad-answer' });
    expect(other.asked()).toEqual([]);
  });
});

describe('DPoP', () => {
  test('it is found out that proofs are wanted, with a nonce; each request has a proof of its own', async () => {
    const org = await byApp({ dpop: true });
    await org.provider.check(limit);
    await org.provider.check(limit);
    expect(tokensAsked(org)).toBe(3);
    const proofs = org.fake.calls.map(({ headers }) => headers.dpop as string | undefined);
    expect(proofs[0]).toBeUndefined();
    const api = proofs.slice(3).map((proof) => readJwt(proof ?? ''));
    expect(api).toHaveLength(2);
    for (const { header, claims } of api) {
      expect(header).toMatchObject({ typ: 'dpop+jwt', alg: 'RS256', jwk: { kty: 'RSA' } });
      expect(Object.keys(header.jwk as object).sort()).toEqual(['e', 'kty', 'n']);
      expect(claims).toEqual({
        htm: 'GET',
        htu: `${org.fake.url}/api/v1/users`,
        iat: org.clock.now().getTime() / 1_000,
        jti: expect.any(String),
        ath: expect.any(String),
      });
    }
    expect(org.fake.calls[3]?.headers.authorization).toMatch(/^DPoP /);
  });

  test('a nonce that has ended is replaced: at the token endpoint, and at the API', async () => {
    const org = await byApp({ dpop: true }, { assume: { apiNonce: true } });
    await org.provider.check(limit);
    org.fake.proofs.renewNonce('ended');
    await org.provider.check(limit);
    expect(tokensAsked(org)).toBe(3);
    org.fake.credentials.expireAccessTokens();
    org.advance(24 * 3_600_000);
    await org.provider.check(limit);
    expect(tokensAsked(org)).toBe(5);
  });

  test('calls that learn of the nonce at the same moment all go through', async () => {
    const org = await byApp({ dpop: true }, { assume: { apiNonce: true } });
    await Promise.all([1, 2, 3].map(() => org.provider.check(limit)));
    org.fake.proofs.renewNonce('ended');
    await Promise.all([1, 2, 3].map(() => org.provider.check(limit)));
  });
});

describe('private keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = (type: 'pkcs8' | 'pkcs1') => rsa.export({ type, format: 'pem' }).toString();

  test.each([
    ['PKCS#8', pem('pkcs8')],
    ['PKCS#1', pem('pkcs1')],
    ['on one line', pem('pkcs8').replaceAll('\n', '\\n')],
    ['a JWK', JSON.stringify(rsa.export({ format: 'jwk' }))],
    ['an EC key', ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('%s is one', (_, text) => {
    expect(privateKeyOf(text)?.type).toBe('private');
  });

  test.each([
    ['nothing', ''],
    ['a public key', ec.publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['a public JWK', JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
    [
      'a short key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
    [
      'another kind',
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
    ['not JSON', '{'],
  ])('%s is none', (_, text) => {
    expect(privateKeyOf(text)).toBeUndefined();
  });

  test('an EC key signs as well', async () => {
    const key = { ...ec.publicKey.export({ format: 'jwk' }), kid: appKey.keyId };
    const org = await byApp({ keys: [key] });
    const privateKey = new Secret(ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const credentials = { kind: 'service-app', ...appKey, privateKey } as const;
    const provider = createOktaProvider({
      connection: { orgUrl: org.fake.url, credentials },
      clock: org.clock,
    });
    await provider.check(limit);
    provider.close();
  });
});
