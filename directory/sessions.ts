/** Sessions: what a sign-in leaves, and what ends them. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Queries } from './database';
import { accounts, sessions } from './schema';
import { isPossibleId } from './user-name';

/** Ends every session of the account; returns how many lived. */
export async function endSessions(queries: Queries, accountId: string, at: Date): Promise<number> {
  if (!isPossibleId(accountId)) return 0;
  const ended = await queries
    .update(sessions)
    .set({ endedAt: at })
    .where(and(eq(sessions.accountId, accountId), isNull(sessions.endedAt)));
  return ended.rowCount ?? 0;
}

/** Whose session it is, as long as it lives and the account is not disabled. */
export async function findSession(queries: Queries, idHash: string): Promise<string | undefined> {
  const [found] = await queries
    .select({ accountId: sessions.accountId })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(and(eq(sessions.idHash, idHash), isNull(sessions.endedAt), eq(accounts.status, 'active')));
  return found?.accountId;
}
