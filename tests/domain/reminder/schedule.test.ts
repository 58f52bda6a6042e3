/** On which days reminders go out, for all dates, zones and policies. */
import fc from 'fast-check';
import { addDays, dayOf, daysBetween, instantOf, isWeekend } from '../../../domain/reminder/calendar';
import {
  dueRunDay,
  intervalsFrom,
  lastReminderDay,
  noticeDayAfter,
  reminderOn,
} from '../../../domain/reminder/schedule';

const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
const rule = fc.record({ firstDaysBefore: fc.integer({ min: 1, max: 60 }), weekends: fc.boolean() });
const quarter = fc
  .integer({ min: 0, max: 95 })
  .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);

const cycle = (endDay: string, of: { firstDaysBefore: number; weekends: boolean }) =>
  Array.from({ length: 70 }, (_, index) => addDays(endDay, index - 67)).flatMap((on) => {
    const reminder = reminderOn(on, endDay, of);
    return reminder ? [{ on, ...reminder }] : [];
  });

describe('E2: the days of a cycle', () => {
  test.each([
    [14, [14, 7, 4, 2, 1]],
    [30, [30, 15, 8, 4, 2, 1]],
    [1, [1]],
    [2, [2, 1]],
    [3, [3, 2, 1]],
  ])('from %i', (first, intervals) => {
    expect(intervalsFrom(first)).toEqual(intervals);
  });

  test('an expiry on 15 December 2026 is told on these days', () => {
    expect(cycle('2026-12-15', { firstDaysBefore: 14, weekends: true }).map(({ on }) => on)).toEqual([
      '2026-12-01',
      '2026-12-08',
      '2026-12-11',
      '2026-12-13',
      '2026-12-14',
    ]);
  });

  test('never twice the same one, none before the first day, the last one exactly once', () => {
    fc.assert(
      fc.property(day, rule, (endDay, of) => {
        const sent = cycle(endDay, of);
        expect(new Set(sent.map(({ interval }) => interval)).size).toBe(sent.length);
        expect(sent.filter(({ isLast }) => isLast)).toHaveLength(1);
        expect(sent.at(-1)?.isLast).toBe(true);
        for (const { on, daysBefore } of sent) {
          // The moved last one may come before a first day that lies within the weekend.
          if (of.firstDaysBefore > 2) expect(daysBefore).toBeLessThanOrEqual(of.firstDaysBefore);
          expect(daysBefore).toBe(daysBetween(on, endDay));
          expect(daysBefore).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('E5: weekends off', () => {
  test('nothing goes out on a Saturday or Sunday, and the last one comes that Friday', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (endDay, firstDaysBefore) => {
        const sent = cycle(endDay, { firstDaysBefore, weekends: false });
        expect(sent.some(({ on }) => isWeekend(on))).toBe(false);
        const last = lastReminderDay(endDay, { weekends: false });
        expect(sent.at(-1)?.on).toBe(last);
        expect(daysBetween(last, endDay)).toBeLessThanOrEqual(3);
      }),
    );
  });

  test.each([
    // 14 December 2026 is a Monday.
    ['2026-12-14', '2026-12-11', 3],
    ['2026-12-13', '2026-12-11', 2],
    ['2026-12-12', '2026-12-11', 1],
    ['2026-12-15', '2026-12-14', 1],
  ])('an expiry on %s is told for the last time on %s', (endDay, on, daysBefore) => {
    const of = { firstDaysBefore: 14, weekends: false };
    expect(lastReminderDay(endDay, of)).toBe(on);
    expect(reminderOn(on, endDay, of)).toEqual({ daysBefore, interval: 1, isLast: true });
  });

  test('skipped, not moved: what falls on a weekend before the last one is lost', () => {
    expect(cycle('2026-12-19', { firstDaysBefore: 14, weekends: false }).map(({ on }) => on)).toEqual([
      '2026-12-15',
      '2026-12-17',
      '2026-12-18',
    ]);
  });
});

describe('E6: the day that tells of the end', () => {
  const at = { sendAt: '10:00', timeZone: 'America/Los_Angeles' };

  test.each([
    ['before the sending hour', '2026-12-01T17:59:00Z', true, '2026-12-01'],
    ['at the sending hour', '2026-12-01T18:00:00Z', true, '2026-12-01'],
    ['after it', '2026-12-01T18:01:00Z', true, '2026-12-02'],
    ['on a Friday afternoon, weekends off', '2026-12-05T00:00:00Z', false, '2026-12-07'],
    ['on a Saturday morning, weekends off', '2026-12-05T17:00:00Z', false, '2026-12-07'],
    ['at 23:59', '2026-12-02T07:59:00Z', true, '2026-12-02'],
    ['at 00:01', '2026-12-02T08:01:00Z', true, '2026-12-02'],
  ])('an end %s', (_, end, weekends, day) => {
    expect(noticeDayAfter(new Date(end), { weekends }, at)).toBe(day);
  });

  test('is always the first sending hour at or after the end', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        quarter,
        (end, timeZone, sendAt) => {
          const notice = noticeDayAfter(end, { weekends: true }, { sendAt, timeZone });
          expect(instantOf(notice, sendAt, timeZone) >= end).toBe(true);
          expect(instantOf(addDays(notice, -1), sendAt, timeZone) < end).toBe(true);
        },
      ),
    );
  });
});

describe('E1, E8: when a run is due', () => {
  test('exactly once a day, at the first quarter of an hour from the sending time on, in every zone', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), quarter, (today, timeZone, sendAt) => {
        const due = { sendAt, timeZone };
        const from = instantOf(today, '00:00', timeZone).getTime();
        const until = instantOf(addDays(today, 1), '00:00', timeZone).getTime();
        const days: (string | undefined)[] = [];
        for (let at = from; at < until; at += 900_000) days.push(dueRunDay(new Date(at), due));
        const first = days.findIndex((found) => found !== undefined);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(days.slice(first).every((found) => found === today)).toBe(true);
        const begun = new Date(from + first * 900_000);
        expect(begun.getTime() - instantOf(today, sendAt, timeZone).getTime()).toBeLessThan(900_000);
        expect(dayOf(begun, timeZone)).toBe(today);
      }),
      { numRuns: 40 },
    );
  });

  test('a host that was down at ten and is up at two finds today’s run; one that is up next day finds the next', () => {
    const at = { sendAt: '10:00', timeZone: 'America/Los_Angeles' };
    expect(dueRunDay(new Date('2026-12-01T17:59:59Z'), at)).toBeUndefined();
    expect(dueRunDay(new Date('2026-12-01T22:00:00Z'), at)).toBe('2026-12-01');
    expect(dueRunDay(new Date('2026-12-02T09:00:00Z'), at)).toBeUndefined();
  });
});
