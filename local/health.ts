/** Waits until a Functions host answers for the product. */
import { setTimeout as wait } from 'node:timers/promises';

const lookAgainMs = 100;
const oneAnswerMs = 10_000;

/** The host is up, but the product isn't well, or never came. */
export class NotHealthy extends Error {
  readonly code = 'not-healthy';
}

/**
 * @param options.withinMs how long to wait; infinite where a person starts the host
 * @param options.signal ends the waiting
 * @throws {NotHealthy} with the last answer
 */
export async function waitForHealth(
  functionsUrl: string,
  { withinMs, signal }: { withinMs: number; signal?: AbortSignal },
): Promise<void> {
  const until = performance.now() + withinMs;
  let last = 'no answer';
  while (performance.now() < until) {
    signal?.throwIfAborted();
    last = await healthAnswer(`${functionsUrl}/api/health`);
    if (last === '') return;
    await wait(lookAgainMs, undefined, { signal });
  }
  throw new NotHealthy(
    `${functionsUrl}/api/health is not well after ${Math.round(withinMs / 1000)} s: ${last}`,
  );
}

/** @returns '' when healthy, else what was answered */
async function healthAnswer(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(oneAnswerMs) });
    const body = await response.text();
    return response.ok ? '' : `${response.status} ${body.slice(0, 500)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
