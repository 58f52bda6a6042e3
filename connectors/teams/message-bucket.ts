/**
 * The pace of proactive messages: one token bucket per instance for all of them, evenly spaced, because the
 * channel throttles a whole bot. A 429 makes everybody wait. This is pacing within one call, not waiting of a
 * workflow: that is a durable timer's.
 */
export type MessageBucket = {
  /** Resolves when the next message may go. Rejects nothing. */
  take(): Promise<void>;
  /** Nobody sends for so long. */
  pause(ms: number): void;
  /** How long one that asks now would wait. */
  waitMs(): number;
};

/**
 * The channel counts what arrives within a second, and a message that was held up on its way crowds the next one's.
 * One that is refused costs everybody a whole second's pause: so a second's messages are given a little more.
 */
const crowdedSecondMs = 1_040;

export function createMessageBucket(perSecond: number): MessageBucket {
  const spacingMs = 1_000 / perSecond;
  const atOnce = Math.max(1, Math.floor(perSecond));
  /** When each of the last second's messages went; the oldest stands where the next one will. */
  const wentAt = new Array<number>(atOnce).fill(Number.NEGATIVE_INFINITY);
  let taken = 0;
  let nextAt = 0;
  const now = (): number => performance.now();
  return {
    take: async () => {
      const place = taken++ % atOnce;
      const at = Math.max(now(), nextAt, (wentAt[place] ?? 0) + crowdedSecondMs);
      wentAt[place] = at;
      nextAt = at + spacingMs;
      const wait = at - now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
    pause: (ms) => {
      nextAt = Math.max(nextAt, now() + ms);
    },
    waitMs: () => Math.max(0, nextAt - now()),
  };
}
