/**
 * The `lockouts` capability: the System Log in its polling form (since, ascending, no `until`), the only one in which
 * late events aren't missed. Its pages never end: there is always a next link, also after an empty page.
 */
import { z } from 'zod';
import { eachOf } from '../../../domain/abreast';
import type { LockoutEvent } from '../../../domain/account';
import type { Clock } from '../../../domain/ports/clock';
import type { LockoutsCapability } from '../../../domain/ports/identity-provider';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';
import {
  advanced,
  formatPosition,
  type LockoutPosition,
  parsePosition,
  restartAt,
  wasHandedOut,
} from './lockout-position';
import {
  type LogEvent,
  lockoutFilter,
  readLogEvent,
  sourceOf,
  subjectOf,
  tellsOfLockout,
} from './log-events';
import { type Page, readPage } from './pages';
import { userByLogin } from './users';

const path = '/api/v1/logs';
/** A page's accounts are read before the next page: more of them than a minute's rate limit would never be done. */
const pageSize = 100;
/** Less than that is no time for another page. */
const shortestMs = 1_000;
const abreast = 8;

export type LockoutsDeps = {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Policy `providers.okta.lockoutEvents`. */
  readonly further: readonly string[];
};

export function createLockouts({ http, clock, further }: LockoutsDeps): LockoutsCapability {
  const filter = lockoutFilter(further);

  async function pageAt(position: LockoutPosition, since: Date, deadline: Deadline): Promise<Page<unknown>> {
    const { link } = position;
    if (link !== undefined && leadsToLog(link)) {
      try {
        return await readPage(http, { path, link, deadline }, z.unknown());
      } catch (error) {
        // Okta doesn't know the link any more, or it leads elsewhere: read again what may have been missed.
        if (!hasFault(error, 'invalid', 'not-found', 'foreign-address')) throw error;
      }
    }
    const from = restartAt(position, since).toISOString();
    const query = { since: from, filter, limit: pageSize, sortOrder: 'ASCENDING' };
    return readPage(http, { path, query, deadline }, z.unknown());
  }

  /** Events that say no id say a login; each is asked for once. */
  async function idsOf(logins: readonly string[], deadline: Deadline): Promise<ReadonlyMap<string, string>> {
    const users = await eachOf([...new Set(logins)], abreast, async (login) => {
      const user = await userByLogin(http, login, deadline);
      return user ? [[login, user.id] as const] : [];
    });
    return new Map(users.flat());
  }

  /** The lockouts among events, each once. */
  async function lockoutsIn(
    items: readonly unknown[],
    since: Date,
    deadline: Deadline,
    wasHandedOutBefore: (uuid: string) => boolean = () => false,
  ) {
    const read = items.map(readLogEvent);
    const events = read.filter((event) => event !== undefined);
    const wanted = events.filter(
      (event, index) =>
        tellsOfLockout(event, further) &&
        Date.parse(event.published) >= since.getTime() &&
        !wasHandedOutBefore(event.uuid) &&
        events.findIndex(({ uuid }) => uuid === event.uuid) === index,
    );
    const lockouts = await lockoutsOf(wanted, deadline);
    const unreadable = read.length - events.length + wanted.length - lockouts.length;
    return { lockouts, unreadable, uuids: wanted.map(({ uuid }) => uuid) };
  }

  async function lockoutsOf(events: readonly LogEvent[], deadline: Deadline) {
    const subjects = events.map(subjectOf);
    const ids = await idsOf(
      subjects.flatMap((subject) => (subject && 'login' in subject ? [subject.login] : [])),
      deadline,
    );
    return events.flatMap((event, index): LockoutEvent[] => {
      const subject = subjects[index];
      const accountId = subject && ('id' in subject ? subject.id : ids.get(subject.login));
      if (accountId === undefined) return [];
      const at = new Date(event.published).toISOString();
      return [{ id: event.uuid, accountId, at, source: sourceOf(event) }];
    });
  }

  return {
    async read(text, since, options) {
      const deadline = startDeadline(options);
      let position = parsePosition(text, filter);
      for (;;) {
        const readAt = clock.now();
        const page = await pageAt(position, since, deadline);
        const before = position;
        const { lockouts, unreadable, uuids } = await lockoutsIn(page.items, since, deadline, (uuid) =>
          wasHandedOut(before, uuid),
        );
        position = advanced(position, { ...page, uuids }, readAt);
        // Pages of what is too old are passed over, as long as there is time.
        const isDone = lockouts.length + unreadable > 0 || page.items.length === 0;
        if (isDone || page.next === undefined || deadline.remainingMs() < shortestMs)
          return { events: lockouts, unreadable, next: formatPosition(position, filter) };
      }
    },
    async received(items, since, options) {
      const { lockouts, unreadable } = await lockoutsIn(items, since, startDeadline(options));
      return { events: lockouts, unreadable };
    },
  };
}

/** A position is storage's, not Okta's word: it leads to the log and nowhere else. */
function leadsToLog(link: string): boolean {
  return URL.canParse(link) && new URL(link).pathname === path;
}
