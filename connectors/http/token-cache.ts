/**
 * The access token of one vendor, kept in this process's memory. Many requests at once cause one fetch; a token is
 * renewed early, in the background, so that nobody in a turn waits for it.
 */
import type { Clock } from '../../domain/ports/clock';
import type { Secret } from '../../domain/secret';
import type { Deadline } from './deadline';
import { HttpError } from './http-error';

export type FetchedToken = { readonly token: Secret<string>; readonly expiresInSeconds: number };

export type TokenCache = {
  /**
   * A token that is valid now. `fresh`: it was fetched for this call.
   * @throws whatever `fetchToken` throws, or `timeout` when the deadline passes first; the fetch goes on for the others.
   */
  get(deadline: Deadline): Promise<{ readonly token: Secret<string>; readonly fresh: boolean }>;
  /** The vendor refused this token. A newer one is left alone. */
  invalidate(token: Secret<string>): void;
};

export type TokenCacheDeps = {
  /** Whose tokens they are, for errors. */
  readonly name: string;
  /** Has time limits of its own: no caller's deadline ends it, since others wait for it too. */
  readonly fetchToken: () => Promise<FetchedToken>;
  readonly clock: Clock;
  /** How long before its end a token is renewed; at most half of its life. */
  readonly renewBeforeSeconds?: number;
};

type Held = { readonly token: Secret<string>; readonly renewAtMs: number; readonly endsAtMs: number };

/** After a failed early renewal the old token serves on, and the vendor is left alone for so long. */
const renewalPauseMs = 10_000;

export function createTokenCache(deps: TokenCacheDeps): TokenCache {
  const { name, fetchToken, clock, renewBeforeSeconds = 60 } = deps;
  let held: Held | undefined;
  let fetching: Promise<Held> | undefined;
  let notBeforeMs = Number.NEGATIVE_INFINITY;

  const fetch = (): Promise<Held> => {
    fetching ??= (async () => {
      try {
        // Its life is counted from before the question, so that it never ends earlier than we believe.
        const askedAtMs = clock.now().getTime();
        const { token, expiresInSeconds } = await fetchToken();
        const marginSeconds = Math.min(renewBeforeSeconds, expiresInSeconds / 2);
        const endsAtMs = askedAtMs + expiresInSeconds * 1_000;
        held = { token, endsAtMs, renewAtMs: endsAtMs - marginSeconds * 1_000 };
        return held;
      } finally {
        fetching = undefined;
      }
    })();
    return fetching;
  };

  const renewInBackground = (nowMs: number): void => {
    if (fetching || nowMs < notBeforeMs) return;
    fetch().catch(() => {
      // Whoever needs a token after the old one's end is told what is wrong; until then nothing is.
      notBeforeMs = nowMs + renewalPauseMs;
    });
  };

  return {
    async get(deadline) {
      const nowMs = clock.now().getTime();
      if (held && nowMs < held.endsAtMs) {
        const { token, renewAtMs } = held;
        if (nowMs >= renewAtMs) renewInBackground(nowMs);
        return { token, fresh: false };
      }
      const { token } = await deadline.race(
        fetch(),
        () => new HttpError({ client: name, fault: 'timeout', reason: 'TOKEN' }),
      );
      return { token, fresh: true };
    },
    invalidate(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
