/**
 * What may go wrong between a connector and a vendor, to be ordered call by call. A fake vendor asks `take` before it
 * answers; `strike` then spoils the answer on the real socket, so that the client under test sees what it would see.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export const faultKinds = [
  /** 429; give the vendor's headers. */
  'throttled',
  /** Any status, by `status`, default 500, with a JSON body. */
  'status',
  /** 401: expired, revoked or wrong credentials. */
  'unauthorised',
  /** Never an answer; the connection stays. */
  'hang',
  /** The connection ends before a byte of the answer. */
  'reset-before',
  /** The connection ends in the middle of the body. */
  'reset-during',
  /** Half of the announced body, then a proper end. */
  'truncated',
  'malformed-json',
  /** JSON, but of a shape that no vendor documents: a list of numbers. */
  'other-shape',
  /** A page for people; by `status`, default 200. */
  'html',
  'empty',
  /** JSON that says it is plain text. */
  'wrong-type',
  'not-utf8',
  /** Announced as gzip, isn't. */
  'bad-gzip',
  /** 8 MB in 8 KB. */
  'gzip-bomb',
  'too-large',
  /** A byte now and then: never silent, never done. */
  'slow-drip',
  /** Headers at once, the body never. */
  'no-body',
  /** By `status`, default 302, to `location`, default another host. */
  'redirect',
  /** Headers of 64 KB. */
  'header-flood',
  /** Not HTTP at all. */
  'garbage',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type Fault = {
  readonly kind: FaultKind;
  /** Default: any. A text is the whole path without query. */
  readonly match?: {
    readonly method?: string;
    readonly path?: string | RegExp;
    /** Stands in the query or the body, decoded: whose call it is, where the path doesn't say. */
    readonly mention?: string;
  };
  /** So many of the calls that match, default 1. */
  readonly times?: number;
  /** So many calls that match go well before. */
  readonly after?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of `status`, `throttled` and `unauthorised`: the vendor's own refusal. */
  readonly body?: unknown;
  /** The fake does what was asked, and only its answer is spoilt: the outcome is unknown to the caller, not to us. */
  readonly acts?: boolean;
};

/** A fault that was ordered: how many calls have met it, and how to end it before its time. */
export type OrderedFault = { met(): number; end(): void };

export type Faults = {
  next(fault: Fault): OrderedFault;
  /** The fault that this call meets, if any. */
  take(method: string, path: string, body?: string): Fault | undefined;
  /** Ordered faults that nobody met yet: a test that leaves some proved nothing. */
  left(): number;
  clear(): void;
};

export function createFaults(): Faults {
  let ordered: { fault: Fault; skip: number; times: number; met: number }[] = [];
  return {
    next(fault) {
      largeBodies();
      const order = { fault, skip: fault.after ?? 0, times: fault.times ?? 1, met: 0 };
      ordered.push(order);
      return {
        met: () => order.met,
        end() {
          ordered = ordered.filter((other) => other !== order);
        },
      };
    },
    take(method, path, body = '') {
      for (const order of ordered) {
        if (!matches(order.fault, method, path, body)) continue;
        if (order.skip > 0) {
          order.skip--;
          continue;
        }
        order.times--;
        order.met++;
        if (order.times <= 0) ordered = ordered.filter((other) => other !== order);
        return order.fault;
      }
      return undefined;
    },
    left: () => ordered.length,
    clear: () => {
      ordered = [];
    },
  };
}

function matches({ match = {} }: Fault, method: string, path: string, body: string): boolean {
  if (match.method !== undefined && match.method !== method) return false;
  const [bare = '', query = ''] = path.split('?');
  if (match.mention !== undefined && !`${decoded(query)}\n${body}`.includes(match.mention)) return false;
  if (match.path === undefined) return true;
  return typeof match.path === 'string' ? match.path === bare : match.path.test(bare);
}

function decoded(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll('+', ' '));
  } catch {
    return query;
  }
}

/** Made when ordered, not when asked for: packing takes longer than some deadlines. */
let bodies: { readonly large: Buffer; readonly bomb: Buffer } | undefined;
function largeBodies(): { readonly large: Buffer; readonly bomb: Buffer } {
  if (!bodies) {
    const large = Buffer.from(JSON.stringify({ padding: 'x'.repeat(8_000_000) }));
    bodies = { large, bomb: gzipSync(large) };
  }
  return bodies;
}

const json = { 'content-type': 'application/json' };
const page = '<!DOCTYPE html><html><body><h1>We will be back soon</h1><p>token=hunter2</p></body></html>';

/** Answers with the fault. The body of the request has been read by then. */
export function strike(fault: Fault, request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const { headers = {}, kind } = fault;
  const send = (status: number, type: Readonly<Record<string, string>>, body: string | Buffer): void => {
    response.writeHead(status, { ...type, ...headers }).end(body);
  };
  const refuse = (status: number): void => send(status, json, JSON.stringify(fault.body ?? {}));
  const begin = (extra: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(fault.status ?? 200, { ...json, ...extra, ...headers });
    response.flushHeaders();
  };
  const strikes: Readonly<Record<FaultKind, () => void>> = {
    throttled: () => refuse(429),
    status: () => refuse(fault.status ?? 500),
    unauthorised: () => refuse(401),
    hang: () => undefined,
    'reset-before': () => socket.resetAndDestroy(),
    'reset-during': () => {
      begin({ 'content-length': '1000' });
      response.write('{"status":', () => setTimeout(() => socket.resetAndDestroy(), 5));
    },
    truncated: () => {
      begin({ 'content-length': '1000' });
      response.write('{"status":', () => socket.end());
    },
    'malformed-json': () => send(200, json, '{"status": "LOCKED_OUT", '),
    'other-shape': () => send(200, json, '[1, 2, 3]'),
    html: () => send(fault.status ?? 200, { 'content-type': 'text/html; charset=utf-8' }, page),
    empty: () => send(200, json, ''),
    'wrong-type': () => send(200, { 'content-type': 'text/plain' }, '{"status":"ACTIVE"}'),
    'not-utf8': () => send(200, json, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
    'bad-gzip': () => send(200, { ...json, 'content-encoding': 'gzip' }, 'this is not gzip'),
    'gzip-bomb': () => send(200, { ...json, 'content-encoding': 'gzip' }, largeBodies().bomb),
    'too-large': () => send(200, json, largeBodies().large),
    'slow-drip': () => {
      begin();
      const timer = setInterval(() => response.write(' '), 20);
      socket.once('close', () => clearInterval(timer));
    },
    'no-body': () => begin(),
    redirect: () => send(fault.status ?? 302, { location: 'https://elsewhere.example/', ...headers }, ''),
    'header-flood': () => {
      socket.write(`HTTP/1.1 200 OK\r\nx-flood: ${'x'.repeat(65_536)}\r\ncontent-length: 0\r\n\r\n`);
    },
    garbage: () => {
      socket.write('I am not a web server\r\n\r\n', () => socket.end());
    },
  };
  strikes[kind]();
}
