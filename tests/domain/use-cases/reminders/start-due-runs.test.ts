/** When runs begin, and that one that was begun goes on whoever died. */
import { addDays, instantOf } from '../../../../domain/reminder/calendar';
import { runReminders } from '../../../../domain/use-cases/reminders/run-reminders';
import { startDueRuns } from '../../../../domain/use-cases/reminders/start-due-runs';
import { minute } from '../../fakes/world';
import { expiring, runDay, today, told, worldAt, zone } from './a-run';

const run = `password-expiry-${today}`;

test('E1: nothing begins before its hour; at ten the passwords do, at eleven the contracts', async () => {
  const world = worldAt('09:59');
  expect(await startDueRuns(world.deps)).toBe(0);
  world.advance(minute);
  expect(await startDueRuns(world.deps)).toBe(1);
  expect(world.runOrchestrations.started).toEqual([run]);
  world.advance(60 * minute);
  await startDueRuns(world.deps);
  expect(world.runOrchestrations.started).toContain(`contractor-expiry-${today}`);
});

test('a run that is done is not begun again that day', async () => {
  const world = worldAt('10:00');
  world.ends.passwords.push(expiring(1, 7));
  await runDay(world);
  world.advance(minute);
  expect(await startDueRuns(world.deps)).toBe(0);
  expect(told(world)).toHaveLength(1);
});

test('E8: a host that was down at ten sends at two; one that was down all day sends no reminder of yesterday', async () => {
  const world = worldAt('14:00');
  world.ends.passwords.push(expiring(1, 7));
  await runDay(world);
  expect(told(world)).toEqual(['password-expiry 1']);
  const late = worldAt('09:00', {}, addDays(today, 1));
  late.ends.passwords.push(expiring(1, 7));
  expect(await startDueRuns(late.deps)).toBe(0);
});

test.each([
  ['2026-03-08', 'spring'],
  ['2026-11-01', 'autumn'],
])(
  'E8: on %s, when clocks change in %s, the last reminder still comes from a host that is up at two',
  async (day) => {
    const world = worldAt('14:00', {}, day);
    world.ends.passwords.push(expiring(1, 1, {}, day));
    await runDay(world, 'password-expiry', day);
    expect(world.messenger.sent).toMatchObject([{ message: { isLast: true, daysBefore: 1 } }]);
  },
);

test('a run that has said nothing for minutes is started anew; one that works, or waits, is left alone', async () => {
  const world = worldAt('10:00');
  world.ends.passwords.push(expiring(1, 7));
  await startDueRuns(world.deps);
  world.advance(minute);
  await startDueRuns(world.deps);
  expect(world.runOrchestrations.restarted).toEqual([]);
  world.advance(minute);
  await startDueRuns(world.deps);
  expect(world.runOrchestrations.restarted).toEqual([run]);
  world.messenger.answerNext({ kind: 'later', notBefore: world.iso(10 * minute) });
  await runReminders(world.deps, { kind: 'password-expiry', day: today });
  world.advance(9 * minute);
  await startDueRuns(world.deps);
  expect(world.runOrchestrations.restarted).toEqual([run]);
});

test('right after a start whatever was begun is started anew at once', async () => {
  const world = worldAt('10:00');
  await startDueRuns(world.deps);
  world.advance(1_000);
  await startDueRuns(world.deps, true);
  expect(world.runOrchestrations.restarted).toEqual([run]);
});

test('a run of yesterday that was never finished is told the end of', async () => {
  const world = worldAt('23:50');
  await startDueRuns(world.deps);
  world.setTime(instantOf(addDays(today, 1), '00:20', zone).toISOString());
  expect(await startDueRuns(world.deps)).toBe(2);
  expect(world.runOrchestrations.restarted).toContain(run);
});

test('without a provider that tells of ends, or with reminders switched off, nothing begins', async () => {
  const world = worldAt('12:00');
  const { passwordExpiry: _p, contractors: _c, ...providers } = world.deps.providers;
  expect(await startDueRuns({ ...world.deps, providers })).toBe(0);
  expect(world.runs.rows.size).toBe(0);
});

test('a product that came in the afternoon begins tomorrow, where its operator says so', async () => {
  const world = worldAt('14:00');
  const deps = { ...world.deps, remindersFrom: world.clock.now() };
  expect(await startDueRuns(deps)).toBe(0);
  world.setTime(instantOf(addDays(today, 1), '10:00', zone).toISOString());
  expect(await startDueRuns(deps)).toBe(1);
});
