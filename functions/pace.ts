/**
 * The pace of reminders, evenly spaced, one for the process: reminders of a run must leave room for the answers and
 * notices of the same bot, which the channel throttles as a whole.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Pace } from '../domain/ports/clock';

export function createPace(perSecond: number): Pace {
  const spacingMs = 1_000 / perSecond;
  let nextAt = 0;
  return {
    take: async () => {
      const now = performance.now();
      const at = Math.max(now, nextAt);
      nextAt = at + spacingMs;
      // A timer fires a little late: what is left out of a millisecond doesn't matter to anybody.
      if (at - now >= 1) await wait(at - now);
    },
  };
}
