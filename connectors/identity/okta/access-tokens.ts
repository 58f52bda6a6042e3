/**
 * Access tokens for an OAuth service app, from the organisation's own authorization server: by a signed assertion
 * (private_key_jwt) and, where the app asks for it, bound to a key of this process (DPoP). `openid-client` signs and
 * reads, the requests are ours (token-requests.ts).
 */
import type { ClientAuth, Configuration, DPoPHandle } from 'openid-client';
import type { Clock } from '../../../domain/ports/clock';
import { Secret } from '../../../domain/secret';
import type { CallRecord } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { HttpError } from '../../http/http-error';
import type { FetchedToken } from '../../http/token-cache';
import { privateKeyOf, signingKeyOf } from './private-key';
import { type Library, tokenErrorOf, vendorCodeOf } from './token-errors';
import { createTokenRequests } from './token-requests';

export type ServiceAppOptions = {
  readonly orgUrl: string;
  readonly clientId: string;
  readonly privateKey: Secret<string>;
  readonly keyId: string;
  readonly clock: Clock;
  readonly firstBackOffMs?: number;
  readonly log?: (record: CallRecord) => void;
};

/** Reading and changing users, whether they are administrators, their lockouts, when their passwords expire. */
export const scopes = [
  'okta.users.read',
  'okta.users.manage',
  'okta.roles.read',
  'okta.logs.read',
  'okta.policies.read',
] as const;

const client = 'okta';
const fetchMs = 8_000;
const attempts = 3;
/** Room for clocks that differ; Okta allows an hour. */
const assertionSeconds = 600;
/** How a request without a proof is refused where the app wants one. */
const asksForProof = /^(invalid_dpop_proof|use_dpop_nonce)$/;
/** Where nothing is said of a token's life. */
const untoldLifeSeconds = 300;

/** Made once in a process, where it is needed at all: it takes a moment, and says nothing but who asked for a token. */
let keyPair: ReturnType<Library['randomDPoPKeyPair']> | undefined;

type Prepared = {
  readonly library: Library;
  readonly config: Configuration;
  /** Proofs for the token endpoint and for the API: each server has nonces of its own. */
  readonly proofs: () => Promise<{ readonly token: DPoPHandle; readonly api: DPoPHandle }>;
};

export function createAccessTokens(options: ServiceAppOptions) {
  const { orgUrl, clientId, keyId, clock, firstBackOffMs: pauseMs = 300 } = options;
  const issuer = new URL(orgUrl).origin;
  const tokenEndpoint = `${issuer}/oauth2/v1/token`;
  const requests = createTokenRequests(client, clock, options.log);
  const seconds = (): number => Math.floor(clock.now().getTime() / 1_000);
  let prepared: Promise<Prepared> | undefined;
  let wanted: readonly string[] = scopes;
  let isBound = false;
  let apiNonce: string | undefined;

  /** Loaded when first needed: an API token needs none of it. */
  async function prepare(): Promise<Prepared> {
    const library = await import('openid-client');
    const key = privateKeyOf(options.privateKey.reveal());
    if (!key) throw new HttpError({ client, fault: 'unauthorised', reason: 'PRIVATE_KEY' });
    const signed = library.PrivateKeyJwt(
      { key: await signingKeyOf(key), kid: keyId },
      {
        [library.modifyAssertion]: (_, claims) => {
          claims.aud = tokenEndpoint;
          claims.exp = seconds() + assertionSeconds;
          // Both may lie in the future by Okta's clock.
          delete claims.iat;
          delete claims.nbf;
        },
      },
    );
    // The assertion alone says who asks.
    const authenticate: ClientAuth = async (server, app, body, headers) => {
      await signed(server, app, body, headers);
      body.delete('client_id');
    };
    const server = { issuer, token_endpoint: tokenEndpoint };
    const config = new library.Configuration(server, clientId, undefined, authenticate);
    // Addresses were checked: http is loopback.
    if (tokenEndpoint.startsWith('http:')) library.allowInsecureRequests(config);
    const makeProofs = async () => {
      keyPair ??= library.randomDPoPKeyPair('RS256');
      const pair = await keyPair;
      const handle = (nonce?: () => string | undefined): DPoPHandle =>
        library.getDPoPHandle(config, pair, {
          [library.modifyAssertion]: (_, claims) => {
            claims.iat = seconds();
            if (nonce?.() !== undefined) claims.nonce = nonce();
          },
        });
      return { token: handle(), api: handle(() => apiNonce) };
    };
    let made: ReturnType<typeof makeProofs> | undefined;
    return { library, config, proofs: () => (made ??= makeProofs()) };
  }

  function ready(): Promise<Prepared> {
    prepared ??= prepare();
    prepared.catch(() => {
      prepared = undefined;
    });
    return prepared;
  }

  /** One token; a refusal carries the authorization server's own code. */
  async function grant(scope: readonly string[], deadline: Deadline): Promise<FetchedToken> {
    const { library, config, proofs } = await ready();
    config[library.customFetch] = requests.within(deadline);
    try {
      const bound = isBound ? { DPoP: (await proofs()).token } : {};
      const answer = await library.clientCredentialsGrant(config, { scope: scope.join(' ') }, bound);
      isBound = answer.token_type === 'dpop';
      const token = new Secret(answer.access_token);
      return { token, expiresInSeconds: answer.expires_in || untoldLifeSeconds };
    } catch (error) {
      throw tokenErrorOf(library, client, error);
    }
  }

  /** Okta refuses all where one is not granted: then each is asked for by itself, once. */
  async function grantedScopes(deadline: Deadline): Promise<readonly string[]> {
    const granted: string[] = [];
    for (const scope of scopes) {
      try {
        await grant([scope], deadline);
        granted.push(scope);
      } catch (error) {
        if (vendorCodeOf(error) !== 'invalid_scope') throw error;
      }
    }
    return granted;
  }

  return {
    /** @throws HttpError: `unauthorised` where the app or its key is refused, `forbidden` where no scope is granted */
    async fetch(): Promise<FetchedToken> {
      const deadline = startDeadline({ timeoutMs: fetchMs });
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await grant(wanted, deadline);
        } catch (error) {
          const code = vendorCodeOf(error);
          // Whoever says when to come again is asked then, by the next who needs a token.
          const passes = error instanceof HttpError && error.retryable && !error.facts.notBefore;
          if (asksForProof.test(code ?? '') && !isBound) isBound = true;
          else if (code === 'invalid_scope' && wanted === scopes) {
            const granted = await grantedScopes(deadline);
            if (granted.length === 0) throw error;
            wanted = granted;
          } else if (!passes || attempt >= attempts || deadline.remainingMs() <= pauseMs) throw error;
          else await deadline.pause(pauseMs);
        }
      }
    },

    /** What a request of the API carries: the token and, where it is bound, the proof for this very request. */
    async headersFor(
      token: Secret<string>,
      method: string,
      url: URL,
    ): Promise<Record<string, Secret<string>>> {
      if (!isBound) return { authorization: new Secret(`Bearer ${token.reveal()}`) };
      const { library, proofs } = await ready();
      let written: Record<string, string> = {};
      // The library writes the headers of a request that our client sends: its retries, limits and time-outs hold.
      const writer = new library.Configuration({ issuer }, clientId);
      if (url.protocol === 'http:') library.allowInsecureRequests(writer);
      writer[library.customFetch] = async (_, { headers }) => {
        written = headers;
        return new Response(null);
      };
      const { api } = await proofs();
      await library.fetchProtectedResource(writer, token.reveal(), url, method, null, undefined, {
        DPoP: api,
      });
      const { authorization = '', dpop = '' } = written;
      return { authorization: new Secret(authorization), dpop: new Secret(dpop) };
    },

    /** The nonce of proofs that are made now. */
    nonce: (): string | undefined => apiNonce,

    /**
     * The API asks for this nonce in the proofs to come.
     * @param used that of the refused proof; another call may have noted the new one meanwhile
     * @returns whether the wanted one is another
     */
    noteNonce(nonce: string | undefined, used: string | undefined): boolean {
      if (nonce === undefined || nonce === used) return false;
      apiNonce = nonce;
      return true;
    },

    close: requests.close,
  };
}
