/**
 * Signing in. Whoever asks learns `signed-in` or `refused`, and an unknown, locked, disabled or mistyped account
 * costs the same: one look-up, one password verification, and one transaction with the same statements.
 */
import { eq } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { Clock } from '../domain/ports/clock';
import type { Secret } from '../domain/secret';
import { keyToLookFor } from './account-table';
import type { Database, Queries } from './database';
import { type Judged, judgeAttempt, unlocked } from './lock-rule';
import type { Tokens } from './opaque-token';
import { verifyPassword } from './password-hash';
import { accounts } from './schema';
import { insertSession } from './sessions';
import { insertEvents } from './sign-in-events';

export type SignInAttempt = {
  readonly userName: string;
  readonly password: Secret<string> | string;
  /** Where it comes from; foreign text is cleaned and cut to 200 characters. */
  readonly source: SignInSource;
};

export type SignInAnswer =
  /** `session` is the bearer's; it lives until it is ended. */
  | { readonly kind: 'signed-in'; readonly accountId: string; readonly session: Secret<string> }
  | { readonly kind: 'refused' };

export type SignInDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly failedAttempts: number;
  readonly tokens: Tokens;
};

/** `timeoutMs` limits each of the two transactions; the verification between them holds no connection. */
export async function signIn(
  deps: SignInDeps,
  attempt: SignInAttempt,
  timeoutMs: number,
): Promise<SignInAnswer> {
  const key = keyToLookFor(attempt.userName);
  const [found] = await deps.database.transaction(timeoutMs, (queries) =>
    queries.select({ hash: accounts.passwordHash }).from(accounts).where(eq(accounts.userNameKey, key)),
  );
  const matched = await verifyPassword(found?.hash, attempt.password);
  return deps.database.transaction(timeoutMs, (queries) =>
    settle(queries, deps, key, matched ? found?.hash : undefined, attempt.source),
  );
}

/**
 * Judges and records the attempt under the account's row lock, so that of two failures at the limit exactly one
 * locks. A password that was changed since it was verified counts as wrong.
 */
async function settle(
  queries: Queries,
  deps: SignInDeps,
  key: string,
  matchedHash: string | undefined,
  source: SignInSource,
): Promise<SignInAnswer> {
  const [row] = await queries.select().from(accounts).where(eq(accounts.userNameKey, key)).for('update');
  const at = deps.clock.now();
  const judged: Judged = row
    ? judgeAttempt(row, row.passwordHash === matchedHash, at, deps.failedAttempts)
    : { kind: 'refused', state: unlocked };
  await queries
    .update(accounts)
    .set({ ...judged.state })
    .where(eq(accounts.id, row?.id ?? ''));
  await insertEvents(queries, [{ at, accountId: row?.id, kind: judged.kind, source }]);
  if (!row || judged.kind !== 'signed-in') return { kind: 'refused' };
  const session = deps.tokens.draw('session');
  await insertSession(queries, session.hash, row.id, at);
  return { kind: 'signed-in', accountId: row.id, session: session.token };
}
