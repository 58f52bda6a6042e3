/** What stands before several hosts of one app: requests go to them in turn, each by itself. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export interface Front {
  /** From now on requests go to these ports, one after the other. */
  leadTo(ports: readonly number[]): void;
  close(): Promise<void>;
}

export async function openFront(port: number): Promise<Front> {
  let targets: readonly number[] = [];
  let count = 0;
  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const target = targets[count++ % targets.length];
    const { method, url: path, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port: target, method, path, headers });
    outgoing.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.destroy());
    incoming.pipe(outgoing);
  };
  const servers = ['127.0.0.1', '::1'].map((host) => ({ host, server: createServer(pass) }));
  for (const { host, server } of servers) {
    await new Promise<void>((resolve) => {
      // A machine without IPv6 has one address less.
      server.once('error', () => resolve()).listen(port, host, resolve);
    });
  }
  return {
    leadTo: (ports) => {
      targets = ports;
    },
    close: async () => {
      for (const { server } of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
