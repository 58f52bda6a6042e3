/**
 * Whom a day's run tells of a password that runs out, or has run out, and why it passes over everybody else
 * (E2–E6, E8). One decision per account, from what the provider tells and what the cycle's row remembers.
 */
import { type Day, dayOf, daysBetween, instantOf, isWeekend } from './calendar';
import {
  intervalsFrom,
  lastReminderDay,
  noticeDayAfter,
  type Reminder,
  type ReminderRule,
  reminderOn,
  type SendingTime,
} from './schedule';

/** What a provider tells of an account whose password may run out. */
export type ExpiringAccount = {
  readonly isDisabled: boolean;
  /** False for service accounts, rooms and the like. */
  readonly isPerson: boolean;
  /** False: the policy's `selfService` leaves it out (U12). */
  readonly isEligible?: boolean;
  /** Absent: it never runs out. */
  readonly expiresAt?: Date;
  /** Absent where the provider doesn't tell. */
  readonly changedAt?: Date;
};

/** What is remembered of one account and one expiry. A new expiry is a new cycle, and begins with nothing. */
export type Cycle = {
  readonly sent: readonly SentReminder[];
  /** E3: what the person chose for this expiry. */
  readonly choice?: 'already-updated' | 'later';
  /** The link in a reminder was opened by the person. */
  readonly clickedAt?: Date;
};

/** `interval` 0 is the notice that it has run out. */
export type SentReminder = { readonly interval: number; readonly at: Date };

export const newCycle: Cycle = { sent: [] };

/** Why nobody is told though something ends: for the operator's summary and the preview. */
export type Exclusion =
  | 'disabled'
  | 'not-a-person'
  | 'not-eligible'
  | 'never-expires'
  /** E3: "Do not remind me again". */
  | 'opted-out'
  | 'weekend'
  | 'already-updated'
  | 'later'
  | 'clicked'
  | 'changed'
  | 'already-sent';

export type PasswordDecision =
  | { readonly kind: 'remind'; readonly reminder: Reminder; readonly sendAt: Date }
  | { readonly kind: 'expired'; readonly sendAt: Date }
  | { readonly kind: 'excluded'; readonly reason: Exclusion }
  /** It isn't its day. */
  | { readonly kind: 'not-due' };

export type PasswordRule = ReminderRule & SendingTime;

/** @param optedOut the person said "do not remind me again" and has not taken it back. */
export function decidePassword(
  day: Day,
  account: ExpiringAccount,
  rule: PasswordRule,
  cycle: Cycle = newCycle,
  optedOut = false,
): PasswordDecision {
  const excluded = (reason: Exclusion): PasswordDecision => ({ kind: 'excluded', reason });
  const { expiresAt } = account;
  if (!expiresAt) return excluded('never-expires');
  const due = dueOn(day, expiresAt, rule);
  if (due === undefined) return { kind: 'not-due' };
  if (!account.isPerson) return excluded('not-a-person');
  if (account.isDisabled) return excluded('disabled');
  if (account.isEligible === false) return excluded('not-eligible');
  if (due === 'weekend') return excluded('weekend');
  const sendAt = instantOf(day, rule.sendAt, rule.timeZone);
  if (due === 'expired') {
    const isTold = cycle.sent.some(({ interval }) => interval === 0);
    return isTold ? excluded('already-sent') : { kind: 'expired', sendAt };
  }
  const reason = optedOut ? 'opted-out' : whyResolved(account, cycle, due);
  return reason ? excluded(reason) : { kind: 'remind', reminder: due, sendAt };
}

function dueOn(day: Day, expiresAt: Date, rule: PasswordRule): Reminder | 'expired' | 'weekend' | undefined {
  if (noticeDayAfter(expiresAt, rule, rule) === day) return 'expired';
  const endDay = dayOf(expiresAt, rule.timeZone);
  const reminder = reminderOn(day, endDay, rule);
  if (reminder) return reminder;
  const isSkipped =
    !rule.weekends &&
    isWeekend(day) &&
    day !== lastReminderDay(endDay, rule) &&
    intervalsFrom(rule.firstDaysBefore).includes(daysBetween(day, endDay));
  return isSkipped ? 'weekend' : undefined;
}

/** E4: where the provider tells when the password was changed, that decides, and not the click. */
function whyResolved(account: ExpiringAccount, cycle: Cycle, due: Reminder): Exclusion | undefined {
  if (cycle.sent.some(({ interval }) => interval === due.interval)) return 'already-sent';
  if (cycle.choice === 'already-updated') return 'already-updated';
  if (cycle.choice === 'later' && !due.isLast) return 'later';
  const first = cycle.sent[0];
  if (!first) return undefined;
  if (account.changedAt) return account.changedAt >= first.at ? 'changed' : undefined;
  return cycle.clickedAt ? 'clicked' : undefined;
}

/** E3: the day to which "Remind me later" puts it off, for the answer to it. */
export function laterDay(expiresAt: Date, rule: PasswordRule): Day {
  return lastReminderDay(dayOf(expiresAt, rule.timeZone), rule);
}
