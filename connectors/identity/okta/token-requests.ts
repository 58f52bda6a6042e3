/**
 * The requests of `openid-client`, made by our own wire: its time limit, no redirects, no proxy of the environment,
 * bounded bodies. What is no answer of an authorization server becomes an `HttpError` here.
 */
import type { CustomFetch } from 'openid-client';
import type { Clock } from '../../../domain/ports/clock';
import type { CallRecord } from '../../http/call';
import type { Deadline } from '../../http/deadline';
import { faultOfStatus, HttpError, type HttpFault } from '../../http/http-error';
import { toldWaitMs } from '../../http/retry-after';
import { createWire, type WireAnswer } from '../../http/wire';

export type TokenRequests = {
  /** As the library calls it. What it throws is an `HttpError`, unless the library wraps it. */
  within(deadline: Deadline): CustomFetch;
  close(): void;
};

const attemptMs = 5_000;

const faultOfSilence: Readonly<Record<string, HttpFault>> = {
  timeout: 'timeout',
  broken: 'unavailable',
  garbled: 'malformed-answer',
  'too-large': 'too-large',
};

/** @param name stands in errors */
export function createTokenRequests(
  name: string,
  clock: Clock,
  log?: (record: CallRecord) => void,
): TokenRequests {
  const wire = createWire({ mostBytes: 100_000, mostConnections: 2 });

  function errorOf(answer: WireAnswer): HttpError | undefined {
    if (answer.kind === 'no-answer') {
      const reason = answer.reason === undefined ? {} : { reason: answer.reason };
      return new HttpError({ client: name, fault: faultOfSilence[answer.why] ?? 'unexpected', ...reason });
    }
    const { status, headers } = answer;
    const isPage = /^\s*(text\/html|application\/xhtml)/i.test(headers['content-type'] ?? '');
    const fault = isPage ? 'web-page' : faultOfStatus(status);
    // Other refusals may be the authorization server's own, with the reason in their body.
    const isPlain = isPage || status === 429 || status >= 500 || status < 400;
    if (fault === undefined || !isPlain) return undefined;
    const waitMs = toldWaitMs(status, headers, clock);
    const notBefore =
      waitMs === undefined ? {} : { notBefore: new Date(clock.now().getTime() + waitMs).toISOString() };
    return new HttpError({ client: name, fault, status, ...notBefore });
  }

  return {
    within:
      (deadline) =>
      async (address, { method, headers, body }) => {
        const beganMs = performance.now();
        const answer = await wire.attempt({
          method,
          url: new URL(address),
          headers,
          body: String(body),
          timeoutMs: Math.max(1, Math.min(attemptMs, deadline.remainingMs())),
        });
        const error = errorOf(answer);
        log?.(recordOf(name, answer, error, Math.round(performance.now() - beganMs)));
        if (error) throw error;
        if (answer.kind === 'no-answer') throw new HttpError({ client: name, fault: 'unexpected' });
        const { status } = answer;
        const content = answer.body.length > 0 ? new Uint8Array(answer.body) : null;
        return new Response(status === 204 ? null : content, { status, headers: answer.headers });
      },
    close: wire.close,
  };
}

/** The nonce's refusal and the authorization server's own are told by their status. */
function recordOf(
  client: string,
  answer: WireAnswer,
  error: HttpError | undefined,
  durationMs: number,
): CallRecord {
  const status = answer.kind === 'answer' ? { status: answer.status } : {};
  const fault = error?.fault ?? (answer.kind === 'answer' ? faultOfStatus(answer.status) : undefined);
  const told = { client, method: 'POST', path: '/oauth2/v1/token', attempts: 1, durationMs } as const;
  return { ...told, ...status, ...(fault === undefined ? {} : { fault }) };
}
