/** What a connector asks of the client, and what it gets. */
import type { Secret } from '../../domain/secret';
import type { PathParameters, Query } from './address';
import type { AnswerReader } from './answer';
import type { Authorise } from './authorisation';
import type { Deadline } from './deadline';
import type { HttpFault } from './http-error';
import type { Headers } from './retry-after';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * What a second arrival of the same request would do. `none`: it only reads. `repeatable`: it changes something, but
 * twice is as once. `once`: repeated only where the first certainly did nothing.
 */
export type Effect = 'none' | 'repeatable' | 'once';

export type RequestBody =
  | { readonly json: unknown }
  | { readonly form: Readonly<Record<string, string | Secret<string>>> }
  | { readonly text: string; readonly type: string };

export type HttpCall<T> = {
  readonly method: Method;
  /** A template below the base address, the only part of an address that is logged: `/api/v1/users/{id}`. */
  readonly path: string;
  readonly parameters?: PathParameters;
  readonly query?: Query;
  /**
   * Instead of path and query: a link from an answer, for GET only. It must lead to the base's origin, below its path.
   * `path` still names what it is.
   */
  readonly link?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Default: `none` for GET and HEAD, `repeatable` for PUT and DELETE, `once` for POST and PATCH. */
  readonly effect?: Effect;
  /** What a 2xx must hold: `json(schema)`, `text(form)` or `nothing`. */
  readonly answer: AnswerReader<T>;
  /** Other statuses whose body is an answer as well, where it has that form: vendors that sign their refusals. */
  readonly alsoAnswers?: readonly number[];
  /** One for everything that a port call needs: its requests, their retries and tokens. */
  readonly deadline: Deadline;
};

export type HttpAnswer<T> = { readonly status: number; readonly headers: Headers; readonly data: T };

export type HttpClient = {
  /**
   * The answer to a 2xx, or what `alsoAnswers` takes for one. A repeatable call that was answered with a refusal after an attempt without an answer may
   * have been done by that attempt: then the error says `outcomeUnknown`, and the caller looks.
   * @throws HttpError for everything else. A path parameter that can't name anything is `not-found`, unsent.
   */
  request<T>(call: HttpCall<T>): Promise<HttpAnswer<T>>;
  /** Ends all connections, for good: what is under way fails, and so does what comes later. */
  close(): void;
};

/** The whole of what is logged about a request. */
export type CallRecord = {
  readonly client: string;
  readonly method: Method;
  /** The template, never the address. */
  readonly path: string;
  readonly attempts: number;
  readonly durationMs: number;
  readonly status?: number;
  readonly fault?: HttpFault;
  readonly vendorCode?: string;
  readonly requestId?: string;
};

/** What is particular to one vendor. */
export type Vendor = {
  /** The vendor's error code in the JSON of a refusal. What doesn't match `form` is not told. */
  readonly errorCode?: { readonly form: RegExp; read(body: unknown): unknown };
  /** The header with the vendor's id of the request, lower case. */
  readonly requestIdHeader?: string;
  /** Where a status means something else than usual; undefined leaves it. */
  readonly faultOf?: (status: number, errorCode: string | undefined) => HttpFault | undefined;
};

export type HttpClientOptions = {
  /** Stands in errors and logs. */
  readonly name: string;
  /** https, or http on loopback. */
  readonly baseUrl: string;
  readonly authorise?: Authorise;
  readonly vendor?: Vendor;
  readonly log?: (record: CallRecord) => void;
  /** How long one attempt may take, default 5 s; the deadline bounds it too. */
  readonly attemptTimeoutMs?: number;
  /** At most so many attempts per call, default 3. */
  readonly attempts?: number;
  /** The pause before the second attempt, default 150 ms; it doubles for each further one. */
  readonly firstBackOffMs?: number;
  /** Default 2 MB, unpacked. */
  readonly mostBytes?: number;
  /** Default 16. */
  readonly mostConnections?: number;
  /** Chance between 0 and 1, so that clients that failed together don't return together. */
  readonly jitter?: () => number;
};
