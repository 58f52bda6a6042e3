/**
 * Finding accounts by what somebody remembers of them: pages by name, each beginning behind the last row of the one
 * before. Every word that was typed must begin a word of the account (search-words.ts).
 */
import { and, asc, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { DirectoryAccount } from './account';
import { accountOf } from './account-table';
import type { Queries } from './database';
import { accounts } from './schema';
import { searchTermsOf } from './search-words';
import { isPossibleId } from './user-name';

/** The last row of a page. */
export type SearchPosition = { readonly sortKey: string; readonly id: string };

export type AccountSearch = {
  /** What was typed; without a word in it everybody is meant. */
  readonly text: string;
  readonly onlyLocked: boolean;
  /** Only accounts of these departments, ignoring case; absent: of all. */
  readonly departments?: readonly string[];
  readonly after?: SearchPosition;
  readonly limit: number;
};

export type AccountSearchPage = {
  readonly accounts: readonly DirectoryAccount[];
  /** Absent on the last page. */
  readonly next?: SearchPosition;
};

export async function searchAccounts(queries: Queries, search: AccountSearch): Promise<AccountSearchPage> {
  const { text, onlyLocked, departments, after, limit } = search;
  const terms = searchTermsOf(text);
  // Somebody who typed signs alone means something, but nobody has it in their name.
  if (terms.length === 0 && text.trim() !== '') return { accounts: [] };
  if (after && !isPossibleId(after.id)) return { accounts: [] };
  const of = and(
    terms.length > 0
      ? sql`array_to_tsvector(${accounts.searchWords}) @@ ${queryOf(terms)}::tsquery`
      : undefined,
    onlyLocked ? isNotNull(accounts.lockedAt) : undefined,
    departments && sql`lower(${accounts.department}) = any(${sql.param(departments.map(lower))}::text[])`,
  );
  const behind = after && sql`(${accounts.sortKey}, ${accounts.id}) > (${after.sortKey}, ${after.id})`;
  const few = terms.length > 0 ? await fewOf(queries, of, after, limit + 1) : undefined;
  const rows = await queries
    .select()
    .from(accounts)
    .where(few ? inArray(accounts.id, few) : and(of, behind))
    .orderBy(asc(accounts.sortKey), asc(accounts.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? { next: { sortKey: last.sortKey, id: last.id } } : {};
  return { accounts: shown.map(accountOf), ...next };
}

/**
 * The ids of the page, where not too many accounts have the words: gathered by the index of words first, then put in
 * order. Of a word that many have, the index by name soon meets enough: then undefined. The server can't tell the
 * two apart by itself, because it takes every beginning of a word for a frequent one.
 */
async function fewOf(
  queries: Queries,
  of: SQL | undefined,
  after: SearchPosition | undefined,
  count: number,
): Promise<string[] | undefined> {
  const found = await queries.execute<{ id: string; total: number }>(sql`
    with found as materialized (
      select ${accounts.id} as id, ${accounts.sortKey} as sort_key from ${accounts}
      where ${of} limit ${most + 1}
    ), total as (select count(*)::int as total from found)
    (select id, total from found, total
      where total <= ${most} ${after ? sql`and (sort_key, id) > (${after.sortKey}, ${after.id})` : sql``}
      order by sort_key, id limit ${count})
    union all (select '', total from total where total > ${most})`);
  const [first] = found.rows;
  if (first && first.total > most) return undefined;
  return found.rows.map(({ id }) => id);
}

/** Gathering and ordering so many takes about as long as people notice. */
const most = 5_000;

/** Terms are letters and digits only, so that quotes keep them from being read as operators. */
function queryOf(terms: readonly string[]): string {
  return terms.map((term) => `'${term}':*`).join(' & ');
}

const lower = (text: string): string => text.trim().toLowerCase();
