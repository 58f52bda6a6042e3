/**
 * The page where an administrator enters a password agreed with its user (R5): made by a press with a reason, bound to
 * that administrator and account, alive for five minutes and one use; a newer one takes its place.
 */
import type { AccountRef } from '../account';
import type { PersonKey } from '../person';

export type PasswordPage = {
  /** Follows from administrator and account: of those only the newest page can be used. */
  readonly id: string;
  /** Keyed hash of the token; the token itself is with the administrator alone. */
  readonly tokenHash: string;
  readonly administrator: PersonKey;
  readonly account: AccountRef;
  readonly userName: string;
  readonly displayName: string;
  readonly note: string;
  readonly expiresAt: string;
  readonly usedAt?: string;
};

export const passwordPageLifeMs = 5 * 60_000;
