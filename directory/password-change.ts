/**
 * Changing a password by the old one. A wrong old password is a failed sign-in and counts as one, and whoever a
 * sign-in refuses is refused here in the same words: unknown, mistyped, locked, disabled. Whose password alone opens
 * nothing needs a code of their app as well, under the same rule.
 */
import { eq } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { Secret } from '../domain/secret';
import { keyToLookFor } from './account-table';
import { acceptCode, findAuthenticator } from './authenticators';
import type { Queries } from './database';
import { countFailure, judgePassword, unlocked } from './lock-rule';
import { faultOfChange } from './new-password';
import { hashPassword, verifyPassword } from './password-hash';
import { accounts } from './schema';
import { type SetPasswordAnswer, setPassword } from './set-password';
import type { SignInDeps } from './sign-in';
import { insertEvents } from './sign-in-events';

export type PasswordChange = {
  readonly userName: string;
  readonly oldPassword: Secret<string> | string;
  readonly newPassword: Secret<string> | string;
  /** Of the authenticator app, where the account has a secret key. */
  readonly code?: string;
  readonly source: SignInSource;
};

/**
 * `unfit` is told before anything is looked up: it depends on what was typed only, and counts nothing. After that
 * everybody costs the same, two computations included. `timeoutMs` limits each of the two transactions.
 */
export async function changePassword(
  deps: Pick<SignInDeps, 'database' | 'clock' | 'failedAttempts' | 'seal'>,
  change: PasswordChange,
  timeoutMs: number,
): Promise<SetPasswordAnswer> {
  const { userName, oldPassword, newPassword, source } = change;
  const fault = faultOfChange(oldPassword, newPassword, userName);
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
    const judged = judgePassword(row, right, at, deps.failedAttempts);
    const proof = judged.kind === 'proven' ? await proofOf(queries, deps, row, change.code, at) : 'missing';
    const wrong = proof === 'wrong' ? countFailure(row, at, deps.failedAttempts) : undefined;
    const { failedAttempts, lockedAt, lockReason } = proof === 'given' ? unlocked : (wrong ?? judged).state;
    await queries
      .update(accounts)
      .set({ failedAttempts, lockedAt, lockReason })
      .where(eq(accounts.id, row.id));
    if (proof !== 'given') {
      const kind = wrong ? (wrong.kind === 'locked' ? 'locked' : 'code-refused') : judged.kind;
      await insertEvents(queries, [
        { at, accountId: row.id, kind: kind === 'proven' ? 'refused' : kind, source },
      ]);
      return { kind: 'refused' };
    }
    await setPassword(queries, { accountId: row.id, passwordHash, at, source });
    return { kind: 'changed', accountId: row.id, stillLocked: false };
  });
}

/** Whether the right password is enough, or has the right code beside it. */
async function proofOf(
  queries: Queries,
  { seal }: Pick<SignInDeps, 'seal'>,
  row: { readonly id: string; readonly secretKeyRequired: boolean },
  code: string | undefined,
  at: Date,
): Promise<'given' | 'missing' | 'wrong'> {
  if (!row.secretKeyRequired) return 'given';
  const authenticator = await findAuthenticator(queries, row.id);
  if (!authenticator || code === undefined) return 'missing';
  const accepted = await acceptCode(queries, seal, authenticator, { code, at, withNewPassword: false });
  return accepted ? 'given' : 'wrong';
}
