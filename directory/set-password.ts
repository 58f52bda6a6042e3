/** What a new password means for its account, however it came: all ways to set one share this last step. */
import { eq } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { Queries } from './database';
import type { PasswordFault } from './password-rule';
import { accounts, passwordLinks } from './schema';
import { endSessions } from './sessions';
import { insertEvents } from './sign-in-events';
import { noTemporaryPassword } from './temporary-password';

export type SetPasswordAnswer =
  | { readonly kind: 'changed'; readonly accountId: string; readonly stillLocked: boolean }
  /** Nothing was changed and nothing used up: another password may be tried. */
  | { readonly kind: 'unfit'; readonly fault: PasswordFault }
  /** By link: used, expired, unknown or the account is disabled. By the old one: whatever refuses a sign-in. */
  | { readonly kind: 'refused' };

export type NewPassword = {
  readonly accountId: string;
  readonly passwordHash: string;
  readonly at: Date;
  readonly source: SignInSource;
  /** Somebody else knows it: it signs in once, to choose another. */
  readonly mustChange?: true;
};

/**
 * Call it with the account's row locked. Every session ends, and with them an open link and a temporary password,
 * whoever has them: they were made for the password that is gone. A lock stays, and so does the count of failures.
 */
export async function setPassword(queries: Queries, change: NewPassword): Promise<void> {
  const { accountId, passwordHash, at, source, mustChange = false } = change;
  await queries
    .update(accounts)
    .set({
      passwordHash,
      passwordChangedAt: at,
      passwordMustChange: mustChange,
      ...noTemporaryPassword,
      updatedAt: at,
    })
    .where(eq(accounts.id, accountId));
  await queries.update(passwordLinks).set({ usedAt: at }).where(eq(passwordLinks.accountId, accountId));
  await endSessions(queries, accountId, at);
  const kind = mustChange ? 'password-entered' : 'password-changed';
  await insertEvents(queries, [{ at, accountId, kind, source }]);
}
