/**
 * The one port behind which every identity provider stands: a small core, and capabilities that exist where
 * their object is there. Implementations translate; they hold no rule. A time-out, an outage or a broken answer
 * is thrown as `CodedError`; what a provider may rightly answer is a value.
 */
import type { Account, LockoutEvent, ProviderId } from '../account';

export type CallOptions = {
  /** The call gives up with the code `timeout` after that many milliseconds, retries included. */
  readonly timeoutMs: number;
};

/** By what an account is looked for when a person is known. */
export type AccountQuery = { readonly objectId: string } | { readonly userName: string };

export interface IdentityProvider {
  readonly id: ProviderId;
  /** One cheap read that proves address and credentials; throws a coded error if they don't work. */
  check(options: CallOptions): Promise<void>;
  /** At most two accounts that match exactly (ids and names ignoring case): two mean "ambiguous" to the caller. */
  findAccounts(query: AccountQuery, options: CallOptions): Promise<readonly Account[]>;
  /** The account as it is now, or undefined if there is none of that id. Never from a cache. */
  getAccount(id: string, options: CallOptions): Promise<Account | undefined>;
  readonly lockouts?: LockoutsCapability;
  readonly unlock?: UnlockCapability;
}

export type LockoutPage = {
  /** Oldest first; empty when there is nothing new. */
  readonly events: readonly LockoutEvent[];
  /** Events that could not be read: skipped by the caller, who records how many. */
  readonly unreadable: number;
  /** Where to read on; opaque, under 20,000 characters. Reading again from an older position is harmless. */
  readonly next: string;
};

export interface LockoutsCapability {
  /**
   * One page of lockout events after `position` (a former `next`; undefined at the first start), none older than
   * `since`. Events that are stored late must still come, once, whatever their time says.
   */
  read(position: string | undefined, since: Date, options: CallOptions): Promise<LockoutPage>;
}

export type UnlockAnswer = 'unlocked' | 'was-not-locked' | 'refused';

export interface UnlockCapability {
  /** False where accounts of this provider are unlocked by administrators only (D1). */
  readonly selfService: boolean;
  /**
   * Takes the lock away; the password stays. `by` is recorded as who did it where the provider can.
   * Idempotent: an account that is not locked answers `was-not-locked`.
   */
  unlock(id: string, by: string, options: CallOptions): Promise<UnlockAnswer>;
}
