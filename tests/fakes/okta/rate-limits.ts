/** Okta's rate limits: so many calls a minute per caller and group of endpoints, told on every answer. */
import type { Clock } from './model';

export type RateLimits = ReturnType<typeof createRateLimits>;

const windowMs = 60_000;

/** @param perMinute by bucket; `default` for those that are not named */
export function createRateLimits(clock: Clock, perMinute: Record<string, number>) {
  const counted = new Map<string, { window: number; calls: number }>();
  return {
    perMinute,
    /** Counts a call. @returns whether it is one too many, and the headers that tell of it */
    take(caller: string, bucket: string): { exceeded: boolean; headers: Record<string, string> } {
      const limit = perMinute[bucket] ?? perMinute.default ?? 600;
      const window = Math.floor(clock.now().getTime() / windowMs);
      const key = `${caller} ${bucket}`;
      const known = counted.get(key);
      const calls = (known?.window === window ? known.calls : 0) + 1;
      counted.set(key, { window, calls });
      return {
        exceeded: calls > limit,
        headers: rateHeaders(limit, Math.max(0, limit - calls), ((window + 1) * windowMs) / 1_000),
      };
    },
  };
}

/** @param resetSeconds epoch seconds, UTC */
export function rateHeaders(limit: number, remaining: number, resetSeconds: number): Record<string, string> {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(resetSeconds),
  };
}
