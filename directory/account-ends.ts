/**
 * What ends in a span of time: passwords by when they were set, contracts by when they end. Read in pages along an
 * index, each beginning behind the last row of the one before, so that the last page costs what the first one does.
 */
import { and, asc, between, eq, type SQL, sql } from 'drizzle-orm';
import type { DirectoryAccount } from './account';
import { accountOf } from './account-table';
import type { Queries } from './database';
import { accounts } from './schema';
import { isPossibleId } from './user-name';

/** The last row of a page. */
export type EndPosition = { readonly at: Date; readonly id: string };

export type EndsQuery = {
  /** Both instants are included. */
  readonly from: Date;
  readonly until: Date;
  readonly after?: EndPosition;
  /** At most so many accounts. */
  readonly limit: number;
};

export type EndsPage = {
  /** By instant, then by id. */
  readonly accounts: readonly DirectoryAccount[];
  /** Absent on the last page. */
  readonly next?: EndPosition;
};

/** Accounts whose passwords were set within the span and may run out at all. */
export function accountsByPasswordChange(queries: Queries, query: EndsQuery): Promise<EndsPage> {
  return page(queries, 'passwordChangedAt', eq(accounts.passwordNeverExpires, false), query);
}

export function accountsByContractEnd(queries: Queries, query: EndsQuery): Promise<EndsPage> {
  return page(queries, 'contractEndsAt', undefined, query);
}

type EndColumn = 'passwordChangedAt' | 'contractEndsAt';

async function page(
  queries: Queries,
  name: EndColumn,
  condition: SQL | undefined,
  { from, until, after, limit }: EndsQuery,
): Promise<EndsPage> {
  if (after && !isPossibleId(after.id)) return { accounts: [] };
  const column = accounts[name];
  const behind = after && sql`(${column}, ${accounts.id}) > (${sql.param(after.at, column)}, ${after.id})`;
  // The index is entered at the lower bound, not at the comparison of pairs: it has to move along with the pages.
  const start = after && after.at > from ? after.at : from;
  // Without statistics, as in a database that was filled just now, the planner would sort all that is left instead.
  await queries.execute(sql`set local enable_sort = off`);
  const rows = await queries
    .select()
    .from(accounts)
    .where(and(between(column, start, until), condition, behind))
    .orderBy(asc(column), asc(accounts.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const at = last?.[name];
  const next = rows.length > limit && last && at ? { next: { at, id: last.id } } : {};
  return { accounts: shown.map(accountOf), ...next };
}
