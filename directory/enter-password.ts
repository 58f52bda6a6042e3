/** R5: a password that an administrator has agreed with its user; it must be changed at the next sign-in. */
import { eq } from 'drizzle-orm';
import type { Clock } from '../domain/ports/clock';
import type { Secret } from '../domain/secret';
import type { Database } from './database';
import { hashPassword } from './password-hash';
import { faultOf } from './password-rule';
import { accounts } from './schema';
import { setPassword } from './set-password';
import { isPossibleId } from './user-name';

/**
 * `refused`: the account is disabled or gone, or the password is one that nobody may set. Never unlocks: a lock is what
 * a guesser has met, and taking it away is an act of its own, with a right of its own (D4).
 */
export async function enterPassword(
  deps: { readonly database: Database; readonly clock: Clock },
  accountId: string,
  password: Secret<string>,
  timeoutMs: number,
): Promise<'entered' | 'refused'> {
  if (!isPossibleId(accountId)) return 'refused';
  const passwordHash = await hashPassword(password);
  return deps.database.transaction(timeoutMs, async (queries) => {
    const [row] = await queries.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
    if (row?.status !== 'active' || faultOf(password.reveal(), row.userName)) return 'refused';
    const at = deps.clock.now();
    await setPassword(queries, { accountId, passwordHash, at, source: {}, mustChange: true });
    return 'entered';
  });
}
