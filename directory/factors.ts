/**
 * The factors of an account, as records: listing and removing them. The authenticator app of an account with a secret
 * key *is* that key: removing it takes the key away (authenticators.ts).
 */
import { and, asc, eq } from 'drizzle-orm';
import { plainText } from '../domain/plain-text';
import type { Factor, RemoveFactorAnswer } from '../domain/ports/identity-provider';
import { resetAuthenticator } from './authenticators';
import type { Queries } from './database';
import { accounts, factors } from './schema';
import { isPossibleId } from './user-name';

export type NewFactorRow = typeof factors.$inferInsert;

/** Throws a TypeError for a factor that could never be named again. */
export function newFactorRow(accountId: string, { id, kind, name }: Factor, at: Date): NewFactorRow {
  if (!isPossibleId(id)) throw new TypeError('A factor id has 1 to 200 plain characters.');
  return { accountId, id, kind, name: plainText(name) ?? kind, createdAt: at };
}

/** As they are now, oldest first; none of an account that there is not. */
export async function listFactors(queries: Queries, accountId: string): Promise<readonly Factor[]> {
  if (!isPossibleId(accountId)) return [];
  return queries
    .select({ id: factors.id, kind: factors.kind, name: factors.name })
    .from(factors)
    .where(eq(factors.accountId, accountId))
    .orderBy(asc(factors.createdAt), asc(factors.id));
}

/** Under the account's lock; `refused` where the account is disabled or there is none. */
export async function removeFactor(
  queries: Queries,
  accountId: string,
  factorId: string,
  at: Date,
): Promise<RemoveFactorAnswer> {
  if (!isPossibleId(accountId)) return 'refused';
  const [account] = await queries
    .select({ status: accounts.status, secretKeyRequired: accounts.secretKeyRequired })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for('update');
  if (!account || account.status === 'disabled') return 'refused';
  if (!isPossibleId(factorId)) return 'was-gone';
  const isFactor = and(eq(factors.accountId, accountId), eq(factors.id, factorId));
  const [factor] = await queries.select({ kind: factors.kind }).from(factors).where(isFactor);
  const removed = await queries.delete(factors).where(isFactor);
  if (!removed.rowCount) return 'was-gone';
  if (account.secretKeyRequired && factor?.kind === 'authenticator-app')
    await resetAuthenticator(queries, accountId, at);
  return 'removed';
}
