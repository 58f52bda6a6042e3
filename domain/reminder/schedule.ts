/**
 * When reminders of something that ends go out (E2, E5, E6): on which days before the end, what weekends change, and
 * on which day it is told that the end has come. Pure arithmetic over calendar days.
 */
import { addDays, type Day, dayOf, daysBetween, instantOf, isWeekend, weekdayOf } from './calendar';

export type ReminderRule = {
  /** How many days before the end the first reminder goes out. */
  readonly firstDaysBefore: number;
  /** False: nothing is sent on Saturdays and Sundays (E5). */
  readonly weekends: boolean;
};

/** When a run sends: `HH:MM` in the organisation's zone. */
export type SendingTime = { readonly sendAt: string; readonly timeZone: string };

export type Reminder = {
  /** Calendar days from the day of sending to the day of the end. */
  readonly daysBefore: number;
  /** The number by which this reminder is known in its cycle: 14, 7, 4, 2 or 1. One is sent once. */
  readonly interval: number;
  /** No other follows before the end. */
  readonly isLast: boolean;
};

/** Half the days, rounded up, down to 1: 14, 7, 4, 2, 1 (E2). */
export function intervalsFrom(firstDaysBefore: number): readonly number[] {
  const intervals: number[] = [];
  for (let days = firstDaysBefore; days > 1; days = Math.ceil(days / 2)) intervals.push(days);
  return [...intervals, 1];
}

/** The reminder that goes out on `day` of something that ends on `endDay`; undefined on all other days. */
export function reminderOn(day: Day, endDay: Day, rule: ReminderRule): Reminder | undefined {
  if (!rule.weekends && isWeekend(day)) return undefined;
  const daysBefore = daysBetween(day, endDay);
  if (day === lastReminderDay(endDay, rule)) return { daysBefore, interval: 1, isLast: true };
  if (daysBefore <= 1 || !intervalsFrom(rule.firstDaysBefore).includes(daysBefore)) return undefined;
  return { daysBefore, interval: daysBefore, isLast: false };
}

/**
 * The day of the last reminder: the day before the end. Where that is a Saturday or Sunday on which nothing is sent,
 * the Friday before: the last one is moved, all others are skipped (E5).
 */
export function lastReminderDay(endDay: Day, { weekends }: Pick<ReminderRule, 'weekends'>): Day {
  const dayBefore = addDays(endDay, -1);
  return weekends || !isWeekend(dayBefore) ? dayBefore : addDays(dayBefore, 5 - weekdayOf(dayBefore));
}

/** E6: the day whose sending hour is the first after the end, weekends passed over where they are off. */
export function noticeDayAfter(
  end: Date,
  { weekends }: Pick<ReminderRule, 'weekends'>,
  { sendAt, timeZone }: SendingTime,
): Day {
  const endDay = dayOf(end, timeZone);
  let day = instantOf(endDay, sendAt, timeZone) >= end ? endDay : addDays(endDay, 1);
  while (!weekends && isWeekend(day)) day = addDays(day, 1);
  return day;
}

/**
 * The run that is due at `now`, by its day: the sending time has come and that day is not over. A late start is
 * caught up the same day (E8); whether it has been done already is the run record's to say.
 */
export function dueRunDay(now: Date, { sendAt, timeZone }: SendingTime): Day | undefined {
  const today = dayOf(now, timeZone);
  return now >= instantOf(today, sendAt, timeZone) ? today : undefined;
}
