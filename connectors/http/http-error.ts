/**
 * What goes wrong between us and a vendor's API. axios' own errors carry the request with its `Authorization`, the
 * query and the body, so none of them leaves this folder: an `HttpError` is made of a closed list of facts, has no
 * cause, and its message holds nothing that a vendor or a person wrote.
 */
import { CodedError, type ErrorCode } from '../../domain/errors';

const faults = {
  /** 401: the credentials don't work. */
  unauthorised: { code: 'unauthorised', retryable: false },
  /** 403: they do, but not for this. */
  forbidden: { code: 'refused', retryable: false },
  /** 404, 410. */
  'not-found': { code: 'not-found', retryable: false },
  /** 409, 412. */
  conflict: { code: 'conflict', retryable: false },
  /** Every other 4xx: what we sent is wrong. */
  invalid: { code: 'refused', retryable: false },
  /** 429. `notBefore` says when to come again. */
  throttled: { code: 'throttled', retryable: true },
  /** 5xx, and whatever breaks on the way. */
  unavailable: { code: 'unavailable', retryable: true },
  /** No answer in time, or the caller gave up. */
  timeout: { code: 'timeout', retryable: true },
  /** A page for people where data was expected: maintenance, a proxy, a hibernating instance. Not the API's word. */
  'web-page': { code: 'unavailable', retryable: true },
  /** Not what the vendor documents: no JSON, another shape, another type, a broken encoding. */
  'malformed-answer': { code: 'bad-answer', retryable: false },
  'too-large': { code: 'bad-answer', retryable: false },
  /** 3xx: redirects are not followed, credentials go to the configured origin only. */
  redirected: { code: 'bad-answer', retryable: false },
  /** A link in an answer leads elsewhere: nothing was sent there. */
  'foreign-address': { code: 'bad-answer', retryable: false },
  unexpected: { code: 'unexpected', retryable: false },
} as const satisfies Readonly<Record<string, { code: ErrorCode; retryable: boolean }>>;

export type HttpFault = keyof typeof faults;

export type HttpErrorFacts = {
  /** The client's name, `okta` for instance. */
  readonly client: string;
  readonly fault: HttpFault;
  readonly status?: number;
  /** The vendor's own code, if it has the form that the connector allows. */
  readonly vendorCode?: string;
  /** The vendor's id of the request, for its support. */
  readonly requestId?: string;
  /** Not worth trying before this instant (ISO 8601). */
  readonly notBefore?: string;
  /** Node's name for what broke: `ECONNRESET`. */
  readonly reason?: string;
  /** The call may have changed something. */
  readonly outcomeUnknown?: boolean;
};

export class HttpError extends CodedError {
  readonly facts: HttpErrorFacts;

  constructor(facts: HttpErrorFacts) {
    const { code, retryable } = faults[facts.fault];
    const details = [facts.status, facts.vendorCode, facts.reason].filter((detail) => detail !== undefined);
    const suffix = details.length > 0 ? ` (${details.join(', ')})` : '';
    const outcomeUnknown = facts.outcomeUnknown === true;
    const notBefore = facts.notBefore === undefined ? {} : { notBefore: facts.notBefore };
    super(code, `${facts.client}: ${facts.fault}${suffix}`, { retryable, outcomeUnknown, ...notBefore });
    this.facts = facts;
  }

  get fault(): HttpFault {
    return this.facts.fault;
  }
}

/** Whether it is a vendor's answer, or lack of one, of these kinds. */
export function hasFault(error: unknown, ...kinds: readonly HttpFault[]): error is HttpError {
  return error instanceof HttpError && kinds.includes(error.fault);
}

/**
 * A step after a change within the same port call, reading it again for instance: whatever goes wrong now, the change
 * may stand, and the caller must look.
 */
export async function afterActing<T>(step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw error instanceof HttpError ? new HttpError({ ...error.facts, outcomeUnknown: true }) : error;
  }
}

/** What a status means by itself; 2xx is undefined. */
export function faultOfStatus(status: number): HttpFault | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 401) return 'unauthorised';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  return status >= 400 ? 'invalid' : 'redirected';
}
