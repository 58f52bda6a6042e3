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
  /** Whether the call may have changed something although nobody answered so: who called must look before acting on. */
  readonly outcomeUnknown: boolean;
  /** Who was called has said that it is not worth trying before this instant (ISO 8601). */
  readonly notBefore?: string;

  constructor(
    code: ErrorCode,
    message: string,
    options: { retryable?: boolean; outcomeUnknown?: boolean; notBefore?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'CodedError';
    this.code = code;
    this.retryable =
      options.retryable ?? (code === 'timeout' || code === 'unavailable' || code === 'throttled');
    this.outcomeUnknown = options.outcomeUnknown ?? code === 'timeout';
    if (options.notBefore !== undefined) this.notBefore = options.notBefore;
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

/** Until when whoever was called wants to be left alone, where that was said. */
export function toldToWaitUntil(error: unknown): string | undefined {
  return error instanceof CodedError ? error.notBefore : undefined;
}

/** Whether what was called may have acted; a foreign error says nothing of it. */
export function mayHaveActed(error: unknown): boolean {
  return error instanceof CodedError && error.outcomeUnknown;
}
