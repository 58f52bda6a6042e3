/** When a password runs out, pure: so long after it was set as the policy lets it be used, unless the account is exempt. */

export type PasswordAge = {
  readonly passwordChangedAt: Date;
  /** Service accounts and the like: theirs are changed by whoever looks after them. */
  readonly passwordNeverExpires: boolean;
};

/** @param maximumAgeMs policy `directory.passwordMaximumAge`; 0: no password ever runs out */
export function passwordExpiresAt(account: PasswordAge, maximumAgeMs: number): Date | undefined {
  if (maximumAgeMs <= 0 || account.passwordNeverExpires) return undefined;
  return new Date(account.passwordChangedAt.getTime() + maximumAgeMs);
}

/** True from the very instant at which it runs out. */
export function passwordHasExpired(account: PasswordAge, maximumAgeMs: number, now: Date): boolean {
  const expiresAt = passwordExpiresAt(account, maximumAgeMs);
  return expiresAt !== undefined && now >= expiresAt;
}
