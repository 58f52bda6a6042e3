/** Time and chance are ports: rules are tested with both frozen. */

export type Clock = { now(): Date };

export type Random = {
  /** An id that nobody can guess: 128 bits of a CSPRNG, lower-case hex. */
  id(): string;
};

export type Digest = {
  /** SHA-256 of the parts, unambiguously joined; lower-case hex. For ids derived from what is known, not for secrets. */
  of(...parts: readonly string[]): string;
};
