/** Locking many and unlocking one: what changes a lock beside a sign-in. */
import { asc, eq, inArray } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import { plainText } from '../domain/plain-text';
import type { UnlockAnswer } from '../domain/ports/identity-provider';
import type { Queries } from './database';
import { countFailure, type LockState, unlocked } from './lock-rule';
import { accounts } from './schema';
import type { NewSignInEvent } from './sign-in-events';
import { insertEvents } from './sign-in-events';
import { isPossibleId } from './user-name';

/**
 * Takes the lock away under the row's lock; the password stays. `refused`: the account is disabled or there is
 * none of that id. Doing it again answers `was-not-locked` and leaves *unlocked by* as it was.
 */
export async function unlockAccount(
  queries: Queries,
  id: string,
  by: string,
  at: Date,
): Promise<UnlockAnswer> {
  if (!isPossibleId(id)) return 'refused';
  const [row] = await queries.select().from(accounts).where(eq(accounts.id, id)).for('update');
  if (!row || row.status === 'disabled') return 'refused';
  if (row.lockedAt === null) return 'was-not-locked';
  await queries
    .update(accounts)
    .set({ ...unlocked, unlockedBy: plainText(by), updatedAt: at })
    .where(eq(accounts.id, id));
  return 'unlocked';
}

/**
 * Failed sign-ins for each account until the rule locks it, with the events that real ones leave, but without
 * computing a password. Returns how many accounts were locked by it; disabled and locked ones are left alone.
 */
export async function failUntilLocked(
  queries: Queries,
  ids: readonly string[],
  source: SignInSource,
  at: Date,
  limit: number,
): Promise<number> {
  const rows = await queries
    .select()
    .from(accounts)
    .where(inArray(accounts.id, ids.filter(isPossibleId)))
    .orderBy(asc(accounts.id))
    .for('update');
  const events: NewSignInEvent[] = [];
  const lockedBySize = new Map<number, string[]>();
  for (const row of rows) {
    if (row.status === 'disabled' || row.lockedAt !== null) continue;
    let state: LockState = row;
    while (state.lockedAt === null) {
      const judged = countFailure(state, at, limit);
      events.push({ at, accountId: row.id, kind: judged.kind, source });
      state = judged.state;
    }
    const sameSize = lockedBySize.get(state.failedAttempts) ?? [];
    lockedBySize.set(state.failedAttempts, [...sameSize, row.id]);
  }
  for (const [failedAttempts, locked] of lockedBySize)
    await queries
      .update(accounts)
      .set({ failedAttempts, lockedAt: at, lockReason: 'Failures' })
      .where(inArray(accounts.id, locked));
  await insertEvents(queries, events);
  return [...lockedBySize.values()].reduce((sum, locked) => sum + locked.length, 0);
}
