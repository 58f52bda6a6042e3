/** What one attempt means: the answer, or a fault with what is known of it. Pure, so that each case can be tested. */
import type { Clock } from '../../domain/ports/clock';
import { type AnswerReader, type Body, isWebPage, jsonIfAny } from './answer';
import type { Effect, HttpAnswer, Vendor } from './call';
import { faultOfStatus, type HttpFault } from './http-error';
import { type Headers, toldWaitMs } from './retry-after';
import type { WireAnswer } from './wire';

export type Failure = {
  readonly kind: 'failure';
  readonly fault: HttpFault;
  readonly status?: number;
  readonly vendorCode?: string;
  readonly requestId?: string;
  readonly reason?: string;
  /** The vendor asks to wait so long. */
  readonly waitMs?: number;
  /** What was called may have acted, as far as this attempt tells. */
  readonly mayHaveActed: boolean;
  /** Empty where there was no answer. */
  readonly headers: Headers;
};

export type Success<T> = { readonly kind: 'success'; readonly requestId?: string } & HttpAnswer<T>;
export type Verdict<T> = Success<T> | Failure;

const faultOfSilence = {
  timeout: 'timeout',
  broken: 'unavailable',
  garbled: 'malformed-answer',
  'too-large': 'too-large',
  unexpected: 'unexpected',
} as const;

export function judge<T>(
  wire: WireAnswer,
  read: AnswerReader<T>,
  effect: Effect,
  vendor: Vendor,
  clock: Clock,
  alsoAnswers: readonly number[] = [],
): Verdict<T> {
  const acts = effect !== 'none';
  if (wire.kind === 'no-answer') {
    const fault = faultOfSilence[wire.why];
    const reason = wire.reason === undefined ? {} : { reason: wire.reason };
    return { kind: 'failure', fault, ...reason, mayHaveActed: acts && wire.sent, headers: {} };
  }
  const { status, headers } = wire;
  const body: Body = { contentType: headers['content-type'] ?? '', bytes: wire.body };
  const requestId = matching(headers[vendor.requestIdHeader ?? ''], /^[\w.:-]{1,128}$/);
  const known = { status, headers, ...(requestId === undefined ? {} : { requestId }) };
  const byStatus = faultOfStatus(status);
  if (byStatus === undefined || alsoAnswers.includes(status)) {
    const reading = read(body);
    if (reading.ok) return { kind: 'success', ...known, data: reading.data };
    if (byStatus === undefined)
      return { kind: 'failure', ...known, fault: reading.fault, mayHaveActed: acts };
  }
  const waitMs = toldWaitMs(status, headers, clock);
  const vendorCode = vendor.errorCode
    ? matching(vendor.errorCode.read(jsonIfAny(body)), vendor.errorCode.form)
    : undefined;
  return {
    kind: 'failure',
    ...known,
    fault: vendor.faultOf?.(status, vendorCode) ?? (isFromBetween(status, body) ? 'web-page' : byStatus),
    mayHaveActed: acts && !refusedUndone(status, waitMs),
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(waitMs === undefined ? {} : { waitMs }),
  };
}

/** Whether another attempt may end otherwise. */
export function mayPass({ fault }: Failure): boolean {
  return fault === 'throttled' || fault === 'unavailable' || fault === 'timeout' || fault === 'web-page';
}

/** A proxy's or firewall's page for people is not the API saying "there is no such account". */
function isFromBetween(status: number, body: Body): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 429 && isWebPage(body);
}

/** 4xx is a refusal, and so is 503 that names when to come back. 408 came from somebody who stopped listening. */
function refusedUndone(status: number, waitMs: number | undefined): boolean {
  if (status === 503) return waitMs !== undefined;
  return status >= 400 && status < 500 && status !== 408;
}

function matching(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && value.length <= 128 && form.test(value) ? value : undefined;
}
