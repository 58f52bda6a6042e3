/** A stretch of network between the directory and its database, which a test can make silent or cut. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export type InterruptibleLine = {
  readonly port: number;
  /** Nothing arrives any more, in either direction; connections stay open. */
  hang(): void;
  /** The connections that are open now look so until they are used: then they break. New ones work. */
  forget(): void;
  /** Every connection breaks and new ones are refused. */
  cut(): Promise<void>;
  /** As at the beginning, on the same port. */
  restore(): Promise<void>;
};

export async function openLine(targetPort: number): Promise<InterruptibleLine> {
  let hanging = false;
  let port = 0;
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();

  function join(from: Socket, to: Socket) {
    sockets.add(from);
    from.on('data', (bytes) => {
      if (forgotten.has(from)) from.destroy();
      else if (!hanging) to.write(bytes);
    });
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }

  async function listen() {
    const opening = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1');
      join(near, far);
      join(far, near);
    });
    server = opening;
    await new Promise<void>((resolve) => opening.listen(port, '127.0.0.1', resolve));
    const address = opening.address();
    port = address !== null && typeof address === 'object' ? address.port : port;
  }

  async function cut() {
    const closing = server;
    server = undefined;
    const closed = new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await listen();
  return {
    port,
    hang() {
      hanging = true;
    },
    forget() {
      for (const socket of sockets) forgotten.add(socket);
    },
    cut,
    async restore() {
      hanging = false;
      if (!server) await listen();
    },
  };
}
