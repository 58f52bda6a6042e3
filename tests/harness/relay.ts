/** A way to a server of this machine that can be cut and mended, for servers that a test can't stop themselves. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket, connect as toServer } from 'node:net';

export interface Relay {
  port: number;
  /** Cuts what is connected; afterwards nothing listens there. */
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function openRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const next = createServer((incoming) => {
        const outgoing = toServer(target, '127.0.0.1');
        for (const socket of [incoming, outgoing]) {
          sockets.add(socket);
          socket
            .on('error', () => {})
            .on('close', () => {
              sockets.delete(socket);
              incoming.destroy();
              outgoing.destroy();
            });
        }
        incoming.pipe(outgoing).pipe(incoming);
      });
      next.once('error', reject);
      next.listen(port, '127.0.0.1', () => resolve((next.address() as AddressInfo).port));
      server = next;
    });
  const port = await listen(0);
  return {
    port,
    cut: () =>
      new Promise((resolve) => {
        server?.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: async () => {
      await listen(port);
    },
  };
}
