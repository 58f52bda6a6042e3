/** A day's run as arithmetic: which span of ends it looks at, when it is over, and what it has counted. */
import type { Span } from '../ports/account-ends';
import { addDays, type Day, instantOf } from './calendar';
import { contractorDaysBefore } from './contractors';
import type { RunCounts } from './messages';
import type { PasswordRule } from './password-expiry';
import type { SendingTime } from './schedule';

/** Over a weekend the notice of an end waits for Monday, three days at most; one more for what the zone shifts. */
const noticeDays = 4;

/** Every instant of an expiry that a password run of that day may have to tell of. */
export function passwordSpan(day: Day, { firstDaysBefore, timeZone }: PasswordRule): Span {
  // The moved last reminder comes up to three days before the end, even where the first day is nearer.
  const ahead = Math.max(firstDaysBefore, 3) + 1;
  return between(addDays(day, -noticeDays), addDays(day, ahead), timeZone);
}

/** Every contract's end that a run of that day may have to tell of. */
export function contractorSpan(day: Day, { timeZone }: Pick<SendingTime, 'timeZone'>): Span {
  return between(day, addDays(day, Math.max(...contractorDaysBefore) + 1), timeZone);
}

function between(from: Day, until: Day, timeZone: string): Span {
  return { from: instantOf(from, '00:00', timeZone), until: instantOf(until, '00:00', timeZone) };
}

const graceMs = 2 * 3_600_000;

/**
 * Whether a run of that day sends nothing more: the day is over in its zone (E8). One that began late in the evening
 * has two hours.
 */
export function isOver(day: Day, { sendAt, timeZone }: SendingTime, now: Date): boolean {
  const midnight = instantOf(addDays(day, 1), '00:00', timeZone).getTime();
  return now.getTime() >= Math.max(midnight, instantOf(day, sendAt, timeZone).getTime() + graceMs);
}

export const noCounts: RunCounts = {
  due: 0,
  sent: 0,
  mailed: 0,
  resolved: {},
  excluded: {},
  undelivered: {},
};

/** What became of one account, or of one message to a manager. */
export type Counted =
  | { readonly as: 'due' | 'sent' | 'mailed' }
  | { readonly as: 'resolved' | 'excluded' | 'undelivered'; readonly reason: string };

export function withCounted(counts: RunCounts, counted: Iterable<Counted>): RunCounts {
  let sum = counts;
  for (const one of counted) {
    sum =
      'reason' in one
        ? { ...sum, [one.as]: { ...sum[one.as], [one.reason]: (sum[one.as][one.reason] ?? 0) + 1 } }
        : { ...sum, [one.as]: sum[one.as] + 1 };
  }
  return sum;
}

/** In code, for the audit trail: `due 12, sent 9, mailed 0; resolved: later 2; excluded: disabled 1`. */
export function describeCounts({ due, sent, mailed, ...byReason }: RunCounts): string {
  const reasons = Object.entries(byReason).flatMap(([as, reasonsOf]) => {
    const each = Object.entries(reasonsOf).map(([reason, count]) => `${reason} ${count}`);
    return each.length > 0 ? [`${as}: ${each.join(', ')}`] : [];
  });
  return [`due ${due}, sent ${sent}, mailed ${mailed}`, ...reasons].join('; ');
}
