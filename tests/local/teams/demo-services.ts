/** What the stand-in leans on, in small: a sign-in page that locks at the fifth failure, and operator routes with what IT would read. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const demoPassword = 'Correct-Horse-7';
export const operatorKey = 'operator-key-of-the-demo';
const allowedFailures = 5;

/** The services and what they hold; tests may add to it. */
export type DemoServices = {
  url: string;
  signInUrl: string;
  failures: Map<string, number>;
  audit: Record<string, unknown>[];
  tickets: Record<string, unknown>[];
  close(): Promise<void>;
};

/** Starts both on one free port. */
export const startDemoServices = async (): Promise<DemoServices> => {
  const failures = new Map<string, number>();
  const audit: Record<string, unknown>[] = [];
  const tickets: Record<string, unknown>[] = [];
  const signIn = ({
    username = '',
    password = '',
  }: {
    username?: string;
    password?: string;
  }): [number, string] => {
    const failed = failures.get(username) ?? 0;
    if (failed >= allowedFailures) return [401, 'locked'];
    if (password === demoPassword) return [200, 'signed-in'];
    failures.set(username, failed + 1);
    return [401, failed + 1 >= allowedFailures ? 'locked' : 'refused'];
  };
  const server = createServer(async (request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/operator/')) {
      if (request.headers['x-functions-key'] !== operatorKey) return reply(401, {});
      return reply(200, { items: pathname.endsWith('audit') ? audit : tickets, next: null });
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const [status, word] = signIn(JSON.parse(text || '{}') as Record<string, string>);
    return reply(status, { status: word });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    signInUrl: `${url}/api/directory/sign-in`,
    failures,
    audit,
    tickets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
