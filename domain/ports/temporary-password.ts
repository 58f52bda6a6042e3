/** Temporary passwords at a provider (R): each stands beside the original and must be changed at the next sign-in. */
import type { Account } from '../account';
import type { Secret } from '../secret';
import type { CallOptions } from './call-options';

export type TemporaryPasswordCandidate = {
  readonly account: Account & { readonly email: string };
  /** Whether the organisation allows it for this account. */
  readonly isAllowed: boolean;
  /** R2: the number that came along is one of this account's. */
  readonly phoneMatches: boolean;
  /** The number on record to which texts go, digits only. */
  readonly textNumber?: string;
  /** R6: where mail to that number goes, by the account's cell service provider. */
  readonly textAddress?: string;
  /** The number as an SMS service wants it. */
  readonly serviceNumber?: string;
};

export interface TemporaryPasswordCapability {
  /** At most two accounts with that e-mail address on file, ignoring case. `phone`: digits, empty for none. */
  candidates(
    query: { readonly email: string; readonly phone: string },
    options: CallOptions,
  ): Promise<readonly TemporaryPasswordCandidate[]>;
  /**
   * Draws a temporary password, ends the one before, and keeps its hash until `expiresAt`. Without an id (nobody has
   * that address) the same work is done for nothing. `refused`: the account isn't active any more.
   */
  issue(id: string | undefined, expiresAt: Date, options: CallOptions): Promise<Secret<string> | 'refused'>;
}
