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

export function createMessageBucket(perSecond: number): MessageBucket {
  const spacingMs = 1_000 / perSecond;
  let nextAt = 0;
  const now = (): number => performance.now();
  return {
    take: async () => {
      const at = Math.max(now(), nextAt);
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
