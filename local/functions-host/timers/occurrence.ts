/**
 * Which occurrence of a schedule comes next. In real time that is simply the next one; while time is being moved
 * over days, nobody wants a quarter of a million runs.
 */
import type { Schedule } from './schedule';

/** Schedules under a minute run once per move, at their last occurrence; the platform monitors none of them either. */
export const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
/** At most so many runs per move for schedules under a quarter of an hour, and for longer ones. */
const MOST_FREQUENT_RUNS = 400;
const MOST_RUNS = 1500;

/** The time between two occurrences, seen at `atMs`. */
export function intervalMs(schedule: Schedule, atMs: number): number {
  const first = schedule.next(atMs);
  return schedule.next(first) - first;
}

/** The last occurrence in (`afterMs`, `untilMs`]; there must be one. */
function lastWithin(schedule: Schedule, afterMs: number, untilMs: number): number {
  let last = schedule.next(Math.max(afterMs, untilMs - 2 * MINUTE_MS));
  if (last > untilMs) {
    last = schedule.next(afterMs);
  }
  for (let next = schedule.next(last); next <= untilMs; next = schedule.next(last)) {
    last = next;
  }
  return last;
}

/** The next run after `afterMs`, thinned while time is being moved. */
export function nextRunMs(
  schedule: Schedule,
  usualIntervalMs: number,
  afterMs: number,
  move: { readonly fromMs: number; readonly toMs: number } | undefined,
): number {
  const next = schedule.next(afterMs);
  if (move === undefined || next > move.toMs) {
    return next;
  }
  if (usualIntervalMs < MINUTE_MS) {
    return lastWithin(schedule, afterMs, move.toMs);
  }
  const most = usualIntervalMs < QUARTER_HOUR_MS ? MOST_FREQUENT_RUNS : MOST_RUNS;
  const stride = Math.ceil((move.toMs - move.fromMs) / usualIntervalMs / most);
  if (stride <= 1) {
    return next;
  }
  const thinned = schedule.next(afterMs + (stride - 1) * usualIntervalMs);
  return thinned <= move.toMs ? thinned : lastWithin(schedule, afterMs, move.toMs);
}
