/**
 * What ends by itself at an identity provider: passwords (E) and contracts (C). Both are read page by page, so that a
 * run over a large organisation needs no more memory than a page, and no call per account.
 */
import type { Account, AccountRef, AccountStatus } from '../account';
import type { CallOptions } from './call-options';

/** From the first of these instants to the second: what ends outside it may be left out. */
export type Span = { readonly from: Date; readonly until: Date };

/**
 * Where the list goes on; opaque, under 20,000 characters; absent on the last page. One that the provider has
 * forgotten is thrown with the code `conflict`: then the list begins anew, and who was told stays told.
 */
export type PageCursor = string;

export type PasswordExpiry = {
  readonly account: Account;
  /** ISO instant. */
  readonly expiresAt: string;
  /** ISO instant; absent where the provider doesn't tell. */
  readonly changedAt?: string;
};

export interface PasswordExpiryCapability {
  /** Accounts whose password runs out within the span; pages may be empty, only the last has no `next`. */
  page(
    cursor: PageCursor | undefined,
    span: Span,
    options: CallOptions,
  ): Promise<{ readonly accounts: readonly PasswordExpiry[]; readonly next?: PageCursor }>;
  /** One account as it is now; undefined if there is none, or its password never runs out as far as is known. */
  of(id: string, options: CallOptions): Promise<PasswordExpiry | undefined>;
}

/** The last day of a contract where the provider knows a day, else the instant at which it ends; both ISO 8601. */
export type ContractEnd = { readonly day: string } | { readonly at: string };

export type Contractor = {
  readonly ref: AccountRef;
  readonly userName: string;
  readonly displayName: string;
  readonly status: AccountStatus;
  /** Value of the attribute that holds the Entra object id, if the account has one. */
  readonly objectId?: string;
  readonly end: ContractEnd;
  readonly role?: string;
  /** Whom the provider names as the manager, in its own words: for `manager`. */
  readonly manager?: string;
};

export interface ContractorsCapability {
  /** Contractors whose contract ends within the span, a day more or less; pages may be empty, only the last has no `next`. */
  page(
    cursor: PageCursor | undefined,
    span: Span,
    options: CallOptions,
  ): Promise<{
    readonly contractors: readonly Contractor[];
    /** Contractors whose end can't be read: nobody is reminded of them, so somebody must be told. */
    readonly unreadable: readonly AccountRef[];
    readonly next?: PageCursor;
  }>;
  /** The account behind a contractor's `manager`; undefined for nobody, or more than one. */
  manager(reference: string, options: CallOptions): Promise<Account | undefined>;
}
