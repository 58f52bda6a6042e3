/** The record of sign-ins: what the lockout monitor reads, and what an administrator can be shown. */
import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import { plainText } from '../domain/plain-text';
import type { SignInEvent, SignInEventKind } from './account';
import type { Queries } from './database';
import { signInEvents } from './schema';
import { isPossibleId } from './user-name';

export type NewSignInEvent = {
  readonly at: Date;
  readonly accountId: string | undefined;
  readonly kind: SignInEventKind;
  readonly source: SignInSource;
};

/** One parameter per column, not per value: a lockout of thousands is still one short statement. */
export async function insertEvents(queries: Queries, events: readonly NewSignInEvent[]): Promise<void> {
  if (events.length === 0) return;
  const column = (value: (event: NewSignInEvent) => string | undefined) =>
    sql.param(events.map((event) => value(event) ?? null));
  const word = (name: keyof SignInSource) => column(({ source }) => plainText(source[name]));
  await queries.execute(sql`
    insert into ${signInEvents} (at, account_id, kind, address, application, device, place)
    select * from unnest(
      ${column(({ at }) => at.toISOString())}::timestamptz[],
      ${column(({ accountId }) => accountId)}::text[],
      ${column(({ kind }) => kind)}::text[],
      ${word('address')}::text[], ${word('application')}::text[], ${word('device')}::text[], ${word('place')}::text[]
    )`);
}

export type SignInEventQuery = {
  readonly accountId?: string;
  /** Only events with a greater id. */
  readonly after?: number;
  /** At most so many, oldest first; 100 unless told. */
  readonly limit?: number;
};

export async function listEvents(queries: Queries, query: SignInEventQuery): Promise<readonly SignInEvent[]> {
  const conditions: SQL[] = [];
  if (query.accountId !== undefined) {
    if (!isPossibleId(query.accountId)) return [];
    conditions.push(eq(signInEvents.accountId, query.accountId));
  }
  if (query.after !== undefined) conditions.push(gt(signInEvents.id, query.after));
  const rows = await queries
    .select()
    .from(signInEvents)
    .where(and(...conditions))
    .orderBy(asc(signInEvents.id))
    .limit(query.limit ?? 100);
  return rows.map(({ id, at, accountId, kind, address, application, device, place }) => ({
    id,
    at,
    accountId: accountId ?? undefined,
    kind,
    source: sourceOf({ address, application, device, place }),
  }));
}

/** A source with the empty columns left out. */
export function sourceOf(columns: { readonly [Name in keyof SignInSource]-?: string | null }): SignInSource {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
}

/** A source as the columns hold it: cleaned and cut, and empty where nothing is known. */
export function columnsOf(source: SignInSource): Record<keyof SignInSource, string | null> {
  const { address, application, device, place } = source;
  return {
    address: plainText(address) ?? null,
    application: plainText(application) ?? null,
    device: plainText(device) ?? null,
    place: plainText(place) ?? null,
  };
}
