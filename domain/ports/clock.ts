/** Time and chance are ports: rules are tested with both frozen. */

import type { Secret } from '../secret';

export type Clock = { now(): Date };

/** How fast reminders go out: one at a time is let through, evenly. */
export type Pace = {
  /** Resolves when the next one may begin. */
  take(): Promise<void>;
};

export type Random = {
  /** An id that nobody can guess: 128 bits of a CSPRNG, lower-case hex. */
  id(): string;
};

export type Digest = {
  /** SHA-256 of the parts, unambiguously joined; lower-case hex. For ids derived from what is known, not for secrets. */
  of(...parts: readonly string[]): string;
};

/** Our own one-time links: opaque, from a CSPRNG, stored as a keyed hash only. */
export type LinkMaker = {
  newToken(): Secret<string>;
  /** Keyed hash of a token, lower-case hex: what is stored and looked up. */
  hashOf(token: Secret<string>): string;
  /** The address under PUBLIC_URL that people open. */
  urlOf(token: Secret<string>): Secret<string>;
};
