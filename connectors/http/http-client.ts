/**
 * The one way to a vendor's HTTP API. Each request has a deadline that bounds its retries, its waiting and its
 * tokens; it is repeated only where that is harmless; it goes to the configured origin only; and what comes out is
 * the answer in the expected shape, or an `HttpError`. Contract: call.ts.
 */
import { randomInt } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock';
import { baseAddress } from './address';
import type { Authorisation } from './authorisation';
import type { HttpAnswer, HttpCall, HttpClient, HttpClientOptions } from './call';
import type { Deadline } from './deadline';
import { HttpError, type HttpErrorFacts } from './http-error';
import { type Outgoing, outgoingOf } from './outgoing';
import { createThrottleGate } from './throttle-gate';
import { type Failure, judge, mayPass, type Success } from './verdict';
import { createWire } from './wire';

const longestBackOffMs = 2_000;
/** Less than that is no time for another attempt. */
const shortestAttemptMs = 50;
/** When a vendor throttles and names no end. */
const untoldWaitMs = 5_000;

/** What is known of a request while it goes on, for its record and its error. */
type Progress = { attempts: number; mayHaveActed: boolean };

/** @throws TypeError when the base address is none (address.ts). Nothing is connected yet. */
export function createHttpClient(options: HttpClientOptions & { readonly clock: Clock }): HttpClient {
  const {
    name,
    clock,
    authorise,
    log,
    vendor = {},
    attemptTimeoutMs = 5_000,
    attempts: most = 3,
    firstBackOffMs = 150,
  } = options;
  const jitter = options.jitter ?? (() => randomInt(1_000_000) / 1_000_000);
  const base = baseAddress(options.baseUrl);
  const wire = createWire({
    mostBytes: options.mostBytes ?? 2_000_000,
    mostConnections: options.mostConnections ?? 16,
  });
  const gate = createThrottleGate(clock);

  async function authorised({ method, url }: Outgoing, deadline: Deadline): Promise<Authorisation> {
    if (!authorise) return { headers: {} };
    const late = () => new HttpError({ client: name, fault: 'timeout', reason: 'TOKEN' });
    return deadline.race(authorise({ method, url, deadline }), late);
  }

  /** Doubling, with jitter. A vendor's own wish is kept, and a little more, so that not everybody returns at once. */
  function pauseMs(failure: Failure, attempt: number): number {
    const backOffMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (attempt - 1)) * (0.5 + jitter() / 2);
    return (failure.waitMs ?? 0) + backOffMs;
  }

  function errorOf(failure: Failure): HttpError {
    const { kind: _kind, headers: _headers, mayHaveActed: _acted, waitMs, ...facts } = failure;
    const leftMs = waitMs ?? (failure.fault === 'throttled' ? untoldWaitMs : undefined);
    const notBefore =
      leftMs === undefined ? undefined : new Date(clock.now().getTime() + leftMs).toISOString();
    return new HttpError({ client: name, ...facts, ...(notBefore ? { notBefore } : {}) });
  }

  async function passGate(path: string, deadline: Deadline): Promise<void> {
    const closedMs = gate.waitMs(path);
    if (closedMs <= 0) return;
    if (closedMs + shortestAttemptMs > deadline.remainingMs()) throw errorOf(throttled(closedMs));
    await deadline.pause(closedMs + jitter() * firstBackOffMs);
  }

  async function attempts<T>(call: HttpCall<T>, progress: Progress): Promise<Success<T>> {
    const { deadline } = call;
    const outgoing = outgoingOf(name, base, call);
    let last: Failure | undefined;
    let renewed = false;
    for (let turn = 1; ; ) {
      await passGate(call.path, deadline);
      if (deadline.remainingMs() <= 0)
        throw last ? errorOf(last) : new HttpError({ client: name, fault: 'timeout' });
      const authorisation = await authorised(outgoing, deadline);
      progress.attempts++;
      const answer = await wire.attempt({
        ...outgoing,
        headers: { ...outgoing.headers, ...revealed(authorisation) },
        timeoutMs: Math.min(attemptTimeoutMs, deadline.remainingMs()),
        ...(deadline.signal ? { signal: deadline.signal } : {}),
      });
      const verdict = judge(answer, call.answer, outgoing.effect, vendor, clock, call.alsoAnswers);
      if (verdict.kind === 'success') return verdict;
      last = verdict;
      progress.mayHaveActed ||= verdict.mayHaveActed;
      // Not every 401 is about the credentials: the vendor's word counts.
      const isAboutUs = verdict.fault === 'unauthorised' && !renewed;
      if (isAboutUs && authorisation.refused?.(verdict.headers)) {
        renewed = true;
        continue;
      }
      const mayRepeat = mayPass(verdict) && (outgoing.effect !== 'once' || !verdict.mayHaveActed);
      if (verdict.fault === 'throttled' && verdict.waitMs) gate.close(call.path, verdict.waitMs);
      const waitMs = pauseMs(verdict, turn);
      const isInTime = waitMs + shortestAttemptMs <= deadline.remainingMs();
      if (!mayRepeat || turn >= most || !isInTime) throw errorOf(verdict);
      await deadline.pause(waitMs);
      turn++;
    }
  }

  return {
    async request<T>(call: HttpCall<T>): Promise<HttpAnswer<T>> {
      const progress: Progress = { attempts: 0, mayHaveActed: false };
      const beganMs = performance.now();
      const record = ({ status, fault, vendorCode, requestId }: Partial<HttpErrorFacts>): void => {
        const { method, path } = call;
        const durationMs = Math.round(performance.now() - beganMs);
        const known = { client: name, method, path, attempts: progress.attempts, durationMs };
        log?.({ ...known, ...defined({ status, fault, vendorCode, requestId }) });
      };
      try {
        const { status, headers, data, requestId } = await attempts(call, progress);
        record({ status, ...(requestId === undefined ? {} : { requestId }) });
        return { status, headers, data };
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        record(error.facts);
        // Also where the last attempt was refused, or had no token: that says nothing of the ones before.
        throw progress.mayHaveActed ? new HttpError({ ...error.facts, outcomeUnknown: true }) : error;
      }
    },
    close: wire.close,
  };
}

/** What others were told a moment ago, without asking again. */
function throttled(waitMs: number): Failure {
  return { kind: 'failure', fault: 'throttled', waitMs, mayHaveActed: false, headers: {} };
}

function revealed({ headers }: Authorisation): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value.reveal()]),
  );
}

function defined<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
