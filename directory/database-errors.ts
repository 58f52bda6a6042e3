/**
 * What the driver throws, as coded errors. Nothing of the original is kept but its code and the names of the
 * schema: messages of the driver quote parameters (hashes among them), those about the address quote the password.
 */
import { CodedError, type ErrorCode } from '../domain/errors';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** By the beginning of the SQLSTATE, longest first (PostgreSQL's appendix A). */
const sqlStates: readonly (readonly [string, ErrorCode, string])[] = [
  ['57014', 'timeout', 'The database did not answer in time.'],
  ['55P03', 'timeout', 'A row stayed locked for too long.'],
  ['25P03', 'timeout', 'The transaction was idle for too long.'],
  ['57P', 'unavailable', 'The database is shutting down or starting.'],
  ['08', 'unavailable', 'The connection to the database broke.'],
  ['53', 'unavailable', 'The database has no resources left.'],
  ['28', 'unauthorised', 'The database refused the credentials.'],
  ['3D000', 'unauthorised', 'The database of that name does not exist.'],
  ['42501', 'unauthorised', 'The database user lacks a permission.'],
  ['42P01', 'not-found', 'The directory has no tables yet: it was never migrated.'],
  ['40', 'conflict', 'Two transactions collided.'],
];

/** Whatever was thrown, as a coded error without secrets. Coded errors pass unchanged. */
export function asDatabaseError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  const original = innermost(error);
  const { code, message } = describe(original);
  const retryable = code === 'conflict' ? true : undefined;
  return new CodedError(code, message, { retryable, cause: new Error(trace(original)) });
}

function describe(error: unknown): { code: ErrorCode; message: string } {
  const code = field(error, 'code');
  if (code !== undefined && networkCodes.has(code))
    return { code: 'unavailable', message: 'The database cannot be reached.' };
  const known = code === undefined ? undefined : sqlStates.find(([beginning]) => code.startsWith(beginning));
  if (known) return { code: known[1], message: known[2] };
  // The driver gives no code when a socket closes or a connection takes too long.
  const words = error instanceof Error ? error.message : '';
  if (/connection (terminated|timeout)|trying to connect|not queryable|connection error/i.test(words))
    return { code: 'unavailable', message: 'The connection to the database broke.' };
  return { code: 'unexpected', message: 'The database refused a statement.' };
}

/** Drizzle wraps the driver's error in one whose message holds statement and parameters. */
function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error && field(inner, 'code') === undefined)
    inner = inner.cause;
  return inner;
}

function trace(error: unknown): string {
  const parts = ['code', 'severity', 'table', 'column', 'constraint', 'routine', 'syscall'].flatMap(
    (name) => {
      const value = field(error, name);
      return value === undefined ? [] : [`${name}=${value}`];
    },
  );
  return parts.join(' ') || (error instanceof Error ? error.name : typeof error);
}

function field(error: unknown, name: string): string | undefined {
  const value = (error as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}
