/**
 * The capability behind the administrator's desk (D): finding accounts, reading one whole, unlocking it. It exists
 * where an application's accounts are kept here, not at a vendor with a console of its own.
 */
import type { Account } from '../account';
import type {
  Carrier,
  CarrierAnswer,
  EditAnswer,
  Phone,
  RecordValues,
  RemoveCarrierAnswer,
} from '../account-record';
import type { Secret } from '../secret';
import type { CallOptions } from './call-options';
import type { Factor } from './factors';
import type { UnlockAnswer } from './unlock-answer';

export type AccountSearchQuery = {
  /** What was typed: beginnings of words of user name, display name and e-mail address. Nothing in it is an operator. */
  readonly text: string;
  readonly onlyLocked: boolean;
  /** Only accounts of these departments, ignoring case; absent: of all. */
  readonly departments?: readonly string[];
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
};

export type FoundAccounts = {
  /** By name. */
  readonly accounts: readonly AdministeredAccount[];
  /** Where to read on, opaque; absent on the last page. */
  readonly next?: string;
};

/** An account as an administrator sees it. */
export type AdministeredAccount = Account & { readonly department?: string };

export type AccountRecord = {
  readonly account: AdministeredAccount;
  readonly factors: readonly Factor[];
  /** ISO instant. */
  readonly passwordChangedAt: string;
  readonly phones: readonly Phone[];
  readonly carrier?: Carrier;
  readonly mobileResetAllowed: boolean;
  /** Of what was read: an edit says which one it has seen. */
  readonly version: string;
};

export interface AccountAdministrationCapability {
  search(query: AccountSearchQuery, options: CallOptions): Promise<FoundAccounts>;
  /** As it is now, never from a cache; undefined where there is none of that id. */
  record(id: string, options: CallOptions): Promise<AccountRecord | undefined>;
  /** `by` is kept as *unlocked by*. Idempotent: one that isn't locked answers `was-not-locked`. */
  unlock(id: string, by: string, options: CallOptions): Promise<UnlockAnswer>;
  /** R5: sets a password that must be changed at the next sign-in; ends all sessions, a lock stays. */
  enterPassword(id: string, password: Secret<string>, options: CallOptions): Promise<'entered' | 'refused'>;
  /** R8: all values at once, by the version that was seen. Idempotent. */
  edit(
    id: string,
    values: RecordValues & { readonly version: string },
    options: CallOptions,
  ): Promise<EditAnswer>;
  /** Cell service providers, by name. */
  carriers(options: CallOptions): Promise<readonly Carrier[]>;
  /** R6: under an id that was drawn before. Idempotent: adding the same once more is `done`. */
  addCarrier(carrier: Carrier, options: CallOptions): Promise<CarrierAnswer>;
  /** All values at once; whoever edits last is right. Idempotent. */
  editCarrier(carrier: Carrier, options: CallOptions): Promise<CarrierAnswer>;
  /** `in-use` while an account has it. Idempotent. */
  removeCarrier(id: string, options: CallOptions): Promise<RemoveCarrierAnswer>;
}
