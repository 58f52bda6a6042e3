/**
 * How long a vendor asks to wait: `Retry-After` in seconds or as a date, else the instant at which its rate limit
 * is reset. Both kinds of instants are the vendor's time, so they are measured against the vendor's own `Date`.
 */
import type { Clock } from '../../domain/ports/clock';

export type Headers = Readonly<Record<string, string>>;

const longestWaitMs = 3_600_000;
/** From here on a number of seconds is an instant, below a duration. */
const firstEpochSecond = 1_000_000_000;
const lastEpochSecond = 100_000_000_000;
/** A limit that is reset "at second 17" may be so at its end. */
const resetMarginMs = 1_000;

/**
 * @param headers names in lower case.
 * @returns milliseconds from now, at most an hour; undefined when nothing readable is said.
 */
export function toldWaitMs(status: number, headers: Headers, clock: Clock): number | undefined {
  const told = retryAfterMs(headers, clock);
  if (told !== undefined) return told;
  // Limits stand on every answer; they say when to come again only where this one was over them.
  return status === 429 ? rateLimitResetMs(headers, clock) : undefined;
}

function retryAfterMs(headers: Headers, clock: Clock): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,15}(\.\d+)?$/.test(value)) return bounded(Number(value) * 1_000);
  const at = httpDate(value);
  return at === undefined ? undefined : bounded(at - vendorNow(headers, clock));
}

function rateLimitResetMs(headers: Headers, clock: Clock): number | undefined {
  const value = headers['x-rate-limit-reset'] ?? headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'];
  // Of several limits each may have its own header: the last of them to end counts.
  const parts = (value ?? '').split(',').map((part) => part.trim());
  const seconds = parts.every((part) => /^\d{1,15}$/.test(part))
    ? Math.max(...parts.map(Number))
    : Number.NaN;
  if (Number.isNaN(seconds) || seconds >= lastEpochSecond) return undefined;
  if (seconds < firstEpochSecond) return bounded(seconds * 1_000);
  return bounded(seconds * 1_000 - vendorNow(headers, clock) + resetMarginMs);
}

function vendorNow(headers: Headers, clock: Clock): number {
  return httpDate(headers.date ?? '') ?? clock.now().getTime();
}

/** RFC 9110's three forms begin with the day's name; `Date.parse` alone would take "1" for a year. */
function httpDate(value: string): number | undefined {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d/.test(value)) return undefined;
  const ms = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}

function bounded(ms: number): number {
  return Math.min(Math.max(0, ms), longestWaitMs);
}
