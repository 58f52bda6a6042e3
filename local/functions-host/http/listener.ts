/** Sockets on the loopback addresses only, open before the app is loaded, as the app must know its port. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../log';
import { empty } from './answer';
import type { RequestHandler } from './front-door';
import { sendAnswer } from './response-data';

const HEADERS_LIMIT_BYTES = 32 * 1024;

export interface Listener {
  readonly port: number;
  /** Requests that are being answered. */
  active(): number;
  /** Until this is called every request is answered 503. */
  serve(handler: RequestHandler): void;
  /** Takes no new connections; those without a request are closed. */
  close(): void;
  closeAll(): void;
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Listens on `port` (0: any free one) of 127.0.0.1, and of ::1 where asked for and possible. */
export async function createListener(deps: {
  readonly port: number;
  readonly bothFamilies: boolean;
  readonly log: Log;
}): Promise<Listener> {
  let handler: RequestHandler | undefined;
  let active = 0;
  const makeServer = () =>
    createServer({ maxHeaderSize: HEADERS_LIMIT_BYTES }, (request, response) => {
      active += 1;
      response.once('close', () => {
        active -= 1;
      });
      if (handler === undefined) {
        sendAnswer(response, { status: 503, body: 'Function host is not running.' });
        return;
      }
      handler(request, response).catch((error: unknown) => {
        // A request that broke off while it was read, or a target that is no URL.
        deps.log('debug', 'Host.Http', error instanceof Error ? error.message : String(error));
        if (!response.headersSent) {
          sendAnswer(response, empty(400, { connection: 'close' }));
        }
      });
    });
  const servers = [makeServer()];
  const port = await listen(servers[0] as Server, deps.port, '127.0.0.1');
  if (deps.bothFamilies) {
    const second = makeServer();
    try {
      await listen(second, port, '::1');
      servers.push(second);
    } catch {
      // No IPv6 here, or somebody else has the port there.
    }
  }
  return {
    port,
    active: () => active,
    serve: (serving) => {
      handler = serving;
    },
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeIdleConnections();
      }
    },
    closeAll: () => {
      for (const server of servers) {
        server.closeAllConnections();
      }
    },
  };
}
