/** `/oauth2/v1/token` of the organisation's own authorization server: service apps, private_key_jwt only, DPoP. */
import { generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import type { Credentials } from './auth';
import type { Call, Reply, Route, World } from './call';
import type { Proofs } from './dpop';
import { OAuthError } from './errors';
import { isSignedBy, readJwt, signedJwt } from './jwt';

/** With which the access tokens are signed; one for all fakes of a process, since it takes a moment to make. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

export type ServiceApp = {
  readonly clientId: string;
  /** Public keys, each with its `kid`. */
  readonly keys: readonly JsonWebKey[];
  /** Scopes that an administrator has granted. */
  readonly scopes: readonly string[];
  /** Whether it has an admin role (default true). */
  readonly admin?: boolean;
  /** Whether proofs of possession are required (default false). */
  readonly dpop?: boolean;
};

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const lifeSeconds = 3_600;
const skewSeconds = 300;

export function tokenRoutes(deps: {
  apps: Map<string, ServiceApp>;
  credentials: Credentials;
  proofs: Proofs;
}): readonly Route[] {
  const usedAssertions = new Set<string>();
  const badClient = (why: string) => new OAuthError(401, 'invalid_client', why);

  function authenticated(form: URLSearchParams, endpoint: string, nowSeconds: number): ServiceApp {
    if (form.get('client_assertion_type') !== assertionType)
      throw badClient('Client authentication must use the private_key_jwt method.');
    const assertion = form.get('client_assertion') ?? '';
    let jwt: ReturnType<typeof readJwt>;
    try {
      jwt = readJwt(assertion);
    } catch {
      throw badClient('The client_assertion token is not a JWT.');
    }
    const { header, claims } = jwt;
    const app = deps.apps.get(String(claims.sub));
    if (!app || claims.iss !== claims.sub)
      throw badClient("The issuer and subject of the client_assertion must be the client's id.");
    const key = app.keys.find(({ kid }) => kid === header.kid) ?? (app.keys.length === 1 && app.keys[0]);
    if (!key || !isSignedBy(assertion, key)) throw badClient('The client_assertion signature is invalid.');
    if (![claims.aud].flat().includes(endpoint))
      throw badClient(
        'The audience claim for client_assertion must be the endpoint invoked for the request.',
      );
    const expires = Number(claims.exp);
    if (!(expires > nowSeconds - skewSeconds)) throw badClient('The client_assertion token is expired.');
    if (expires > nowSeconds + lifeSeconds + skewSeconds)
      throw badClient('The client_assertion token has an expiration too far into the future.');
    const once = `${app.clientId}:${String(claims.jti)}`;
    if (claims.jti !== undefined && usedAssertions.has(once))
      throw badClient('The client_assertion token has already been used.');
    usedAssertions.add(once);
    return app;
  }

  function boundKey(call: Call, world: World, endpoint: string, app: ServiceApp): string | undefined {
    const proof = call.headers.dpop;
    if (proof === undefined && !app.dpop) return undefined;
    if (typeof proof !== 'string')
      throw new OAuthError(400, 'invalid_dpop_proof', 'The DPoP proof JWT header is missing.');
    const answer = deps.proofs.check(proof, { method: 'POST', url: endpoint, nonce: true });
    if (answer.kind === 'good') return answer.thumbprint;
    if (answer.kind === 'nonce-needed')
      throw new OAuthError(400, 'use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.', {
        'dpop-nonce': answer.nonce,
      });
    world.complain(`DPoP proof: ${answer.why}`);
    throw new OAuthError(400, 'invalid_dpop_proof', answer.why);
  }

  function handle(call: Call, world: World): Reply {
    const endpoint = `${world.url()}/oauth2/v1/token`;
    const form = new URLSearchParams(call.body);
    if (form.get('grant_type') !== 'client_credentials')
      throw new OAuthError(400, 'unsupported_grant_type', 'Only client_credentials is granted here.');
    const nowMs = world.clock.now().getTime();
    const app = authenticated(form, endpoint, Math.floor(nowMs / 1_000));
    const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    if (scopes.length === 0 || !scopes.every((scope) => app.scopes.includes(scope)))
      throw new OAuthError(
        400,
        'invalid_scope',
        'One or more scopes are not configured for the authorization server resource.',
      );
    const boundTo = boundKey(call, world, endpoint, app);
    const issuedAt = Math.floor(nowMs / 1_000);
    const claims = {
      ...{ ver: 1, jti: `AT.${randomUUID()}`, iss: world.url(), aud: world.url(), sub: app.clientId },
      ...{ iat: issuedAt, exp: issuedAt + lifeSeconds, cid: app.clientId, scp: scopes },
      ...(boundTo !== undefined && { cnf: { jkt: boundTo } }),
    };
    const token = signedJwt({ kid: 'fake', alg: 'RS256' }, claims, privateKey);
    deps.credentials.accessTokens.set(token, {
      ...{ client: app.clientId, scopes, expiresAtMs: nowMs + lifeSeconds * 1_000 },
      ...{ boundTo, admin: app.admin ?? true },
    });
    const type = boundTo === undefined ? 'Bearer' : 'DPoP';
    const body = { token_type: type, expires_in: lifeSeconds, access_token: token, scope: scopes.join(' ') };
    return { status: 200, body };
  }

  const metadata = (_: Call, world: World): Reply => ({
    status: 200,
    body: {
      issuer: world.url(),
      token_endpoint: `${world.url()}/oauth2/v1/token`,
      jwks_uri: `${world.url()}/oauth2/v1/keys`,
      response_types_supported: ['code', 'token'],
      grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
      subject_types_supported: ['public'],
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_basic', 'none'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384'],
      dpop_signing_alg_values_supported: ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'],
    },
  });

  return [
    { method: 'POST', path: '/oauth2/v1/token', accepts: 'form', bucket: 'oauth', handle },
    { method: 'GET', path: '/.well-known/oauth-authorization-server', bucket: 'oauth', handle: metadata },
    { method: 'GET', path: '/.well-known/openid-configuration', bucket: 'oauth', handle: metadata },
  ];
}
