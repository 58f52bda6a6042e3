/**
 * Who was told to wait tells the others: after a 429 nobody asks for the same thing again before its time, so that
 * many callers at once don't each spend a request, and an attempt, to hear the same.
 */
import type { Clock } from '../../domain/ports/clock';

export type ThrottleGate = {
  /** How long the path is closed still, in milliseconds; 0 where it is open. */
  waitMs(path: string): number;
  /** The vendor asked to wait so long. */
  close(path: string, ms: number): void;
};

/** Nobody believes a header for longer without asking again: it may be wrong, and people wait. */
const longestMs = 60_000;

/**
 * By path template, because vendors count by endpoint. Templates are few, so nothing needs to be cleared away. A gate
 * is open when either time says so: the clock may be moved, and it may be frozen.
 */
export function createThrottleGate(clock: Clock): ThrottleGate {
  const closed = new Map<string, { readonly untilMs: number; readonly byClockMs: number }>();
  const waitMs = (path: string): number => {
    const { untilMs, byClockMs } = closed.get(path) ?? { untilMs: 0, byClockMs: 0 };
    return Math.max(0, Math.min(untilMs - performance.now(), byClockMs - clock.now().getTime()));
  };
  return {
    waitMs,
    close(path, ms) {
      const forMs = Math.min(ms, longestMs);
      if (forMs <= waitMs(path)) return;
      closed.set(path, {
        untilMs: performance.now() + forMs,
        byClockMs: clock.now().getTime() + forMs,
      });
    },
  };
}
