/**
 * How long a caller waits for everything that one port call needs: several requests, their retries, their tokens.
 * It is measured by the process's monotonic time, so that a clock that is moved changes nothing under way.
 */

export type Deadline = {
  /** 0 once it has passed or the caller gave up. */
  remainingMs(): number;
  /** The caller's way to give up early. */
  readonly signal?: AbortSignal;
  /** The step's result, or `passed()` thrown when the deadline passes first; the step itself goes on unheard. */
  race<T>(step: Promise<T>, passed: () => Error): Promise<T>;
  /** Resolves after so long, or when the caller gives up. */
  pause(ms: number): Promise<void>;
};

/** @param options the `CallOptions` of the domain's ports, and a signal where the caller has one. */
export function startDeadline(options: {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}): Deadline {
  const { timeoutMs, signal } = options;
  const endsAtMs = performance.now() + timeoutMs;
  const remainingMs = (): number => (signal?.aborted ? 0 : Math.max(0, endsAtMs - performance.now()));
  const until = (ms: number): { over: Promise<void>; stop: () => void } => {
    let stop = (): void => {};
    const over = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      const end = (): void => resolve();
      signal?.addEventListener('abort', end, { once: true });
      stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
      };
    });
    return { over, stop };
  };
  return {
    remainingMs,
    ...(signal ? { signal } : {}),
    async race(step, passed) {
      step.catch(() => undefined);
      const leftMs = remainingMs();
      if (leftMs <= 0) throw passed();
      const { over, stop } = until(leftMs);
      try {
        return await Promise.race([
          step,
          over.then(() => {
            throw passed();
          }),
        ]);
      } finally {
        stop();
      }
    },
    async pause(ms) {
      if (signal?.aborted) return;
      const { over, stop } = until(ms);
      await over;
      stop();
    },
  };
}
