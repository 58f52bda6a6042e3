/** Whole cycles of a password, day after day, as the runs of an organisation decide them: for all dates, zones and policies. */
import fc from 'fast-check';
import { addDays, dayOf, daysBetween, instantOf, isWeekend } from '../../../domain/reminder/calendar';
import { decidePassword, type PasswordRule } from '../../../domain/reminder/password-expiry';
import {
  cycleOf,
  type PasswordReminderRow,
  rowForCycle,
  withReminderDelivery,
} from '../../../domain/reminder/row';
import { isOver, passwordSpan } from '../../../domain/reminder/run';
import { dueRunDay, lastReminderDay, noticeDayAfter } from '../../../domain/reminder/schedule';

const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
/** Each lives through weeks twice a day. */
const lives = { numRuns: 40 };
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Days around which clocks change somewhere, leap days, ends of years, and any other. */
const day = fc.oneof(
  fc.constantFrom(
    ...['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04'],
    ...['2028-02-28', '2028-02-29', '2028-03-01', '2027-01-01'],
  ),
  fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days)),
);
const time = fc.oneof(
  fc.constantFrom('00:00', '00:01', '02:30', '09:59', '10:00', '10:01', '23:59'),
  fc
    .integer({ min: 0, max: 1_439 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`),
);
const rule = fc.record({
  firstDaysBefore: fc.integer({ min: 1, max: 40 }),
  weekends: fc.boolean(),
  sendAt: fc.constantFrom('00:00', '02:15', '10:00', '23:45'),
  timeZone: fc.constantFrom(...zones),
});

type Life = {
  readonly endDay: string;
  readonly endTime: string;
  readonly rule: PasswordRule;
  /** How many minutes after its hour the host is there; by day, in turn. */
  readonly late: readonly number[];
  readonly choice?: 'later' | 'already-updated';
};
type Sent = { readonly day: string; readonly interval: number; readonly at: Date };

/** Lives through the days; each day's run happens when the host is there, if its day is not over by then, and twice. */
function live({ endDay, endTime, rule: of, late, choice }: Life) {
  const expiresAt = instantOf(endDay, endTime, of.timeZone);
  const account = { isDisabled: false, isPerson: true, expiresAt };
  const sent: Sent[] = [];
  const runs = new Set<string>();
  let row: PasswordReminderRow = rowForCycle(undefined, {
    ...{ id: 'row', person: { tenantId: 't', aadObjectId: 'a' }, accountName: 'a' },
    ...{ account: { provider: 'directory', id: 'a' }, expiresAt: expiresAt.toISOString() },
  });
  const begin = addDays(endDay, -of.firstDaysBefore - 3);
  for (let on = begin, n = 0; daysBetween(endDay, on) <= 5; on = addDays(on, 1), n += 1) {
    const at = new Date(
      instantOf(on, of.sendAt, of.timeZone).getTime() + (late[n % late.length] ?? 0) * minuteMs,
    );
    if (dueRunDay(at, of) !== on || isOver(on, of, at)) continue;
    runs.add(on);
    const span = passwordSpan(on, of);
    for (let again = 0; again < 2; again += 1) {
      const decision = decidePassword(on, account, of, cycleOf(row));
      if (decision.kind !== 'remind' && decision.kind !== 'expired') continue;
      expect(span.from <= expiresAt && expiresAt <= span.until).toBe(true);
      const interval = decision.kind === 'remind' ? decision.reminder.interval : 0;
      sent.push({ day: on, interval, at });
      row = withReminderDelivery(row, { interval, day: on, state: 'sent', at: at.toISOString() });
      if (choice) row = { ...row, choice };
    }
  }
  return { sent, runs, expiresAt };
}

const life = fc.record({
  endDay: day,
  endTime: time,
  rule,
  late: fc.array(fc.integer({ min: 0, max: 26 * 60 }), { minLength: 1, maxLength: 9 }),
});

test('E8: nobody gets the same reminder twice, or two on one day, however often and late runs happen', () => {
  fc.assert(
    fc.property(life, (given) => {
      const { sent } = live(given);
      const reminders = sent.filter(({ interval }) => interval > 0);
      expect(new Set(sent.map(({ interval }) => interval)).size).toBe(sent.length);
      expect(new Set(reminders.map((one) => one.day)).size).toBe(reminders.length);
    }),
    lives,
  );
});

test('E2 E5: none comes before the first day, none at a weekend that is off', () => {
  fc.assert(
    fc.property(life, (given) => {
      const { firstDaysBefore, weekends } = given.rule;
      for (const one of live(given).sent) {
        const earliest = weekends ? firstDaysBefore : Math.max(firstDaysBefore, 3);
        if (one.interval > 0) expect(daysBetween(one.day, given.endDay)).toBeLessThanOrEqual(earliest);
        if (!weekends) expect(isWeekend(one.day)).toBe(false);
      }
    }),
    lives,
  );
});

test('E3 E5: the last one is never lost where its day had a run, whatever the clocks did, and “later” keeps it', () => {
  fc.assert(
    fc.property(life, fc.constantFrom(undefined, 'later' as const), (given, choice) => {
      const { sent, runs } = live({ ...given, ...(choice ? { choice } : {}) });
      const last = lastReminderDay(given.endDay, given.rule);
      const got = sent.some((one) => one.interval === 1 && one.day === last);
      expect(got).toBe(runs.has(last));
      if (choice) expect(sent.filter(({ interval }) => interval > 1).length).toBeLessThanOrEqual(1);
    }),
    lives,
  );
});

test('E6: that it has run out is told once, after it has, and also to whoever said “already updated”', () => {
  fc.assert(
    fc.property(life, fc.boolean(), (given, updated) => {
      const choice = updated ? ({ choice: 'already-updated' } as const) : {};
      const { sent, runs, expiresAt } = live({ ...given, ...choice });
      const notices = sent.filter(({ interval }) => interval === 0);
      const on = noticeDayAfter(expiresAt, given.rule, given.rule);
      expect(notices.map((one) => one.day)).toEqual(runs.has(on) ? [on] : []);
      for (const { at } of notices) expect(at >= expiresAt).toBe(true);
    }),
    lives,
  );
});

test('E8: a host that is up before the day ends catches its run up, on days of 23 and 25 hours too', () => {
  fc.assert(
    fc.property(
      day,
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 1_439 }),
      (on, timeZone, minutes) => {
        const at = { sendAt: '10:00', timeZone };
        const start = instantOf(on, '00:00', timeZone).getTime();
        const length = instantOf(addDays(on, 1), '00:00', timeZone).getTime() - start;
        expect(Math.abs(length - dayMs)).toBeLessThanOrEqual(60 * minuteMs);
        const up = new Date(Math.min(start + minutes * minuteMs, start + length - 1));
        const isDue = dueRunDay(up, at) === on && !isOver(on, at, up);
        expect(isDue).toBe(up >= instantOf(on, '10:00', timeZone));
        expect(dayOf(up, timeZone)).toBe(on);
      },
    ),
  );
});
