/**
 * One attempt at one request through axios: what came back, or why nothing did and whether the request had left us
 * by then. Nothing is thrown: axios' errors carry the request's credentials, and none gets beyond this file.
 */
import http, { type ClientRequest, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import axios, { type AxiosInstance } from 'axios';
import type { Headers } from './retry-after';

export type WireRequest = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
};

export type WireAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly body: Buffer }
  | {
      readonly kind: 'no-answer';
      readonly why: 'timeout' | 'broken' | 'garbled' | 'too-large' | 'unexpected';
      /** False where it certainly never arrived: no connection was made. */
      readonly sent: boolean;
      /** Node's name for it. */
      readonly reason?: string;
    };

export type Wire = {
  attempt(request: WireRequest): Promise<WireAnswer>;
  /** Ends all connections, for good. */
  close(): void;
};

export type WireOptions = {
  /** Of a body as it is after unpacking: a packed bomb is cut off there too. */
  readonly mostBytes: number;
  readonly mostConnections: number;
};

/**
 * A connection that idles longer is closed by us: vendors' load balancers close theirs after some seconds, and a
 * request that meets such an end can't be told from one that arrived.
 */
const idleMs = 4_000;

export function createWire({ mostBytes, mostConnections }: WireOptions): Wire {
  const agentOptions = { keepAlive: true, maxSockets: mostConnections, timeout: idleMs };
  const httpAgent = new http.Agent(agentOptions);
  const httpsAgent = new https.Agent(agentOptions);
  const client: AxiosInstance = axios.create({
    httpAgent,
    httpsAgent,
    // No proxy from the environment: credentials go where the settings say, by the way that the network has.
    proxy: false,
    maxRedirects: 0,
    // The body is read below, where its size is bounded and whatever ends it is known by its name.
    responseType: 'stream',
    maxContentLength: -1,
    decompress: true,
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  });

  let closed = false;
  return {
    async attempt(request) {
      if (closed) return { kind: 'no-answer', why: 'unexpected', sent: false, reason: 'CLOSED' };
      const ending = endingOf(request);
      const trace = { sent: false };
      let head: { status: number; headers: Headers } | undefined;
      try {
        const answer = await client.request<Readable>({
          method: request.method,
          url: request.url.href,
          // `false` keeps axios from adding a type to a request without a body.
          headers: {
            'content-type': false,
            accept: 'application/json',
            'accept-encoding': 'gzip, deflate',
            'user-agent': 'account-access-for-teams',
            ...request.headers,
          },
          ...(request.body === undefined ? {} : { data: request.body }),
          signal: ending.signal,
          transport: observed(request.url.protocol === 'https:', trace),
        });
        trace.sent = true;
        head = { status: answer.status, headers: headersOf(answer.headers) };
        const body = await bodyOf(answer.data, mostBytes);
        if (body) return { kind: 'answer', ...head, body };
        return whole(head) ?? { kind: 'no-answer', why: 'too-large', sent: true };
      } catch (error) {
        const reason = reasonOf(error);
        const why = ending.signal.aborted ? 'timeout' : whyOf(reason);
        return whole(head) ?? { kind: 'no-answer', why, sent: trace.sent, ...(reason ? { reason } : {}) };
      } finally {
        ending.stop();
      }
    },
    close() {
      closed = true;
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** A refusal is one by its status, even if its body never came to an end. */
function whole(head: { status: number; headers: Headers } | undefined): WireAnswer | undefined {
  return head && head.status >= 400 ? { kind: 'answer', ...head, body: Buffer.alloc(0) } : undefined;
}

/** The end of the attempt, whatever is under way then: axios' own time-out counts silence only, and a drip is none. */
function endingOf({ timeoutMs, signal }: WireRequest): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const timer = setTimeout(end, timeoutMs);
  if (signal?.aborted) end();
  signal?.addEventListener('abort', end, { once: true });
  return {
    signal: controller.signal,
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    },
  };
}

/** Node's own client, and a look at whether the connection stood: before that nothing of the request has left us. */
function observed(secure: boolean, trace: { sent: boolean }) {
  return {
    request(options: RequestOptions, listener: (response: http.IncomingMessage) => void): ClientRequest {
      const request = secure ? https.request(options, listener) : http.request(options, listener);
      const sent = (): void => {
        trace.sent = true;
      };
      request.once('socket', (socket) => {
        if (request.reusedSocket) sent();
        else socket.once(secure ? 'secureConnect' : 'connect', sent);
      });
      return request;
    },
  };
}

/** @returns undefined when it is larger than allowed. */
async function bodyOf(stream: Readable, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headersOf(headers: object): Headers {
  const pairs = Object.entries(headers).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

function whyOf(reason: string | undefined): 'broken' | 'garbled' | 'unexpected' {
  if (reason === undefined || /^ERR_(INVALID|BAD_(REQUEST|OPTION))/.test(reason)) return 'unexpected';
  return /^(Z_|HPE_)/.test(reason) ? 'garbled' : 'broken';
}

/** Node's and axios' codes are names in capitals; anything else is not told. */
function reasonOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,47}$/.test(code) ? code : undefined;
}
