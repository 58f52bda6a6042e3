/** How an OAuth service app proves who it is, request by request: a token from the cache, and a proof where it is bound. */
import type { Authorise } from '../../http/authorisation';
import { createTokenCache } from '../../http/token-cache';
import { createAccessTokens, type ServiceAppOptions } from './access-tokens';

export function createServiceApp(options: ServiceAppOptions): { authorise: Authorise; close(): void } {
  const tokens = createAccessTokens(options);
  const cache = createTokenCache({ name: 'okta', fetchToken: tokens.fetch, clock: options.clock });
  const authorise: Authorise = async ({ method, url, deadline }) => {
    const { token, fresh } = await cache.get(deadline);
    const nonce = tokens.nonce();
    return {
      headers: await tokens.headersFor(token, method, url),
      refused: (answer) => {
        // Only the proof was refused: the next one has the nonce that is wanted.
        if (tokens.noteNonce(answer['dpop-nonce'], nonce)) return true;
        cache.invalidate(token);
        return !fresh;
      },
    };
  };
  return { authorise, close: tokens.close };
}
