/**
 * Changing a password by the old one. A wrong old password is a failed sign-in and counts as one, and whoever a
 * sign-in refuses is refused here in the same words: unknown, mistyped, locked, disabled, and those whose password
 * alone opens nothing.
 */
import { eq } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import { Secret } from '../domain/secret';
import { keyToLookFor } from './account-table';
import { judgeAttempt } from './lock-rule';
import { hashPassword, verifyPassword } from './password-hash';
import { faultOf } from './password-rule';
import { accounts } from './schema';
import { type SetPasswordAnswer, setPassword } from './set-password';
import type { SignInDeps } from './sign-in';
import { insertEvents } from './sign-in-events';

export type PasswordChange = {
  readonly userName: string;
  readonly oldPassword: Secret<string> | string;
  readonly newPassword: Secret<string> | string;
  readonly source: SignInSource;
};

/**
 * `unfit` is told before anything is looked up: it depends on what was typed only, and counts nothing. After that
 * everybody costs the same, two computations included. `timeoutMs` limits each of the two transactions.
 */
export async function changePassword(
  deps: Omit<SignInDeps, 'tokens'>,
  change: PasswordChange,
  timeoutMs: number,
): Promise<SetPasswordAnswer> {
  const { userName, oldPassword, newPassword, source } = change;
  const fault = sameText(oldPassword, newPassword) ? 'unchanged' : faultOf(textOf(newPassword), userName);
  if (fault) return { kind: 'unfit', fault };
  const key = keyToLookFor(userName);
  const [found] = await deps.database.transaction(timeoutMs, (queries) =>
    queries.select({ hash: accounts.passwordHash }).from(accounts).where(eq(accounts.userNameKey, key)),
  );
  const matched = await verifyPassword(found?.hash, oldPassword);
  const passwordHash = await hashPassword(newPassword);
  return deps.database.transaction(timeoutMs, async (queries) => {
    const [row] = await queries.select().from(accounts).where(eq(accounts.userNameKey, key)).for('update');
    const at = deps.clock.now();
    if (!row) {
      await insertEvents(queries, [{ at, accountId: undefined, kind: 'refused', source }]);
      return { kind: 'refused' };
    }
    const right = matched && row.passwordHash === found?.hash;
    const { kind, state } = judgeAttempt(row, right, at, deps.failedAttempts);
    await queries
      .update(accounts)
      .set({ ...state })
      .where(eq(accounts.id, row.id));
    if (kind !== 'signed-in') {
      await insertEvents(queries, [{ at, accountId: row.id, kind, source }]);
      return { kind: 'refused' };
    }
    await setPassword(queries, { accountId: row.id, passwordHash, at, source });
    return { kind: 'changed', accountId: row.id, stillLocked: false };
  });
}

function sameText(one: Secret<string> | string, other: Secret<string> | string): boolean {
  return textOf(one).normalize('NFKC') === textOf(other).normalize('NFKC');
}

function textOf(password: Secret<string> | string): string {
  return password instanceof Secret ? password.reveal() : password;
}
