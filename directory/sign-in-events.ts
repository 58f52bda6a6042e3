/** The record of sign-ins: what the lockout monitor reads, and what an administrator can be shown. */
import { and, asc, eq, gt, type SQL } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { SignInEvent, SignInEventKind } from './account';
import type { Queries } from './database';
import { signInEvents } from './schema';
import { isPossibleId, plainText } from './user-name';

export type NewSignInEvent = {
  readonly at: Date;
  readonly accountId: string | undefined;
  readonly kind: SignInEventKind;
  readonly source: SignInSource;
};

export async function insertEvents(queries: Queries, events: readonly NewSignInEvent[]): Promise<void> {
  if (events.length === 0) return;
  await queries.insert(signInEvents).values(
    events.map(({ at, accountId, kind, source }) => ({
      at,
      accountId: accountId ?? null,
      kind,
      address: plainText(source.address),
      application: plainText(source.application),
      device: plainText(source.device),
      place: plainText(source.place),
    })),
  );
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
