/** Only this machine's own programs and pages are answered. */
import { request } from 'node:http';
import { z } from 'zod';
import { readInput } from '../../../local/teams/http-routes';
import { type LoopbackServer, startLoopbackServer } from '../../../local/teams/loopback-server';

const schema = z.strictObject({ name: z.string() });

describe('a loopback server', () => {
  let server: LoopbackServer;
  const call = (options: {
    path?: string;
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    host?: string;
  }) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const {
        path = '/things',
        method = 'POST',
        headers = {},
        body = '{"name":"x"}',
        host = '127.0.0.1',
      } = options;
      const sent = request({ host, port: server.port, path, method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      });
      sent.on('error', reject);
      sent.end(method === 'GET' ? undefined : body);
    });

  beforeAll(async () => {
    server = await startLoopbackServer(0, [
      {
        method: 'POST',
        path: '/things',
        handle: ({ body }) => ({ status: 200, body: readInput(schema, body) }),
      },
      { method: 'GET', path: '/things/{id}', handle: ({ params }) => ({ status: 200, body: params }) },
    ]);
  });
  afterAll(() => server.close());

  test('its own names are answered', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]']) {
      expect((await call({ headers: { host: `${host}:${server.port}` } })).status).toBe(200);
    }
  });

  test('another host name is refused, so that no foreign page can read through it', async () => {
    for (const host of [`evil.example:${server.port}`, 'localhost', `localhost:${server.port + 1}`]) {
      expect((await call({ headers: { host } })).status).toBe(403);
    }
  });

  test('a post from another page is refused, from its own it is not', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      expect((await call({ headers: { origin } })).status).toBe(403);
    }
    expect((await call({ headers: { origin: server.url } })).status).toBe(200);
  });

  test('bad bodies are refused by name', async () => {
    expect(await call({ body: '{' })).toMatchObject({
      status: 400,
      body: expect.stringContaining('must be JSON'),
    });
    expect(await call({ body: '{"name":1}' })).toMatchObject({
      status: 400,
      body: expect.stringContaining('"field":"name"'),
    });
    expect((await call({ body: JSON.stringify('a'.repeat(1024 * 1024)) })).status).toBe(413);
  });

  test('what is not there is not found, and a wrong method is named', async () => {
    expect((await call({ path: '/nothing' })).status).toBe(404);
    expect((await call({ method: 'GET' })).status).toBe(405);
    expect((await call({ method: 'GET', path: '/things/a%3Ab' })).body).toBe('{"id":"a:b"}');
    expect((await call({ method: 'GET', path: '/things/%E0%A4%A' })).status).toBe(400);
  });
});
