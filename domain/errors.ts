/**
 * Surprises. Expected results are values (outcome.ts); what is thrown is a `CodedError`, which says whether a
 * retry may cure it. Only its code may leave an activity or a handler.
 */

export type ErrorCode =
  | 'timeout'
  | 'unavailable'
  | 'throttled'
  | 'unauthorised'
  | 'bad-answer'
  | 'conflict'
  | 'not-found'
  | 'not-supported'
  | 'refused'
  | 'invalid-transition'
  | 'unexpected';

export class CodedError extends Error {
  readonly code: ErrorCode;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CodedError';
    this.code = code;
    this.retryable =
      options.retryable ?? (code === 'timeout' || code === 'unavailable' || code === 'throttled');
  }
}

/** The code of anything thrown; foreign errors are `unexpected`. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof CodedError ? error.code : 'unexpected';
}

export function hasCode(error: unknown, code: ErrorCode): error is CodedError {
  return error instanceof CodedError && error.code === code;
}

/** Whether trying again may help; an unknown error may be a passing one. */
export function mayRetry(error: unknown): boolean {
  return error instanceof CodedError ? error.retryable : true;
}
