/** What an identity provider knows of an account, in words that every provider can fill. */
import type { Obstacle } from './outcome';

export type ProviderId = 'okta' | 'pingone' | 'pingid' | 'directory';

export type AccountRef = { readonly provider: ProviderId; readonly id: string };

/** `locked` only where the provider can say since when or why it refuses sign-in; `disabled` is never helped. */
export type AccountStatus = 'active' | 'locked' | 'disabled';

export type Account = {
  readonly ref: AccountRef;
  /** What the person types to sign in; a UPN where the provider has one. */
  readonly userName: string;
  readonly displayName: string;
  readonly email?: string;
  readonly status: AccountStatus;
  /** Why it is disabled, where the provider tells. */
  readonly disabledBecause?: Extract<Obstacle, 'suspended' | 'not-activated'>;
  /** ISO instant at which the present lock began, as the provider tells it. */
  readonly lockedAt?: string;
  readonly lockReason?: string;
  readonly unlockedBy?: string;
  /** Value of the attribute that holds the Entra object id, if the account has one. */
  readonly objectId?: string;
  readonly groups: readonly string[];
  readonly userType?: string;
  /** Holds an administrator role at its provider. `unknown` when that can't be read: then treated as privileged. */
  readonly privileged: boolean | 'unknown';
};

/** Where a failed sign-in came from, as far as the provider tells. Every field is optional and is foreign text. */
export type SignInSource = {
  readonly address?: string;
  readonly application?: string;
  readonly device?: string;
  readonly place?: string;
};

/** One event that tells of a lockout. Many may tell of the same one. */
export type LockoutEvent = {
  /** Unique at the provider. */
  readonly id: string;
  readonly accountId: string;
  /** ISO instant of the event. */
  readonly at: string;
  readonly source: SignInSource;
};

export function sameAccount(a: AccountRef, b: AccountRef): boolean {
  return a.provider === b.provider && a.id === b.id;
}
