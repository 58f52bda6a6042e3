/**
 * The one port behind which every identity provider stands: a small core, and capabilities that exist where
 * their object is there. Implementations translate; they hold no rule. A time-out, an outage or a broken answer
 * is thrown as `CodedError`; what a provider may rightly answer is a value.
 */
import type { Account, LockoutEvent, ProviderId } from '../account';
import type { Obstacle } from '../outcome';
import type { Secret } from '../secret';
import type { AccountAdministrationCapability } from './account-administration';
import type { ContractorsCapability, PasswordExpiryCapability } from './account-ends';
import type { CallOptions } from './call-options';
import type { Factor } from './factors';
import type { Inspection } from './inspection';
import type { TemporaryPasswordCapability } from './temporary-password';
import type { UnlockAnswer } from './unlock-answer';

export { type Factor, type FactorKind, factorKinds } from './factors';
export type { CallOptions, UnlockAnswer };

/** By what an account is looked for when a person is known. */
export type AccountQuery = { readonly objectId: string } | { readonly userName: string };

export interface IdentityProvider {
  readonly id: ProviderId;
  /** One cheap read that proves address and credentials; throws a coded error if they don't work. */
  check(options: CallOptions): Promise<void>;
  /** At most two accounts that match exactly (ids and names ignoring case): two mean "ambiguous" to the caller. */
  findAccounts(query: AccountQuery, options: CallOptions): Promise<readonly Account[]>;
  /**
   * At most two accounts with this e-mail address, ignoring case; absent where the provider can't look for one. An
   * address is nobody's identity: it only tells whom to ask (I4).
   */
  findByEmail?(email: string, options: CallOptions): Promise<readonly Account[]>;
  /** The account as it is now, or undefined if there is none of that id. Never from a cache. */
  getAccount(id: string, options: CallOptions): Promise<Account | undefined>;
  readonly lockouts?: LockoutsCapability;
  readonly unlock?: UnlockCapability;
  readonly passwordReset?: PasswordResetCapability;
  readonly factors?: FactorsCapability;
  readonly sessions?: SessionsCapability;
  readonly authenticatorSecret?: AuthenticatorSecretCapability;
  readonly passwordExpiry?: PasswordExpiryCapability;
  readonly contractors?: ContractorsCapability;
  /** D: where its accounts are looked after at the administrator's desk. */
  readonly accountAdministration?: AccountAdministrationCapability;
  readonly temporaryPassword?: TemporaryPasswordCapability;
  /** What operators may have tried (`npm run check`). Absent where `check` says it all. */
  readonly inspection?: Inspection;
  /** Pages of its own that cards lead to where the policy names none. */
  readonly pages?: { readonly setUpMfa?: string; readonly changePassword?: string };
}

/** A provider that is known to have these capabilities. */
export type ProviderWith<C extends keyof IdentityProvider> = IdentityProvider &
  Required<Pick<IdentityProvider, C>>;

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
  /**
   * The lockouts among events that the provider has pushed to us, in its own words; none older than `since`. The ids
   * and instants are those that `read` gives. Absent where a provider pushes nothing.
   */
  received?(items: readonly unknown[], since: Date, options: CallOptions): Promise<Omit<LockoutPage, 'next'>>;
}

export interface UnlockCapability {
  /** False where accounts of this provider are unlocked by administrators only (D1). */
  readonly selfService: boolean;
  /**
   * Takes the lock away; the password stays. `by` is recorded as who did it where the provider can.
   * Idempotent: an account that is not locked answers `was-not-locked`.
   */
  unlock(id: string, by: string, options: CallOptions): Promise<UnlockAnswer>;
  /**
   * What keeps the person out of an account that isn't locked, as far as the provider tells. Absent where it knows of
   * nothing but locks.
   */
  obstacle?(id: string, options: CallOptions): Promise<Obstacle | undefined>;
}

export type PasswordLinkAnswer =
  /** A bearer secret: it goes to the browser that asked for it and nowhere else (P3). */
  | { readonly kind: 'link'; readonly url: Secret<string> }
  /** The provider doesn't own this account's password, or its state allows no reset. */
  | { readonly kind: 'refused' };

export interface PasswordResetCapability {
  /**
   * Makes the provider's one-time link, under which the person sets a new password in the provider's own portal.
   * The password in use stays valid until then, where the provider allows it. A new link ends the one before.
   */
  createLink(id: string, options: CallOptions): Promise<PasswordLinkAnswer>;
  /** Why the account can have no link, where that is known beforehand: its password is somebody else's. */
  obstacle?(id: string, options: CallOptions): Promise<Obstacle | undefined>;
}

export type RemoveFactorAnswer = 'removed' | 'was-gone' | 'refused';

export interface FactorsCapability {
  /** The factors as they are now, all kinds; never from a cache. */
  list(id: string, options: CallOptions): Promise<readonly Factor[]>;
  /** Idempotent: one that is gone, also by the removal of another, answers `was-gone`. */
  remove(id: string, factorId: string, options: CallOptions): Promise<RemoveFactorAnswer>;
  /** All of them in one call, those included that the list doesn't show. Idempotent. Absent where there is no such call. */
  removeAll?(id: string, options: CallOptions): Promise<Exclude<RemoveFactorAnswer, 'was-gone'>>;
}

export interface SessionsCapability {
  /** Ends every session of the account; idempotent. */
  endAll(id: string, options: CallOptions): Promise<void>;
}

export interface AuthenticatorSecretCapability {
  /**
   * D3: takes the secret of the authenticator app away; the next sign-in sets up a new one. Idempotent: where there is
   * none it answers `was-gone`.
   */
  reset(id: string, options: CallOptions): Promise<'reset' | 'was-gone' | 'refused'>;
}
