/**
 * A small real HTTP server on loopback that a fake vendor stands on: it keeps what it was asked, lets the vendor
 * answer, and meets ordered faults first. Okta's, Ping's and ServiceNow's fakes differ only in `answer`.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Faults, strike } from './faults';

export type AskedCall = {
  readonly method: string;
  /** With the query, as it came. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** When it had arrived, by this process's monotonic time: which of two fakes was asked first. */
  readonly atMs: number;
};

export type FakeAnswer = {
  /** Default 200. */
  readonly status?: number;
  /** A text is sent as it is, anything else as JSON; nothing is no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
};

export type FaultyServer = {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly faults: Faults;
  /** Every call that arrived, those that met a fault included. */
  readonly calls: readonly AskedCall[];
  /** Connections that were opened so far. */
  connections(): number;
  /** Forgets calls and faults. */
  reset(): void;
  /** Nothing listens any more; open connections are cut. */
  cut(): Promise<void>;
  /** Listens again, at the same port. */
  restore(): Promise<void>;
  close(): Promise<void>;
};

/** @param answer what the fake vendor does and says. Default: 200 and `{}`. */
export async function startFaultyServer(
  answer: (call: AskedCall) => FakeAnswer | Promise<FakeAnswer> = () => ({ body: {} }),
): Promise<FaultyServer> {
  const faults = createFaults();
  const calls: AskedCall[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const { method = '', url: path = '', headers } = request;
      const sent = await bodyOf(request);
      const call: AskedCall = { method, path, headers, body: sent, atMs: performance.now() };
      calls.push(call);
      const fault = faults.take(method, path, sent);
      if (fault) {
        if (fault.acts) await answer(call);
        strike(fault, request, response);
        return;
      }
      const { status = 200, body, headers: given = {} } = await answer(call);
      const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {};
      response.writeHead(status, { ...type, ...(given as Record<string, string | string[]>) }).end(content);
    })().catch((error: unknown) => {
      // The fake itself is wrong: the test must not take that for a fault it ordered.
      process.emitWarning(error instanceof Error ? error : String(error));
      response.destroy();
    });
  });
  server.on('connection', () => {
    connections++;
  });
  server.keepAliveTimeout = 60_000;
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    calls,
    connections: () => connections,
    reset: () => {
      faults.clear();
      calls.length = 0;
      connections = 0;
    },
    cut: stop,
    restore: () => listen(port),
    close: stop,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
