/** Proxies that count what the product asks of its storage and of its directory. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createSocketServer,
  type Server as SocketServer,
} from 'node:net';

export interface CallCounter {
  port: number;
  /** How many calls were made so far. */
  calls(): number;
  close(): void;
}

/** An HTTP proxy in front of table storage: every request is one call. */
export async function countStorageCalls(port: number): Promise<CallCounter> {
  let calls = 0;
  const forward = (incoming: IncomingMessage, answer: ServerResponse) => {
    calls += 1;
    const { method, headers, url: path } = incoming;
    const call = request({ host: '127.0.0.1', port, method, headers, path }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    call.on('error', () => answer.destroy());
    incoming.pipe(call);
  };
  const server = createServer(forward);
  return counter(server, await listening(server), () => calls);
}

/** A proxy in front of the database: every operation of the directory is one transaction, and so one call. */
export async function countDirectoryCalls(port: number): Promise<CallCounter> {
  let calls = 0;
  const server = createSocketServer((client) => {
    const database = connect(port, '127.0.0.1');
    client.on('data', (bytes) => {
      calls += bytes.toString('latin1').split('begin; set local statement_timeout').length - 1;
    });
    client.pipe(database).pipe(client);
    client.on('error', () => database.destroy());
    database.on('error', () => client.destroy());
  });
  return counter(server, await listening(server), () => calls);
}

function counter(server: Server | SocketServer, port: number, calls: () => number): CallCounter {
  return { port, calls, close: () => void server.close().unref() };
}

function listening(server: Server | SocketServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
