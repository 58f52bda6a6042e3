/**
 * A gate between a host and the table storage: it holds chosen calls, either before they have reached the storage
 * or after they have, so that a test can end the host at exactly that moment.
 */
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StorageCall {
  method: string;
  /** Path and query; of a batch, the parts' own addresses stand in the body. */
  url: string;
  body: string;
}

export interface Hold {
  /**
   * `before`: the storage never gets the call. `after`: it has done it, and nobody hears of it. `refused`: it
   * answers at once that it may not, as when a right was taken away.
   */
  when: 'before' | 'after' | 'refused';
  matches(call: StorageCall): boolean;
}

export interface StorageGate {
  /** The same storage, seen through the gate. */
  connectionString: string;
  /** Holds every call that matches. @returns a promise that resolves when the first one is met */
  hold(hold: Hold): Promise<void>;
  /** Ends all holds; what was held is lost, as it is with a dead host. */
  drop(): void;
  close(): Promise<void>;
}

interface Holding extends Hold {
  reached(): void;
}

export async function openStorageGate(connectionString: string): Promise<StorageGate> {
  const endpoint = /TableEndpoint=http:\/\/127\.0\.0\.1:(\d+)/.exec(connectionString);
  if (!endpoint) throw new Error('There is no local table storage in that connection string.');
  const port = Number(endpoint[1]);
  let holds: Holding[] = [];
  const held: ServerResponse[] = [];

  const keep = (when: Hold['when'], call: StorageCall, response: ServerResponse): boolean => {
    const hold = holds.find((one) => one.when === when && one.matches(call));
    if (!hold) return false;
    if (when === 'refused') response.writeHead(403).end();
    else held.push(response);
    hold.reached();
    return true;
  };
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(incoming);
    const { method = 'GET', url = '/', headers } = incoming;
    const call = { method, url, body: body.toString('utf8') };
    if (keep('before', call, response) || keep('refused', call, response)) return;
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers });
    const answer = await answerTo(outgoing, body);
    const content = await bytesOf(answer);
    if (keep('after', call, response)) return;
    response.writeHead(answer.statusCode ?? 500, answer.headers).end(content);
  };
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;

  return {
    connectionString: connectionString.replace(endpoint[0], `TableEndpoint=http://127.0.0.1:${own}`),
    hold: (hold) =>
      new Promise((resolve) => {
        holds.push({ ...hold, reached: resolve });
      }),
    drop: () => {
      holds = [];
      for (const response of held.splice(0)) response.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo(outgoing: ClientRequest, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject).end(body);
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
