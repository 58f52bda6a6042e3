/** What goes wrong between us and Table Storage, as coded errors: one table from its answers to our codes. */
import { CodedError, type ErrorCode } from '../../domain/errors';

/** The parts of the SDK's errors that matter here; single calls and transactions put the code in different places. */
type Fault = {
  readonly name?: string;
  readonly statusCode?: number;
  readonly code?: string;
  readonly details?: { readonly odataError?: { readonly code?: string } };
};

/** Answers that callers expect and handle as values. */
export type Refusal = 'table-missing' | 'row-missing' | 'exists' | 'changed';

const refusals: Readonly<Record<string, Refusal>> = {
  TableNotFound: 'table-missing',
  ResourceNotFound: 'row-missing',
  EntityNotFound: 'row-missing',
  EntityAlreadyExists: 'exists',
  UpdateConditionNotSatisfied: 'changed',
  ConditionNotMet: 'changed',
};

const codes: Readonly<Record<string, ErrorCode>> = {
  ServerBusy: 'throttled',
  OperationTimedOut: 'timeout',
  TableBeingDeleted: 'unavailable',
};

/** Which expected answer the error is, or undefined if it is a surprise. */
export function refusalOf(error: unknown): Refusal | undefined {
  const code = serviceCode(error);
  return code === undefined ? undefined : refusals[code];
}

/** The error as a `CodedError`; what the service said stays in its cause only. */
export function storageError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const code = codeFor(error);
  const retryable = code === 'conflict' ? true : undefined;
  return new CodedError(code, `table storage: ${code}`, { retryable, cause: error });
}

function codeFor(error: unknown): ErrorCode {
  const { name, statusCode } = error as Fault;
  if (name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  const known = codes[serviceCode(error) ?? ''];
  if (known) return known;
  if (statusCode === undefined) return name === 'RestError' ? 'unavailable' : 'unexpected';
  if (statusCode === 429) return 'throttled';
  if (statusCode === 401 || statusCode === 403) return 'unauthorised';
  if (statusCode === 408) return 'timeout';
  if (statusCode === 409 || statusCode === 412) return 'conflict';
  if (statusCode === 404) return 'not-found';
  return statusCode >= 500 ? 'unavailable' : 'unexpected';
}

function serviceCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const fault = error as Fault;
  return fault.details?.odataError?.code || fault.code;
}
