/**
 * Days and instants in the organisation's zone. Everything that is counted in days is counted in calendar days: a
 * day of 23 or 25 hours is one day, and two instants of the same date are on the same day.
 */
import { Temporal } from 'temporal-polyfill';

/** A calendar day, `2026-12-01`. */
export type Day = string;
/** `1` is Monday, `7` is Sunday. */
export type Weekday = number;

/** The day on which an instant falls in that zone. */
export function dayOf(instant: Date, timeZone: string): Day {
  return zoned(instant, timeZone).toPlainDate().toString();
}

/**
 * The instant at which that zone's clocks show `time` (`HH:MM`) on that day. A time that is left out when clocks go
 * forward comes as much later as they jump; one that comes twice is the first.
 */
export function instantOf(day: Day, time: string, timeZone: string): Date {
  const local = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return new Date(local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds);
}

/** How many days `to` lies after `from`; negative before it. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

export function weekdayOf(day: Day): Weekday {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Saturday or Sunday. */
export function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}

/** Whether a text is a day that exists: `2026-02-29` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** A day, and perhaps a time of day, without an offset; `20261201T1000` is as good as `2026-12-01T10:00`. */
const wallClock = /^\d{4}(-\d{2}-\d{2}|\d{4})([T ]\d{2}(:?\d{2}(:?\d{2}([.,]\d{1,9})?)?)?)?$/i;

/**
 * The instant that an ISO 8601 text names; without an offset it is meant in that zone, a day alone from its first
 * moment. Undefined for a text that names none.
 */
export function instantFrom(text: string, timeZone: string): Date | undefined {
  try {
    if (isDay(text)) return instantOf(text, '00:00', timeZone);
    // Names of zones and of calendars in brackets are no part of ISO 8601, and might contradict the offset.
    if (text.includes('[')) return undefined;
    const instant = wallClock.test(text)
      ? Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant()
      : Temporal.Instant.from(text);
    return new Date(instant.epochMilliseconds);
  } catch {
    return undefined;
  }
}

function zoned(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}
