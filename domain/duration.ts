/** Durations of the policy: `30s`, `15m`, `6h`, `14d`. Any of them accepts seconds, so that a life can be tried in a minute. */

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const pattern = /^(\d{1,6})(s|m|h|d)$/;

/** Milliseconds of a duration string, or undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
}

/** The ISO instant `ms` after `instant`. */
export function after(instant: string | Date, ms: number): string {
  return new Date((typeof instant === 'string' ? Date.parse(instant) : instant.getTime()) + ms).toISOString();
}

/** Whether `instant` lies at or before `now`. */
export function isPast(instant: string, now: Date): boolean {
  return Date.parse(instant) <= now.getTime();
}
