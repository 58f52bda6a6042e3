/** A time limit over several steps: whichever step is running when it passes fails with the code `timeout`. */
import { CodedError } from '../domain/errors';

export type Deadline = {
  /** The promise's result, or a thrown `timeout` if the limit passes first; what comes later is dropped. */
  race<T>(step: Promise<T>): Promise<T>;
  passed(): boolean;
  remainingMs(): number;
  /** Ends the timer; call it once all is done. */
  stop(): void;
};

export function startDeadline(timeoutMs: number): Deadline {
  const endsAtMs = performance.now() + timeoutMs;
  let passed = false;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      passed = true;
      reject(new CodedError('timeout', 'The database did not answer in time.'));
    }, timeoutMs);
  });
  limit.catch(() => {});
  return {
    race: (step) => Promise.race([step, limit]),
    passed: () => passed,
    remainingMs: () => Math.max(0, endsAtMs - performance.now()),
    stop: () => clearTimeout(timer),
  };
}
