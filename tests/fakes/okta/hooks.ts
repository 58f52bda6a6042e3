/** Okta's side of an event hook: the verification that is sent once, and the delivery of events with its one retry. */
import { randomUUID } from 'node:crypto';
import type { LogEvent } from './system-log';

export type HookTarget = {
  readonly url: string;
  /** Sent in the header below; undefined where the administrator has set none. */
  readonly secret?: string;
  /** Default `Authorization`. */
  readonly header?: string;
};

const timeoutMs = 3_000;

const authorised = ({ secret, header = 'Authorization' }: HookTarget): Record<string, string> => ({
  Accept: 'application/json',
  ...(secret !== undefined && { [header]: secret }),
});

/** @returns whether Okta would take the hook for verified, and the status of the answer */
export async function verifyHook(target: HookTarget, challenge: string = randomUUID()) {
  const answer = await fetch(target.url, {
    headers: { ...authorised(target), 'X-Okta-Verification-Challenge': challenge },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'manual',
  });
  const body = (await answer.json().catch(() => undefined)) as { verification?: unknown } | undefined;
  return { verified: answer.status === 200 && body?.verification === challenge, status: answer.status };
}

/** The body of a delivery. */
export function hookBody(source: string, events: readonly unknown[], at: Date): Record<string, unknown> {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: `${source}/api/v1/eventHooks/whoql0HfiLGPWc8Jx0g3`,
    eventId: randomUUID(),
    data: { events },
    eventTime: at.toISOString(),
    contentType: 'application/json',
  };
}

/**
 * Delivers events in one request. What isn't answered within three seconds, or with a 5xx, is tried once more; 4xx
 * isn't. @returns the statuses, `undefined` for an attempt without an answer
 */
export async function deliverToHook(
  target: HookTarget,
  source: string,
  events: readonly LogEvent[],
  at: Date,
): Promise<readonly (number | undefined)[]> {
  const body = JSON.stringify(hookBody(source, events, at));
  const attempt = async (): Promise<number | undefined> => {
    try {
      const answer = await fetch(target.url, {
        method: 'POST',
        headers: { ...authorised(target), 'Content-Type': 'application/json' },
        body,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'manual',
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    }
  };
  const first = await attempt();
  return first !== undefined && first < 500 ? [first] : [first, await attempt()];
}
