/** Service apps at the fake: private_key_jwt, scopes, proofs of possession with a nonce. */
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { ask } from './client';
import { createOktaFake, type OktaFake } from './fake';
import { signedJwt } from './jwt';

let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
const clock = { now: () => new Date(nowMs) };
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const proofKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' };
const app = { clientId: '0oa1', keys: [key], scopes: ['okta.users.manage', 'okta.logs.read'] };
let fake: OktaFake;

beforeEach(async () => {
  fake = await createOktaFake({
    clock,
    apps: [app, { ...app, clientId: '0oa2', dpop: true }, { ...app, clientId: '0oa3', admin: false }],
  });
});
afterEach(() => fake.close());

const seconds = () => Math.floor(nowMs / 1_000);
const tokenUrl = () => `${fake.url}/oauth2/v1/token`;

function assertion(client: string, more: Record<string, unknown> = {}, signer = privateKey): string {
  const claims = {
    iss: client,
    sub: client,
    aud: tokenUrl(),
    exp: seconds() + 300,
    jti: randomUUID(),
    ...more,
  };
  return signedJwt({ alg: 'RS256', kid: 'k1' }, claims, signer);
}

function proof(claims: Record<string, unknown>): string {
  const jwk = proofKey.publicKey.export({ format: 'jwk' });
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };
  return signedJwt(header, { iat: seconds(), jti: randomUUID(), ...claims }, proofKey.privateKey);
}

function askToken(client: string, given: { assertion?: string; scope?: string; dpop?: string } = {}) {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: given.scope ?? 'okta.users.manage okta.logs.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: given.assertion ?? assertion(client),
  });
  return ask(fake, 'POST /oauth2/v1/token', {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(given.dpop !== undefined && { DPoP: given.dpop }),
    },
    body: form.toString(),
  });
}

const withToken = (scheme: string, token: string, dpop?: string, call = 'GET /api/v1/users') =>
  ask(fake, call, {
    headers: { Authorization: `${scheme} ${token}`, ...(dpop !== undefined && { DPoP: dpop }) },
  });

test('a service app gets a token by its key, and reads what its scopes allow, managing included', async () => {
  const { body } = await askToken('0oa1');
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
  expect((await withToken('Bearer', body.access_token)).status).toBe(200);
  const roles = await withToken(
    'Bearer',
    body.access_token,
    undefined,
    'GET /api/v1/users/token.owner/roles',
  );
  expect([roles.status, roles.body.errorCode]).toEqual([403, 'E0000006']);
  expect(roles.headers.get('www-authenticate')).toContain('insufficient_scope');
  nowMs += 3_600_000;
  expect((await withToken('Bearer', body.access_token)).body.errorCode).toBe('E0000011');
  expect(fake.complaints).toEqual([]);
});

test('an app without an admin role is refused everywhere', async () => {
  const { body } = await askToken('0oa3');
  expect((await withToken('Bearer', body.access_token)).body.errorCode).toBe('E0000006');
});

test('an assertion that is wrong in any way gets no token', async () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const used = assertion('0oa1');
  expect((await askToken('0oa1', { assertion: used })).status).toBe(200);
  const wrong = [
    used,
    assertion('0oa1', {}, other),
    assertion('0oa1', { aud: fake.url }),
    assertion('0oa1', { exp: seconds() - 3_000 }),
    assertion('0oa1', { exp: seconds() + 90_000 }),
    assertion('0oa1', { iss: 'else' }),
    'x.y.z',
  ];
  for (const one of wrong) {
    const { status, body } = await askToken('0oa1', { assertion: one });
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  }
  const { body } = await askToken('0oa1', { scope: 'okta.apps.manage' });
  expect(body.error).toBe('invalid_scope');
});

describe('proofs of possession', () => {
  async function bound() {
    const claims = { htm: 'POST', htu: tokenUrl() };
    const first = await askToken('0oa2', { dpop: proof(claims) });
    expect([first.status, first.body.error]).toEqual([400, 'use_dpop_nonce']);
    const nonce = first.headers.get('dpop-nonce');
    const second = await askToken('0oa2', { dpop: proof({ ...claims, nonce }) });
    expect(second.body.token_type).toBe('DPoP');
    return second.body.access_token as string;
  }
  const ath = (token: string) => createHash('sha256').update(token).digest('base64url');

  test('the token endpoint asks for a nonce; the API for a proof of this call and this token, once', async () => {
    const token = await bound();
    const call = { htm: 'GET', htu: `${fake.url}/api/v1/users`, ath: ath(token) };
    const good = proof(call);
    expect((await withToken('DPoP', token, good)).status).toBe(200);
    expect(fake.complaints).toEqual([]);
    const wrong = [
      good,
      proof({ ...call, htm: 'POST' }),
      proof({ ...call, ath: 'x' }),
      proof({ ...call, iat: 1 }),
    ];
    for (const one of wrong) expect((await withToken('DPoP', token, one)).status).toBe(401);
    expect((await withToken('Bearer', token)).status).toBe(401);
    expect(fake.complaints).toHaveLength(wrong.length + 1);
  });

  test('an app that must prove gets nothing without', async () => {
    expect((await askToken('0oa2')).body.error).toBe('invalid_dpop_proof');
  });

  test('a nonce is renewed; the old one is good for a while, or ended', async () => {
    await bound();
    const old = fake.proofs.freshNonce();
    fake.proofs.renewNonce('still-good');
    const claims = { htm: 'POST', htu: tokenUrl(), nonce: old };
    expect((await askToken('0oa2', { dpop: proof(claims) })).status).toBe(200);
    fake.proofs.renewNonce('ended');
    const refused = await askToken('0oa2', { dpop: proof(claims) });
    expect(refused.headers.get('dpop-nonce')).not.toBe(old);
    expect(refused.body.error).toBe('use_dpop_nonce');
  });

  test('the API may ask for a nonce too', async () => {
    const token = await bound();
    fake.assume.apiNonce = true;
    fake.proofs.renewNonce('ended');
    const call = { htm: 'GET', htu: `${fake.url}/api/v1/users`, ath: ath(token) };
    const refused = await withToken('DPoP', token, proof(call));
    const nonce = refused.headers.get('dpop-nonce');
    expect([refused.status, typeof nonce]).toEqual([401, 'string']);
    expect((await withToken('DPoP', token, proof({ ...call, nonce }))).status).toBe(200);
  });
});
