/** What an account can prove itself with beside its password, in words that every provider can fill. */

export const factorKinds = [
  'authenticator-app',
  'push',
  'sms',
  'voice',
  'email',
  'security-key',
  'other',
] as const;
export type FactorKind = (typeof factorKinds)[number];

export type Factor = {
  /** Unique within the account; opaque. */
  readonly id: string;
  readonly kind: FactorKind;
  /** What tells it from others, masked by the provider or its connector: `•••• 42`, `Pixel 8`. Foreign text. */
  readonly name: string;
  /** The provider sets it up by itself (the account's own address): it can't stay away, and needs no reset. */
  readonly selfEnrolling?: true;
};
