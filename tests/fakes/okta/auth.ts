/** Who may call: API tokens (SSWS) and access tokens of service apps, with their scopes and admin role. */

import type { Proofs } from './dpop';
import { errors, OAuthError } from './errors';
import type { Assumptions, Clock } from './model';

export type Caller = {
  /** By whom rate limits count; empty where nobody was asked. */
  readonly key: string;
  /** Undefined for an API token, whose rights are those of its owner. */
  readonly scopes?: readonly string[];
  /** Login of the owner of an API token. */
  readonly owner?: string;
};

export type IssuedToken = {
  readonly client: string;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
  /** Thumbprint of the key to which it is bound. */
  readonly boundTo?: string;
  /** The app has an admin role; without one every call is refused. */
  readonly admin: boolean;
};

export type Credentials = ReturnType<typeof createCredentials>;

export function createCredentials(deps: {
  clock: Clock;
  proofs: Proofs;
  assume: Assumptions;
  url: () => string;
  complain: (why: string) => void;
}) {
  /** API tokens with the login of their owner. */
  const apiTokens = new Map<string, string>();
  const accessTokens = new Map<string, IssuedToken>();

  const challenge = (scheme: string, error: string, more = '') => ({
    'www-authenticate': `${scheme} authorization_uri="${deps.url()}/oauth2/v1/authorize", realm="${deps.url()}", error="${error}"${more}`,
  });

  function proven(token: string, issued: IssuedToken, method: string, path: string, proof: string): void {
    const url = `${deps.url()}${path}`;
    const answer = deps.proofs.check(proof, { method, url, token, nonce: deps.assume.apiNonce });
    if (answer.kind === 'nonce-needed')
      throw new OAuthError(401, 'use_dpop_nonce', 'Resource server requires nonce in DPoP proof.', {
        ...challenge('DPoP', 'use_dpop_nonce'),
        'dpop-nonce': answer.nonce,
      });
    if (answer.kind === 'good' && answer.thumbprint === issued.boundTo) return;
    const why = answer.kind === 'bad' ? answer.why : 'The proof is of another key than the token.';
    deps.complain(`DPoP proof: ${why}`);
    throw errors.invalidToken(challenge('DPoP', 'invalid_dpop_proof'));
  }

  return {
    apiTokens,
    accessTokens,

    /** @throws OktaError as Okta would answer; undefined scopes ask for nobody */
    callerOf(
      request: { method: string; path: string; authorization?: string; dpop?: string },
      scopes: readonly string[] | undefined,
    ): Caller {
      if (scopes === undefined) return { key: '' };
      const [scheme = '', token = ''] = (request.authorization ?? '').split(' ');
      if (scheme === 'SSWS') {
        const owner = apiTokens.get(token);
        if (owner === undefined) throw errors.invalidToken();
        return { key: `SSWS:${owner}`, owner };
      }
      if (scheme !== 'Bearer' && scheme !== 'DPoP') {
        deps.complain('No Authorization header that Okta knows');
        throw errors.invalidToken();
      }
      const issued = accessTokens.get(token);
      if (!issued || issued.expiresAtMs <= deps.clock.now().getTime())
        throw errors.invalidToken(challenge(scheme, 'invalid_token'));
      if ((issued.boundTo !== undefined) !== (scheme === 'DPoP')) {
        deps.complain(`${scheme} with a token that is ${issued.boundTo ? '' : 'not '}bound to a key`);
        throw errors.invalidToken(challenge(scheme, 'invalid_token'));
      }
      if (scheme === 'DPoP') proven(token, issued, request.method, request.path, request.dpop ?? '');
      // A right to manage includes the right to read.
      const granted = issued.scopes.flatMap((scope) => [scope, scope.replace(/\.manage$/, '.read')]);
      if (!issued.admin) throw errors.forbidden();
      if (!scopes.some((scope) => granted.includes(scope)))
        throw errors.forbidden(challenge(scheme, 'insufficient_scope', `, scope="${scopes.join(' ')}"`));
      return { key: `app:${issued.client}`, scopes: issued.scopes };
    },

    /** Somebody ends every token of these kinds. */
    revokeAll(): void {
      apiTokens.clear();
      accessTokens.clear();
    },
    /** Access tokens run out now. */
    expireAccessTokens(): void {
      for (const [token, issued] of accessTokens) accessTokens.set(token, { ...issued, expiresAtMs: 0 });
    },
  };
}
