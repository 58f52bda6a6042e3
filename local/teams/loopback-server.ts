/** An HTTP server that only this machine can reach, and only as this machine's own: foreign host names and pages are refused. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, BadInput, type HttpRoute } from './http-routes';

const maximumBodyBytes = 1024 * 1024;
const ownHosts = ['localhost', '127.0.0.1', '[::1]'];

/** A running server; `close` also ends open streams. */
export type LoopbackServer = { port: number; url: string; close(): Promise<void> };

const readJsonBody = async (raw: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBodyBytes) throw new BadInput('body', 'must be at most 1 MB', 413);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new BadInput('body', 'must be JSON');
  }
};

/**
 * Refuses what a web page elsewhere could make a browser send here: another host name (DNS rebinding),
 * or a change whose Origin is not this server.
 */
const checkCaller = (raw: IncomingMessage, port: number): void => {
  const own = ownHosts.flatMap((host) => (port === 80 ? [host, `${host}:80`] : [`${host}:${port}`]));
  if (!own.includes((raw.headers.host ?? '').toLowerCase())) {
    throw new BadInput('Host', `must be one of ${own.join(', ')}`, 403);
  }
  const { origin } = raw.headers;
  const reads = raw.method === 'GET' || raw.method === 'HEAD';
  if (!reads && origin !== undefined && !own.some((host) => origin === `http://${host}`)) {
    throw new BadInput('Origin', 'must be this server itself', 403);
  }
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const errorCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const listenOnBoth = async (
  make: () => Server,
  wanted: number,
): Promise<{ port: number; servers: Server[] }> => {
  for (let attempt = 1; ; attempt += 1) {
    const four = make();
    const port = await listen(four, wanted, '127.0.0.1');
    const six = make();
    try {
      // Browsers ask ::1 first for "localhost": whoever holds the port there would be shown instead of us.
      await listen(six, port, '::1');
      return { port, servers: [four, six] };
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') return { port, servers: [four] };
      four.close();
      if (wanted !== 0 || attempt === 5) throw error;
    }
  }
};

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts a server with these routes on 127.0.0.1 and, where there is one, ::1. Port 0 takes any free one. */
export const startLoopbackServer = async (wanted: number, routes: HttpRoute[]): Promise<LoopbackServer> => {
  let port = wanted;
  const onRequest = (raw: IncomingMessage, response: ServerResponse): void => {
    void answer(routes, raw, response, async () => {
      checkCaller(raw, port);
      return readJsonBody(raw);
    });
  };
  const listening = await listenOnBoth(() => createServer({ keepAliveTimeout: 30_000 }, onRequest), wanted);
  port = listening.port;
  return {
    port,
    url: `http://localhost:${port}`,
    close: async () => {
      await Promise.all(listening.servers.map(closeServer));
    },
  };
};
