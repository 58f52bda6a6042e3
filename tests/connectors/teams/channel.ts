/** A tiny Bot Connector on this machine: answers what the test has queued, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConversationReference } from '../../../domain/conversation';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
  /** Milliseconds since the channel was opened. */
  readonly at: number;
};
type Answer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** The line is cut instead. */
  readonly cut?: true;
  /** Nothing is ever answered. */
  readonly silent?: true;
};

export type Channel = Awaited<ReturnType<typeof openChannel>>;

export async function openChannel() {
  const asked: Asked[] = [];
  const answers: Answer[] = [];
  const openedAt = performance.now();
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    asked.push({
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
      at: performance.now() - openedAt,
    });
    const answer = answers.shift() ?? { status: 201, body: { id: `activity-${asked.length}` } };
    if (answer.silent) return;
    if (answer.cut) return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const serviceUrl = `http://127.0.0.1:${port}/teams/`;
  const reference: ConversationReference = {
    conversationId: 'a:1/2 3',
    serviceUrl,
    botId: '28:app',
    userId: '29:robin',
  };
  return {
    serviceUrl,
    reference,
    asked,
    answerNext: (...next: Answer[]) => void answers.push(...next),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
