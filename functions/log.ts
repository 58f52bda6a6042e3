/**
 * Structured logs: one JSON line per event with allow-listed fields only. What is not listed here can't be logged,
 * so no message text, name, link or secret ever is.
 */
import type { ErrorCode } from '../domain/errors';

export type LogFields = {
  readonly requestId?: string;
  readonly invocationId?: string;
  readonly function?: string;
  readonly code?: ErrorCode | string;
  readonly status?: number;
  readonly count?: number;
  readonly durationMs?: number;
  readonly step?: string;
  /** Of a call to the outside: who was asked, and the path as a template, which holds no ids. */
  readonly connector?: string;
  readonly method?: string;
  readonly path?: string;
  readonly attempts?: number;
  /** The vendor's own code of an error, and its id of the request, for its support. */
  readonly vendorCode?: string;
  readonly vendorRequestId?: string;
};

export type LogSink = { info(line: string): void; warn(line: string): void; error(line: string): void };
export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
};

const allowed: readonly (keyof LogFields)[] = [
  'requestId',
  'invocationId',
  'function',
  'code',
  'status',
  'count',
  'durationMs',
  'step',
  'connector',
  'method',
  'path',
  'attempts',
  'vendorCode',
  'vendorRequestId',
];

/** @param sink an invocation's context, so that the platform correlates the line with the invocation. */
export function createLog(sink: LogSink & { invocationId?: string; functionName?: string }): Log {
  const line = (event: string, fields: LogFields = {}): string => {
    const known = allowed.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]);
    const about = { event, function: sink.functionName, invocationId: sink.invocationId };
    return JSON.stringify({ ...about, ...Object.fromEntries(known) });
  };
  return {
    info: (event, fields) => sink.info(line(event, fields)),
    warn: (event, fields) => sink.warn(line(event, fields)),
    error: (event, fields) => sink.error(line(event, fields)),
  };
}
