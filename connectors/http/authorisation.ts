/** How a client proves who it is. What stands in these headers is revealed on the way to the wire only. */
import { Secret } from '../../domain/secret';
import type { Deadline } from './deadline';
import type { Headers } from './retry-after';
import type { TokenCache } from './token-cache';

export type Authorisation = {
  readonly headers: Readonly<Record<string, Secret<string>>>;
  /**
   * Called where these credentials are refused: after a 401, unless the vendor means something else by it. True: new
   * ones may work, so the request is made once more.
   * @param answer the headers of the 401 (a DPoP nonce may stand there).
   */
  readonly refused?: (answer: Headers) => boolean;
};

/** Called before every attempt, since a proof may be bound to method, address and moment. */
export type Authorise = (request: {
  readonly method: string;
  readonly url: URL;
  readonly deadline: Deadline;
}) => Promise<Authorisation>;

/** Credentials that don't change: an API token. */
export function fixed(headers: Readonly<Record<string, Secret<string>>>): Authorise {
  return async () => ({ headers });
}

/** A token from the cache. One that was refused is forgotten; one that was fresh is not asked for again at once. */
export function bearer(cache: TokenCache): Authorise {
  return async ({ deadline }) => {
    const { token, fresh } = await cache.get(deadline);
    return {
      headers: { authorization: new Secret(`Bearer ${token.reveal()}`) },
      refused: () => {
        cache.invalidate(token);
        return !fresh;
      },
    };
  };
}
