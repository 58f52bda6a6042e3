/**
 * An account's secret key: judging its codes, setting it up, taking it away. Everything here runs under the lock of
 * the account's row; that no code counts twice is besides that the condition of one UPDATE.
 */
import { and, eq, lt } from 'drizzle-orm';
import type { Secret } from '../domain/secret';
import type { Queries } from './database';
import { accounts, authenticators, deviceVerifications, factors } from './schema';
import type { Seal } from './sealed-secret';
import type { NewSignInEvent } from './sign-in-events';
import { insertEvents } from './sign-in-events';
import { isCodeOfStep, stepOfCode } from './totp';
import { isPossibleId } from './user-name';

type Row = typeof authenticators.$inferSelect;

/** The factor that stands for the secret key in lists. */
export const authenticatorFactorId = 'authenticator-app';

/** How long the code that came before a new password was asked for counts once more, together with it. */
const passwordPatienceMs = 10 * 60_000;

export async function findAuthenticator(queries: Queries, accountId: string): Promise<Row | undefined> {
  const [row] = await queries.select().from(authenticators).where(eq(authenticators.accountId, accountId));
  return row;
}

/**
 * Accepts a code and uses it up; false for one that is wrong, too old, or was accepted before. With a new password
 * the code counts that was accepted when that password was asked for.
 */
export async function acceptCode(
  queries: Queries,
  seal: Seal,
  row: Row,
  of: { readonly code: string; readonly at: Date; readonly withNewPassword: boolean },
): Promise<boolean> {
  const { accountId, lastStep, passwordAwaitedUntil } = row;
  const secret = seal.open(accountId, row.secret);
  const awaited = of.withNewPassword && passwordAwaitedUntil !== null && passwordAwaitedUntil > of.at;
  if (awaited && isCodeOfStep(secret, of.code, lastStep)) return true;
  const step = stepOfCode(secret, of.code, of.at);
  if (step === undefined) return false;
  const accepted = await queries
    .update(authenticators)
    .set({
      lastStep: step,
      passwordAwaitedUntil: null,
      ...(seal.isOutdated(row.secret) ? { secret: seal.seal(accountId, secret) } : {}),
    })
    .where(and(eq(authenticators.accountId, accountId), lt(authenticators.lastStep, step)));
  return accepted.rowCount === 1;
}

/** A new password is asked for after a code: that code may come again with it, once. */
export async function awaitPassword(queries: Queries, accountId: string, at: Date): Promise<void> {
  const passwordAwaitedUntil = new Date(at.getTime() + passwordPatienceMs);
  await queries
    .update(authenticators)
    .set({ passwordAwaitedUntil })
    .where(eq(authenticators.accountId, accountId));
}

/** The new password is there, or nobody asked for one: the last code is used up for good. */
export async function awaitNothing(queries: Queries, accountId: string): Promise<void> {
  await queries
    .update(authenticators)
    .set({ passwordAwaitedUntil: null })
    .where(eq(authenticators.accountId, accountId));
}

/** The first code from the app: the key that waited for it becomes the account's. False for a wrong code. */
export async function endSetUp(
  queries: Queries,
  seal: Seal,
  of: {
    readonly accountId: string;
    readonly pending: Secret<Uint8Array>;
    readonly code: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { accountId, pending, at } = of;
  const lastStep = stepOfCode(pending, of.code, at);
  if (lastStep === undefined) return false;
  const row = { secret: seal.seal(accountId, pending), lastStep, passwordAwaitedUntil: null, setUpAt: at };
  await queries
    .insert(authenticators)
    .values({ accountId, ...row })
    .onConflictDoUpdate({ target: authenticators.accountId, set: row });
  await queries.delete(deviceVerifications).where(eq(deviceVerifications.accountId, accountId));
  const factor = { accountId, id: authenticatorFactorId, kind: 'authenticator-app' as const, name: '' };
  await queries
    .insert(factors)
    .values({ ...factor, createdAt: at })
    .onConflictDoNothing();
  return true;
}

/** `was-gone`: there was none, so that nothing has changed. `refused`: the account is disabled or there is none. */
export type ResetAuthenticatorAnswer = 'reset' | 'was-gone' | 'refused';

/**
 * M1, D3: takes the secret key away, and with it a set-up that is under way; the next sign-in goes by device
 * verification. Sessions stay: who resets decides about them.
 */
export async function resetAuthenticator(
  queries: Queries,
  accountId: string,
  at: Date,
  source: NewSignInEvent['source'] = {},
): Promise<ResetAuthenticatorAnswer> {
  if (!isPossibleId(accountId)) return 'refused';
  const [account] = await queries
    .select({ status: accounts.status })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for('update');
  if (!account || account.status === 'disabled') return 'refused';
  const gone = await queries.delete(authenticators).where(eq(authenticators.accountId, accountId));
  const unfinished = await queries
    .delete(deviceVerifications)
    .where(eq(deviceVerifications.accountId, accountId));
  const listed = await queries
    .delete(factors)
    .where(and(eq(factors.accountId, accountId), eq(factors.kind, 'authenticator-app')));
  if (!gone.rowCount && !unfinished.rowCount && !listed.rowCount) return 'was-gone';
  await insertEvents(queries, [{ at, accountId, kind: 'authenticator-reset', source }]);
  return 'reset';
}
