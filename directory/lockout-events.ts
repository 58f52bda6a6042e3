/**
 * One page of lockout events out of given gaps of numbers, in one statement and so in one snapshot: together with
 * the page it tells which numbers are there at all, for a number that is missing may still become visible.
 */
import { sql } from 'drizzle-orm';
import type { LockoutEvent } from '../domain/account';
import type { Queries } from './database';
import { sourceOf } from './sign-in-events';

/** Numbers from `low` to `high`, both included. */
export type IdRange = readonly [low: number, high: number];

export type LockoutQuery = {
  /** Numbers to look among: ascending, apart from one another. */
  readonly gaps: readonly IdRange[];
  /** Older events are left out. */
  readonly since: Date;
  /** At most so many events. */
  readonly limit: number;
};

export type LockoutReading = {
  /** Ascending by number. */
  readonly events: readonly LockoutEvent[];
  /** The numbers in the gaps that exist, of events of any kind, up to the page's end. */
  readonly present: readonly IdRange[];
  /** All lockout events in the gaps up to this number are in the page; undefined: there are no more in any gap. */
  readonly end: number | undefined;
  /** Every number up to this one belongs to an event that is too old to matter. */
  readonly outdated: number;
};

/** Hosts' clocks may differ by so much without an event being taken for outdated. */
const clockMarginMs = 5 * 60_000;

type Row = {
  outdated: string;
  present: IdRange[] | null;
  events: {
    id: number;
    at: number;
    account: string;
    address: string | null;
    application: string | null;
    device: string | null;
    place: string | null;
  }[];
};

export async function readLockouts(queries: Queries, query: LockoutQuery): Promise<LockoutReading> {
  const lows = `{${query.gaps.map(([low]) => low).join(',')}}`;
  const highs = `{${query.gaps.map(([, high]) => high).join(',')}}`;
  const since = query.since.toISOString();
  const longAgo = new Date(query.since.getTime() - clockMarginMs).toISOString();
  const answer = await queries.execute<Row>(sql`
    with outdated as materialized (
      select coalesce((select id from sign_in_events where at < ${longAgo} order by at desc limit 1), 0) as id
    ),
    gap as materialized (
      select greatest(low, outdated.id + 1) as low, high
      from outdated, unnest(${lows}::bigint[], ${highs}::bigint[]) as given(low, high)
    ),
    page as materialized (
      select found.* from gap cross join lateral (
        select id, at, account_id, address, application, device, place from sign_in_events
        where id between gap.low and gap.high and kind in ('locked', 'refused-locked')
          and account_id is not null and at >= ${since}
        order by id limit ${query.limit}
      ) as found
      order by found.id limit ${query.limit}
    ),
    page_end as (select case when count(*) = ${query.limit} then max(id) end as id from page),
    numbered as (
      select found.id, found.id - row_number() over (order by found.id) as run
      from page_end cross join gap cross join lateral (
        select id from sign_in_events
        where id between gap.low and least(gap.high, page_end.id)
      ) as found
    ),
    present as (select min(id) as low, max(id) as high from numbered group by run)
    select
      (select id from outdated) as outdated,
      (select json_agg(json_build_array(low, high) order by low) from present) as present,
      (select coalesce(json_agg(json_build_object(
        'id', id, 'at', (extract(epoch from at) * 1000)::bigint, 'account', account_id,
        'address', address, 'application', application, 'device', device, 'place', place
      ) order by id), '[]') from page) as events
  `);
  const row = answer.rows[0];
  const events = row?.events ?? [];
  return {
    events: events.map(({ id, at, account, address, application, device, place }) => ({
      id: String(id),
      accountId: account,
      at: new Date(at).toISOString(),
      source: sourceOf({ address, application, device, place }),
    })),
    present: row?.present ?? [],
    end: events.length === query.limit ? events.at(-1)?.id : undefined,
    outdated: Number(row?.outdated ?? 0),
  };
}
