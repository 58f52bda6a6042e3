/** The accounts' table: adding many, finding one. Everything is read by key. */
import { eq, getTableColumns, type InferSelectModel, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { CodedError } from '../domain/errors';
import { plainText } from '../domain/plain-text';
import type { AccountQuery } from '../domain/ports/identity-provider';
import type { DirectoryAccount, NewAccount } from './account';
import type { Queries } from './database';
import type { NewFactorRow } from './factors';
import { unlocked } from './lock-rule';
import type { NewPhoneRow } from './phones';
import { accounts, factors, phones } from './schema';
import { searchWordsOf, sortKeyOf } from './search-words';
import { isPossibleId, userNameKey } from './user-name';

export type AccountRow = InferSelectModel<typeof accounts>;
export type NewAccountRow = typeof accounts.$inferInsert;

/** What is added with an account. */
export type Belongings = {
  readonly factors: readonly NewFactorRow[];
  readonly phones: readonly NewPhoneRow[];
};

/**
 * Inserts the rows whose id, object id and user name are all free, each with its belongings; returns how many accounts
 * those were. Throws `conflict` for a phone number that is somebody else's already.
 */
export async function createAccounts(
  queries: Queries,
  rows: readonly NewAccountRow[],
  belongingsOf: ReadonlyMap<string, Belongings>,
): Promise<number> {
  const created = await insertFree(queries, accounts, rows, sql`returning ${accounts.id} as id`);
  const added = created.flatMap(({ id }) => belongingsOf.get(String(id)) ?? []);
  await insertFree(
    queries,
    factors,
    added.flatMap((belongings) => belongings.factors),
    sql``,
  );
  const numbers = added.flatMap((belongings) => belongings.phones);
  const taken = await insertFree(queries, phones, numbers, sql`returning 1`);
  if (taken.length < numbers.length)
    throw new CodedError('conflict', 'A phone number is somebody else’s.', { retryable: false });
  return created.length;
}

/**
 * The rows travel as one JSON parameter: with one per value, most of a large organisation's time goes into
 * parameters.
 */
async function insertFree<Table extends PgTable>(
  queries: Queries,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  returning: SQL,
): Promise<readonly Record<string, unknown>[]> {
  if (rows.length === 0) return [];
  const columns = Object.entries(getTableColumns(table));
  const records = rows.map((row: Record<string, unknown>) =>
    Object.fromEntries(columns.map(([name, column]) => [column.name, row[name] ?? null])),
  );
  const inserted = await queries.execute(sql`
    insert into ${table}
    select * from json_populate_recordset(null::${table}, ${JSON.stringify(records)}::json)
    on conflict do nothing ${returning}`);
  return inserted.rows;
}

export async function countAccounts(queries: Queries): Promise<number> {
  return queries.$count(accounts);
}

export async function getAccount(queries: Queries, id: string): Promise<DirectoryAccount | undefined> {
  if (!isPossibleId(id)) return undefined;
  const [row] = await queries.select().from(accounts).where(eq(accounts.id, id)).limit(1);
  return row && accountOf(row);
}

/** At most two, as the port wants it; both keys are unique here, so one or none. */
export async function findAccounts(
  queries: Queries,
  query: AccountQuery,
): Promise<readonly DirectoryAccount[]> {
  const condition =
    'objectId' in query
      ? isPossibleId(query.objectId) && eq(accounts.objectId, query.objectId.toLowerCase())
      : hasUserName(query.userName);
  if (!condition) return [];
  const rows = await queries.select().from(accounts).where(condition).limit(2);
  return rows.map(accountOf);
}

/** At most two. */
export async function findAccountsByEmail(
  queries: Queries,
  email: string,
): Promise<readonly DirectoryAccount[]> {
  return (await findRowsByEmail(queries, email)).map(accountOf);
}

/** At most two. */
export async function findRowsByEmail(queries: Queries, email: string): Promise<readonly AccountRow[]> {
  const wanted = plainText(email, 320)?.toLowerCase();
  if (wanted === undefined) return [];
  return queries
    .select()
    .from(accounts)
    .where(eq(sql`lower(${accounts.email})`, wanted))
    .limit(2);
}

function hasUserName(userName: string) {
  const key = userNameKey(userName);
  return key !== undefined && eq(accounts.userNameKey, key);
}

/** Where a name that can be nobody's is looked for all the same: no key is empty. */
export function keyToLookFor(userName: string): string {
  return userNameKey(userName) ?? '';
}

/** Throws a TypeError for an account that could never be found again. */
export function newAccountRow(account: NewAccount, at: Date): NewAccountRow {
  const key = userNameKey(account.userName);
  if (key === undefined)
    throw new TypeError('A user name has 1 to 320 characters, none a control character.');
  if (!isPossibleId(account.id)) throw new TypeError('An account id has 1 to 200 plain characters.');
  const { id, status, passwordHash, managerId, contractEndsAt, secretKey } = account;
  return {
    id,
    status,
    passwordHash,
    managerId,
    contractEndsAt,
    objectId: plainText(account.objectId)?.toLowerCase(),
    userName: account.userName.trim(),
    userNameKey: key,
    ...named(account),
    department: plainText(account.department),
    title: plainText(account.title),
    groups: account.groups.flatMap((group) => plainText(group) ?? []),
    userType: plainText(account.userType),
    roles: account.roles.flatMap((role) => plainText(role) ?? []),
    secretKeyRequired: secretKey ?? false,
    ...unlocked,
    passwordChangedAt: account.passwordChangedAt ?? at,
    passwordNeverExpires: account.passwordNeverExpires ?? false,
    passwordMustChange: account.passwordMustChange ?? false,
    carrierId: account.carrierId,
    mobileResetAllowed: account.mobileResetAllowed ?? false,
    createdAt: at,
    updatedAt: at,
  };
}

/** The names that people know an account by, and what it is found by with them. */
function named({ userName, displayName, email }: NewAccount) {
  const names = {
    displayName: plainText(displayName) ?? userName,
    email: plainText(email, 320),
  };
  const searchWords = searchWordsOf({ userName, ...names });
  return { ...names, searchWords, sortKey: sortKeyOf(names.displayName) };
}

export function accountOf(row: AccountRow): DirectoryAccount {
  const { id, userName, displayName, status, failedAttempts, passwordChangedAt } = row;
  // The schema forbids what is missing here; a table that somebody has altered may hold it all the same.
  const groups: readonly string[] | null = row.groups;
  const roles: readonly string[] | null = groups && row.roles;
  return {
    id,
    userName,
    displayName,
    status,
    groups: groups ?? [],
    roles: roles ?? undefined,
    failedAttempts,
    passwordChangedAt,
    passwordNeverExpires: row.passwordNeverExpires,
    secretKeyRequired: row.secretKeyRequired,
    passwordMustChange: row.passwordMustChange,
    objectId: row.objectId ?? undefined,
    email: row.email ?? undefined,
    department: row.department ?? undefined,
    title: row.title ?? undefined,
    userType: row.userType ?? undefined,
    lockedAt: row.lockedAt ?? undefined,
    lockReason: row.lockReason ?? undefined,
    unlockedBy: row.unlockedBy ?? undefined,
    managerId: row.managerId ?? undefined,
    contractEndsAt: row.contractEndsAt ?? undefined,
  };
}
