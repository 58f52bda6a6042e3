/** What the directory does for the rest of the product; directory.ts is where it is done. */
import type { SignInSource } from '../domain/account';
import type { Carrier, CarrierAnswer, EditAnswer, RemoveCarrierAnswer } from '../domain/account-record';
import type { Clock } from '../domain/ports/clock';
import type {
  AccountQuery,
  Factor,
  RemoveFactorAnswer,
  UnlockAnswer,
} from '../domain/ports/identity-provider';
import type { Secret } from '../domain/secret';
import type { DirectoryAccount, NewAccount, SignInEvent, TimeLimit } from './account';
import type { RecordEdit } from './account-edit';
import type { EndsPage, EndsQuery } from './account-ends';
import type { DirectoryRecord, ResetCandidate } from './account-record';
import type { AccountSearch, AccountSearchPage } from './account-search';
import type { ResetAuthenticatorAnswer } from './authenticators';
import type { NewCarrier } from './carriers';
import type { LockoutQuery, LockoutReading } from './lockout-events';
import type { PasswordChange } from './password-change';
import type { OpenLink } from './password-links';
import type { SetPasswordAnswer } from './set-password';
import type { SignInAnswer, SignInAttempt } from './sign-in';
import type { SignInEventQuery } from './sign-in-events';

export type DirectoryOptions = {
  /** `postgres://user:password@host:port/database`. */
  readonly databaseUrl: Secret<string> | string;
  readonly clock: Clock;
  /** The consecutive failure that locks (policy `directory.failedAttempts`); 5 unless told. */
  readonly failedAttempts?: number;
  /** Connections at most; 5 unless told. */
  readonly poolSize?: number;
  /** From it follow the keys of links, sessions and mailed codes. Without one they count in this process only. */
  readonly linkKey?: Secret<string>;
  /** Seals authenticator secrets: one key, or several with commas between, the newest first (sealed-secret.ts). */
  readonly encryptionKey?: Secret<string>;
  /** Milliseconds after which a password must be changed (policy `directory.passwordMaximumAge`); 0, the default: never. */
  readonly maximumPasswordAgeMs?: number;
  /** Whether there may be temporary passwords (policy `directory.mobileReset.enabled`); no unless told. */
  readonly temporaryPasswords?: boolean;
  /** Under which authenticator apps list the accounts; `Account Access` unless told. */
  readonly issuer?: string;
};

/** Every call throws coded errors: `timeout` after its limit (8 s unless told), `unavailable` in an outage. */
export type Directory = {
  /** Applies the migrations that are missing; returns how many. Safe when two hosts start at once. */
  migrate(limit?: TimeLimit): Promise<number>;
  /** One cheap read of the accounts' table; throws `not-found` before the first `migrate`. */
  check(limit?: TimeLimit): Promise<void>;
  /**
   * One step of a sign-in (D1, D3). As long as the password was wrong the answer doesn't tell unknown, locked,
   * disabled and mistyped apart.
   */
  signIn(attempt: SignInAttempt, limit?: TimeLimit): Promise<SignInAnswer>;
  readonly accounts: {
    /**
     * Adds accounts in blocks, leaving out those whose id, object id or user name is taken; returns how many. Throws
     * `conflict`, adding nothing of the block, for a phone number that is somebody else's already.
     */
    createMany(list: readonly NewAccount[], limit?: TimeLimit): Promise<number>;
    count(limit?: TimeLimit): Promise<number>;
    /** Exact, ignoring case; at most two. */
    find(query: AccountQuery, limit?: TimeLimit): Promise<readonly DirectoryAccount[]>;
    /** Ignoring case; at most two. An address may be several people's, or nobody's any more. */
    findByEmail(email: string, limit?: TimeLimit): Promise<readonly DirectoryAccount[]>;
    get(id: string, limit?: TimeLimit): Promise<DirectoryAccount | undefined>;
    /** A page of those whose names have what was typed, by name. */
    search(search: AccountSearch, limit?: TimeLimit): Promise<AccountSearchPage>;
    /** A page of those whose passwords were set within a span of time and may run out. */
    byPasswordChange(query: EndsQuery, limit?: TimeLimit): Promise<EndsPage>;
    /** A page of those whose contracts end within a span of time. */
    byContractEnd(query: EndsQuery, limit?: TimeLimit): Promise<EndsPage>;
  };
  readonly records: {
    /** The account with its phones, its carrier and the version for an edit. */
    get(id: string, limit?: TimeLimit): Promise<DirectoryRecord | undefined>;
    /** R8: all values at once, by the version that was read. Idempotent. */
    edit(id: string, edit: RecordEdit, limit?: TimeLimit): Promise<EditAnswer>;
    /** R2: whom the address belongs to (at most two), and whether the phone number is on the same record. */
    findResetCandidate(
      email: string,
      phone: string | undefined,
      limit?: TimeLimit,
    ): Promise<readonly ResetCandidate[]>;
  };
  /** R6: cell service providers. */
  readonly carriers: {
    /** By name. */
    list(limit?: TimeLimit): Promise<readonly Carrier[]>;
    /** Idempotent where the id is told. */
    add(carrier: NewCarrier, limit?: TimeLimit): Promise<CarrierAnswer>;
    edit(carrier: Carrier, limit?: TimeLimit): Promise<CarrierAnswer>;
    /** `in-use` while an account has it. Idempotent. */
    remove(id: string, limit?: TimeLimit): Promise<RemoveCarrierAnswer>;
  };
  /** Takes the lock away; `by` is the user id kept as *unlocked by*. Idempotent. */
  unlock(id: string, by: string, limit?: TimeLimit): Promise<UnlockAnswer>;
  /**
   * Failed sign-ins, without passwords, until each account is locked by the rule: for tests and measurements.
   * The limit holds per block of 500. Returns how many accounts were locked by it.
   */
  lockAccounts(ids: readonly string[], source?: SignInSource, limit?: TimeLimit): Promise<number>;
  readonly passwords: {
    /**
     * Makes the token of a one-time link (15 minutes); the account's former one ends. Undefined: the account is
     * disabled or there is none of that id.
     */
    createLink(accountId: string, limit?: TimeLimit): Promise<Secret<string> | undefined>;
    /** For whom the link is, if it may be used now. Changes nothing. */
    openLink(token: Secret<string> | string, limit?: TimeLimit): Promise<OpenLink | undefined>;
    /** Sets the password, uses the link up, ends all sessions; a lock stays. */
    useLink(
      token: Secret<string> | string,
      newPassword: Secret<string> | string,
      source: SignInSource,
      limit?: TimeLimit,
    ): Promise<SetPasswordAnswer>;
    /** By an administrator (R5): it must be changed at the next sign-in; ends all sessions, a lock stays. */
    enter(accountId: string, password: Secret<string>, limit?: TimeLimit): Promise<'entered' | 'refused'>;
    /**
     * Draws a temporary password and keeps its hash beside the original; the former one ends. Undefined: the account is
     * locked or disabled, or there is none: then the same was done for nothing.
     */
    issueTemporary(
      accountId: string | undefined,
      expiresAt: Date,
      limit?: TimeLimit,
    ): Promise<Secret<string> | undefined>;
    /** By the old password (and a code, with a secret key), under the rule of sign-ins; ends all sessions. */
    change(change: PasswordChange, limit?: TimeLimit): Promise<SetPasswordAnswer>;
  };
  readonly factors: {
    list(accountId: string, limit?: TimeLimit): Promise<readonly Factor[]>;
    remove(accountId: string, factorId: string, limit?: TimeLimit): Promise<RemoveFactorAnswer>;
  };
  readonly authenticators: {
    /** M1, D3: takes the secret key away; the next sign-in goes by device verification. Idempotent. */
    reset(accountId: string, limit?: TimeLimit): Promise<ResetAuthenticatorAnswer>;
  };
  readonly sessions: {
    /** The id of the account whose session it is; undefined once it has ended. */
    accountOf(session: Secret<string> | string, limit?: TimeLimit): Promise<string | undefined>;
    /** Returns how many sessions it ended. */
    endAll(accountId: string, limit?: TimeLimit): Promise<number>;
  };
  readonly signInEvents: {
    list(query: SignInEventQuery, limit?: TimeLimit): Promise<readonly SignInEvent[]>;
    lockouts(query: LockoutQuery, limit?: TimeLimit): Promise<LockoutReading>;
  };
  /** Ends all connections; the directory can't be used afterwards. */
  close(): Promise<void>;
};
