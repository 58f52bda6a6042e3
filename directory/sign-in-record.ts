/**
 * What a judged attempt leaves: the account's count and lock, its event, and the session it opened, in one statement.
 * One, because sign-ins come by the hundred in the morning, and each way to the database takes time from Argon2.
 */
import { eq } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { SignInEventKind } from './account';
import type { Queries } from './database';
import type { LockState } from './lock-rule';
import { accounts, sessions, signInEvents } from './schema';
import { columnsOf } from './sign-in-events';

export type JudgedAttempt = {
  /** Empty where nobody has the name: then there is nothing to count, at the same price. */
  readonly accountId: string | undefined;
  readonly at: Date;
  readonly kind: SignInEventKind;
  readonly state: LockState;
  readonly source: SignInSource;
};

/** Call it with the account's row locked. `sessionHash`: what opens is kept by its hash. */
export async function recordAttempt(
  queries: Queries,
  { accountId, at, kind, state, source }: JudgedAttempt,
  sessionHash?: string,
): Promise<void> {
  const judged = queries.$with('judged').as(
    queries
      .update(accounts)
      .set({ ...state })
      .where(eq(accounts.id, accountId ?? ''))
      .returning({ id: accounts.id }),
  );
  // Empty, not absent: the statement for a name that nobody has is the same.
  const event = { accountId: accountId ?? null, at, kind, ...columnsOf(source) };
  if (sessionHash === undefined || accountId === undefined) {
    await queries.with(judged).insert(signInEvents).values(event);
    return;
  }
  const opened = queries
    .$with('opened')
    .as(
      queries
        .insert(sessions)
        .values({ idHash: sessionHash, accountId, createdAt: at })
        .returning({ idHash: sessions.idHash }),
    );
  await queries.with(judged, opened).insert(signInEvents).values(event);
}
