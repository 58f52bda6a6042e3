/**
 * One-time links to set a new password: opaque, fifteen minutes, one live at a time. Used, expired, unknown and
 * disabled are one answer.
 */
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { Clock } from '../domain/ports/clock';
import { Secret } from '../domain/secret';
import type { Database, Queries } from './database';
import type { Tokens } from './opaque-token';
import { hashPassword } from './password-hash';
import { faultOf, linkLifeMinutes } from './password-rule';
import { accounts, passwordLinks } from './schema';
import { type SetPasswordAnswer, setPassword } from './set-password';
import { isPossibleId } from './user-name';

const linkLifeMs = linkLifeMinutes * 60_000;

export type PasswordLinkDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly tokens: Tokens;
};

/** For whom a link is that may be used now. */
export type OpenLink = { readonly accountId: string; readonly userName: string };

/** Puts the link in the place of the account's former one; false if the account is disabled or there is none. */
export async function insertLink(
  queries: Queries,
  accountId: string,
  tokenHash: string,
  at: Date,
): Promise<boolean> {
  if (!isPossibleId(accountId)) return false;
  const [account] = await queries
    .select({ status: accounts.status })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for('update');
  if (account?.status !== 'active') return false;
  const link = { tokenHash, createdAt: at, expiresAt: new Date(at.getTime() + linkLifeMs), usedAt: null };
  await queries
    .insert(passwordLinks)
    .values({ accountId, ...link })
    .onConflictDoUpdate({ target: passwordLinks.accountId, set: link });
  return true;
}

/** Reads only: whoever fetches the page, however often, uses nothing up. */
export async function findLink(queries: Queries, tokenHash: string, at: Date): Promise<OpenLink | undefined> {
  const [found] = await queries
    .select({ accountId: accounts.id, userName: accounts.userName })
    .from(passwordLinks)
    .innerJoin(accounts, eq(accounts.id, passwordLinks.accountId))
    .where(and(isOpen(tokenHash, at), eq(accounts.status, 'active')));
  return found;
}

function isOpen(tokenHash: string, at: Date) {
  return and(
    eq(passwordLinks.tokenHash, tokenHash),
    isNull(passwordLinks.usedAt),
    gt(passwordLinks.expiresAt, at),
  );
}

/**
 * Sets the password, if the link is still open when the account's row is locked: of two who use it at once one
 * does. `timeoutMs` limits each of the two transactions; the hash between them holds no connection.
 */
export async function useLink(
  deps: PasswordLinkDeps,
  token: Secret<string> | string,
  newPassword: Secret<string> | string,
  source: SignInSource,
  timeoutMs: number,
): Promise<SetPasswordAnswer> {
  const { database, clock, tokens } = deps;
  const tokenHash = tokens.hashOf('password-link', token);
  if (tokenHash === undefined) return { kind: 'refused' };
  const link = await database.transaction(timeoutMs, (queries) => findLink(queries, tokenHash, clock.now()));
  if (!link) return { kind: 'refused' };
  const fault = faultOf(newPassword instanceof Secret ? newPassword.reveal() : newPassword, link.userName);
  if (fault) return { kind: 'unfit', fault };
  const passwordHash = await hashPassword(newPassword);
  return database.transaction(timeoutMs, async (queries) => {
    const { accountId } = link;
    const [row] = await queries.select().from(accounts).where(eq(accounts.id, accountId)).for('update');
    const at = clock.now();
    if (!row || !(await findLink(queries, tokenHash, at))) return { kind: 'refused' };
    await setPassword(queries, { accountId, passwordHash, at, source });
    return { kind: 'changed', accountId, stillLocked: row.lockedAt !== null };
  });
}
