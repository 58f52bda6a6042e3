import { inspect } from 'node:util';
import { z } from 'zod';
import { json, nothing, text } from '../../../connectors/http/answer';
import { fixed } from '../../../connectors/http/authorisation';
import type { CallRecord, HttpCall } from '../../../connectors/http/call';
import { startDeadline } from '../../../connectors/http/deadline';
import { createHttpClient } from '../../../connectors/http/http-client';
import { HttpError } from '../../../connectors/http/http-error';
import { Secret } from '../../../domain/secret';
import { everyFault, everyFaultOfData } from '../../fakes/every-fault';
import {
  type AskedCall,
  type FakeAnswer,
  type FaultyServer,
  startFaultyServer,
} from '../../fakes/faulty-server';

const now = new Date('2026-11-22T10:00:00.000Z');
const clock = { now: () => now };
const user = z.object({ status: z.string() });

let server: FaultyServer;
let say: (call: AskedCall) => FakeAnswer;
let records: CallRecord[];
const clients: { close(): void }[] = [];

beforeAll(async () => {
  server = await startFaultyServer((call) => say(call));
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  say = () => ({ body: { status: 'ACTIVE' } });
  records = [];
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

function clientWith(options: Partial<Parameters<typeof createHttpClient>[0]> = {}) {
  const client = createHttpClient({
    name: 'vendor',
    baseUrl: server.url,
    clock,
    jitter: () => 0,
    firstBackOffMs: 10,
    authorise: fixed({ authorization: new Secret('SSWS top-secret') }),
    vendor: {
      errorCode: { form: /^E\d{7}$/, read: (body) => (body as { errorCode?: unknown })?.errorCode },
      requestIdHeader: 'x-request-id',
    },
    log: (record) => records.push(record),
    ...options,
  });
  clients.push(client);
  return client;
}

const within = (timeoutMs = 2_000) => startDeadline({ timeoutMs });
const read = (more: Partial<HttpCall<unknown>> = {}): HttpCall<unknown> => ({
  method: 'GET',
  path: '/api/v1/users/{id}',
  parameters: { id: 'ana' },
  answer: json(user),
  deadline: within(),
  ...more,
});
const change = (more: Partial<HttpCall<unknown>> = {}): HttpCall<unknown> => ({
  method: 'POST',
  path: '/api/v1/users/{id}/unlock',
  parameters: { id: 'ana' },
  answer: nothing,
  deadline: within(),
  ...more,
});

async function faultOf(promise: Promise<unknown>): Promise<HttpError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HttpError);
  return error as HttpError;
}

describe('a request that goes well', () => {
  test('the answer comes in the shape that was asked for, with status and headers', async () => {
    say = () => ({ status: 201, body: { status: 'ACTIVE', more: 1 }, headers: { 'x-request-id': 'r-1' } });
    const answer = await clientWith().request({ ...read(), answer: json(user) });
    expect(answer.data.status).toBe('ACTIVE');
    expect(answer).toMatchObject({ status: 201, headers: { 'x-request-id': 'r-1' } });
  });

  test('path and query are encoded, what is not set is left out', async () => {
    await clientWith().request(
      read({ parameters: { id: 'a/b?c=ü' }, query: { search: 'a eq "b+c"', limit: 2, after: undefined } }),
    );
    expect(server.calls[0]?.path).toBe(
      '/api/v1/users/a%2Fb%3Fc%3D%C3%BC?search=a%20eq%20%22b%2Bc%22&limit=2',
    );
  });

  test('JSON, form and text are sent with their types, nothing is sent without one', async () => {
    const client = clientWith();
    await client.request(change({ body: { json: { a: 'ü' } } }));
    await client.request(change({ body: { form: { scope: 'a b', secret: new Secret('s&t') } } }));
    await client.request(change({ body: { text: 'a.b.c', type: 'application/jose' } }));
    await client.request(change());
    await client.request(change({ headers: { 'Content-Type': 'application/vnd.example.unlock+json' } }));
    expect(server.calls.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['{"a":"ü"}', 'application/json'],
      ['scope=a+b&secret=s%26t', 'application/x-www-form-urlencoded'],
      ['a.b.c', 'application/jose'],
      ['', undefined],
      ['', 'application/vnd.example.unlock+json'],
    ]);
  });

  test('several Link headers are told as one', async () => {
    say = () => ({ body: { status: 'A' }, headers: { link: ['<a>; rel="self"', '<b>; rel="next"'] } });
    expect((await clientWith().request(read())).headers.link).toBe('<a>; rel="self", <b>; rel="next"');
  });

  test('a connection is kept for the next request', async () => {
    const client = clientWith();
    for (let count = 0; count < 5; count++) await client.request(read());
    expect(server.connections()).toBe(1);
  });

  test('a client that was closed asks nobody any more', async () => {
    const client = clientWith();
    server.faults.next({ kind: 'hang' });
    const underWay = faultOf(client.request(read()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.close();
    expect((await underWay).fault).toBe('unexpected');
    expect((await faultOf(client.request(read()))).facts.reason).toBe('CLOSED');
    expect(server.calls).toHaveLength(1);
  });

  test('204, {} and no body are success where only that counts; text is taken in its form', async () => {
    const client = clientWith();
    for (const answer of [{ status: 204 }, { body: {} }, { status: 200 }]) {
      say = () => answer;
      await expect(client.request(change())).resolves.toMatchObject({ data: undefined });
    }
    say = () => ({ body: 'aaa.bbb.ccc\n', headers: { 'content-type': 'application/octet-stream' } });
    const jws = text(/^\w+\.\w+\.\w+$/);
    await expect(client.request(change({ answer: jws }))).resolves.toMatchObject({ data: 'aaa.bbb.ccc' });
    say = () => ({ body: 'nonsense', headers: { 'content-type': 'text/plain' } });
    expect((await faultOf(client.request(change({ answer: jws })))).fault).toBe('malformed-answer');
  });
});

describe('every fault that stays', () => {
  const timeoutMs = 400;
  test.each(everyFault)('a read fails in time: $title', async ({ fault, code }) => {
    server.faults.next({ ...fault, times: 99 });
    const beganMs = performance.now();
    const error = await faultOf(clientWith().request(read({ deadline: within(timeoutMs) })));
    expect(error).toMatchObject({ code, outcomeUnknown: false });
    expect(performance.now() - beganMs).toBeLessThan(timeoutMs + 400);
  });

  test.each(everyFault)('a change says whether it may have happened: $title', async (row) => {
    server.faults.next({ ...row.fault, times: 99 });
    const error = await faultOf(clientWith().request(change({ deadline: within(timeoutMs) })));
    expect(error).toMatchObject({ code: row.code, outcomeUnknown: row.outcomeUnknown });
    if (row.outcomeUnknown) expect(server.calls).toHaveLength(1);
  });

  test.each(everyFault.filter(({ outcomeUnknown }) => outcomeUnknown))(
    'a change that was made and answered with a fault is not known to be made: $title',
    async ({ fault }) => {
      let unlocked = 0;
      say = () => {
        unlocked++;
        return { body: {} };
      };
      server.faults.next({ ...fault, acts: true });
      const error = await faultOf(clientWith().request(change({ deadline: within(timeoutMs) })));
      expect([error.outcomeUnknown, unlocked]).toEqual([true, 1]);
    },
  );

  test.each(everyFaultOfData)('data of the wrong shape is an error: $title', async ({ fault, code }) => {
    server.faults.next(fault);
    expect(await faultOf(clientWith().request(read()))).toMatchObject({ code, fault: 'malformed-answer' });
    expect(server.calls).toHaveLength(1);
  });

  test.each([...everyFault, ...everyFaultOfData])('nothing secret is told: $title', async ({ fault }) => {
    server.faults.next({ ...fault, times: 99, body: { errorCode: 'token=hunter2', note: 'hunter2' } });
    const call = change({
      query: { login: 'ana@contoso.example' },
      body: { json: { password: 'hunter2' } },
      deadline: within(150),
      answer: json(user),
    });
    const error = await faultOf(clientWith().request(call));
    expect(error.cause).toBeUndefined();
    const told = [
      error.stack,
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify([error, records]),
    ];
    expect(told.join()).not.toMatch(/hunter2|top-secret|SSWS|contoso|authorization|127\.0\.0\.1|ana/i);
  });
});

describe('a fault that passes', () => {
  test.each(everyFault.filter(({ passes }) => passes))('a read is repeated: $title', async ({ fault }) => {
    server.faults.next(fault);
    await expect(clientWith().request(read())).resolves.toMatchObject({ data: { status: 'ACTIVE' } });
    expect(server.calls).toHaveLength(2);
  });

  test('a change that may be repeated is repeated after silence, and once more at most', async () => {
    server.faults.next({ kind: 'hang', times: 99 });
    const call = change({ method: 'DELETE', deadline: within(5_000) });
    const error = await faultOf(clientWith({ attemptTimeoutMs: 60 }).request(call));
    expect(error).toMatchObject({ fault: 'timeout', outcomeUnknown: true });
    expect(server.calls).toHaveLength(3);
  });

  test('a change that must happen once is repeated where it certainly did not: 429, 503 with Retry-After', async () => {
    server.faults.next({ kind: 'throttled', headers: { 'retry-after': '0' } });
    server.faults.next({ kind: 'status', status: 503, headers: { 'retry-after': '0' } });
    await expect(clientWith().request(change())).resolves.toMatchObject({ status: 200 });
    expect(server.calls).toHaveLength(3);
  });

  test('a change is repeated where nobody listened, and is known not to have happened', async () => {
    const client = clientWith();
    await server.cut();
    const error = await faultOf(client.request(change()));
    expect(error).toMatchObject({
      code: 'unavailable',
      outcomeUnknown: false,
      facts: { reason: 'ECONNREFUSED' },
    });
    expect(records[0]?.attempts).toBe(3);
    const late = client.request(change());
    await server.restore();
    await expect(late).resolves.toMatchObject({ status: 200 });
  });

  test('a handshake that fails sent nothing', async () => {
    const client = clientWith({ baseUrl: server.url.replace('http:', 'https:') });
    const error = await faultOf(client.request(change()));
    expect(error).toMatchObject({ code: 'unavailable', outcomeUnknown: false });
    expect(server.calls).toEqual([]);
  });

  test('a refusal after an attempt without answer leaves the outcome unknown', async () => {
    server.faults.next({ kind: 'reset-before', acts: true });
    server.faults.next({ kind: 'status', status: 404 });
    const error = await faultOf(clientWith().request(change({ method: 'DELETE' })));
    expect(error).toMatchObject({ fault: 'not-found', outcomeUnknown: true });
  });
});

describe('waiting', () => {
  test('a wait that fits into the deadline is kept', async () => {
    server.faults.next({ kind: 'throttled', headers: { 'retry-after': '1' } });
    const beganMs = performance.now();
    await clientWith().request(read());
    expect(performance.now() - beganMs).toBeGreaterThan(1_000);
  });

  test('one that does not is not begun: the error says when to come again', async () => {
    server.faults.next({ kind: 'throttled', headers: { 'retry-after': '30' } });
    const beganMs = performance.now();
    const error = await faultOf(clientWith().request(read()));
    expect(performance.now() - beganMs).toBeLessThan(500);
    expect(error).toMatchObject({ code: 'throttled', retryable: true });
    expect(error.facts).toMatchObject({ status: 429, notBefore: '2026-11-22T10:00:30.000Z' });
    expect(server.calls).toHaveLength(1);
  });

  test('a reset instant is read against the vendor’s own date, whose clock may go wrong', async () => {
    const headers = { 'x-rate-limit-reset': '1700000040', date: new Date(1_700_000_000_000).toUTCString() };
    server.faults.next({ kind: 'throttled', headers });
    const { facts } = await faultOf(clientWith().request(read()));
    expect(facts.notBefore).toBe('2026-11-22T10:00:41.000Z');
  });

  test('a throttled answer that names no end still says when to come again', async () => {
    server.faults.next({ kind: 'throttled', times: 9 });
    const { facts } = await faultOf(clientWith().request(read()));
    expect(facts.notBefore).toBe('2026-11-22T10:00:05.000Z');
  });

  test('a caller who gives up is answered at once, in an attempt and in a wait', async () => {
    for (const kind of ['hang', 'throttled'] as const) {
      server.faults.next({ kind, headers: { 'retry-after': '1' } });
      const giveUp = new AbortController();
      const deadline = startDeadline({ timeoutMs: 5_000, signal: giveUp.signal });
      setTimeout(() => giveUp.abort(), 50);
      const beganMs = performance.now();
      await faultOf(clientWith().request(read({ deadline })));
      expect(performance.now() - beganMs).toBeLessThan(500);
    }
  });

  test('several requests share one deadline', async () => {
    const deadline = within(1_000);
    const client = clientWith();
    await client.request(read({ deadline }));
    server.faults.next({ kind: 'hang' });
    await faultOf(client.request(read({ deadline })));
    // Timers may fire a moment early.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const beganMs = performance.now();
    expect((await faultOf(client.request(read({ deadline })))).fault).toBe('timeout');
    expect(performance.now() - beganMs).toBeLessThan(20);
    expect(server.calls).toHaveLength(2);
  });
});

describe('after a 429 everybody waits', () => {
  const headers = { 'retry-after': '30' };

  test('nobody asks for the same thing again before its time', async () => {
    const client = clientWith();
    server.faults.next({ kind: 'throttled', headers });
    await faultOf(client.request(read()));
    const { facts } = await faultOf(client.request(read({ parameters: { id: 'ben' } })));
    expect(facts).toEqual({ client: 'vendor', fault: 'throttled', notBefore: expect.any(String) });
    expect(Date.parse(facts.notBefore ?? '')).toBeGreaterThan(now.getTime() + 25_000);
    expect(server.calls).toHaveLength(1);
    expect(records.map(({ attempts, fault }) => [attempts, fault])).toEqual([
      [1, 'throttled'],
      [0, 'throttled'],
    ]);
  });

  test('other things are asked for', async () => {
    const client = clientWith();
    server.faults.next({ kind: 'throttled', headers });
    await faultOf(client.request(read()));
    await expect(client.request(change())).resolves.toMatchObject({ status: 200 });
  });

  test('whoever has the time waits for it', async () => {
    const client = clientWith();
    server.faults.next({ kind: 'throttled', headers: { 'retry-after': '1' } });
    await faultOf(client.request(read({ deadline: within(500) })));
    const beganMs = performance.now();
    await client.request(read());
    expect(performance.now() - beganMs).toBeGreaterThan(900);
    expect(server.calls).toHaveLength(2);
  });

  test('a clock that is moved on opens it', async () => {
    let movedMs = 0;
    const client = clientWith({ clock: { now: () => new Date(now.getTime() + movedMs) } });
    server.faults.next({ kind: 'throttled', headers });
    await faultOf(client.request(read()));
    movedMs = 31_000;
    await expect(client.request(read())).resolves.toMatchObject({ status: 200 });
  });
});

describe('what a status means', () => {
  test.each([
    [400, 'invalid', 'refused'],
    [401, 'unauthorised', 'unauthorised'],
    [403, 'forbidden', 'refused'],
    [404, 'not-found', 'not-found'],
    [409, 'conflict', 'conflict'],
    [412, 'conflict', 'conflict'],
    [422, 'invalid', 'refused'],
  ] as const)('%i is %s, told once, and nothing was changed', async (status, fault, code) => {
    const body = { errorCode: 'E0000032', errorSummary: 'Ana is not locked out' };
    server.faults.next({ kind: 'status', status, body, headers: { 'x-request-id': 'r-7' } });
    const error = await faultOf(clientWith().request(change()));
    expect(error).toMatchObject({ fault, code, retryable: false, outcomeUnknown: false });
    expect(error.facts).toMatchObject({ status, vendorCode: 'E0000032', requestId: 'r-7' });
    expect(error.message).toBe(`vendor: ${fault} (${status}, E0000032)`);
    expect(server.calls).toHaveLength(1);
  });

  test('a refusal is one by its status, even if its body never comes to an end', async () => {
    for (const kind of ['reset-during', 'truncated', 'no-body'] as const) {
      server.faults.next({ kind, status: 429, headers: { 'retry-after': '30' } });
      const error = await faultOf(clientWith().request(change({ deadline: within(150) })));
      expect(error).toMatchObject({ fault: 'throttled', outcomeUnknown: false });
    }
  });

  test('408 comes from somebody who stopped listening: what was asked may have been done', async () => {
    server.faults.next({ kind: 'status', status: 408 });
    const error = await faultOf(clientWith().request(change()));
    expect(error).toMatchObject({ code: 'timeout', outcomeUnknown: true });
  });

  test('a vendor may mean something else by it', async () => {
    const faultOfVendor = (status: number, code?: string) =>
      status === 401 && code === 'E0000015' ? ('forbidden' as const) : undefined;
    const vendor = {
      errorCode: { form: /^E\d{7}$/, read: (body: unknown) => (body as { errorCode?: unknown })?.errorCode },
      faultOf: faultOfVendor,
    };
    server.faults.next({ kind: 'unauthorised', body: { errorCode: 'E0000015' } });
    const refused = jest.fn(() => true);
    const authorise = async () => ({ headers: {}, refused });
    expect((await faultOf(clientWith({ vendor, authorise }).request(read()))).fault).toBe('forbidden');
    expect([refused.mock.calls, server.calls.length]).toEqual([[], 1]);
  });

  test('codes and request ids of another form than expected are not told', async () => {
    server.faults.next({
      kind: 'status',
      status: 400,
      body: { errorCode: 'E0000001 ana@contoso.example' },
      headers: { 'x-request-id': 'https://one-time.link/abc' },
    });
    const { facts } = await faultOf(clientWith().request(read()));
    expect(facts).toEqual({ client: 'vendor', fault: 'invalid', status: 400 });
  });
});

describe('proving who it is', () => {
  const headers = { Authorization: new Secret('DPoP abc') };

  test('each attempt has its own proof, of its method and address', async () => {
    const asked: string[] = [];
    const authorise = async ({ method, url }: { method: string; url: URL }) => {
      asked.push(`${method} ${url.pathname}`);
      return { headers: { ...headers, DPoP: new Secret(`proof-${asked.length}`) } };
    };
    server.faults.next({ kind: 'status', status: 500 });
    await clientWith({ authorise }).request(read());
    expect(asked).toEqual(['GET /api/v1/users/ana', 'GET /api/v1/users/ana']);
    expect(server.calls.map(({ headers: sent }) => [sent.authorization, sent.dpop])).toEqual([
      ['DPoP abc', 'proof-1'],
      ['DPoP abc', 'proof-2'],
    ]);
  });

  test('a 401 is answered with new credentials once, whatever is said of others', async () => {
    const nonces: (string | undefined)[] = [];
    const refused = (answer: Readonly<Record<string, string>>) => nonces.push(answer['dpop-nonce']) > 0;
    server.faults.next({ kind: 'unauthorised', times: 9, headers: { 'dpop-nonce': 'n-1' } });
    const client = clientWith({ authorise: async () => ({ headers, refused }) });
    expect((await faultOf(client.request(change()))).fault).toBe('unauthorised');
    expect([nonces, server.calls.length]).toEqual([['n-1'], 2]);
  });

  test('credentials that never come are waited for no longer than the deadline', async () => {
    const client = clientWith({ authorise: () => new Promise(() => undefined) });
    const error = await faultOf(client.request(change({ deadline: within(60) })));
    expect(error).toMatchObject({ code: 'timeout', outcomeUnknown: false });
    expect(server.calls).toEqual([]);
  });
});

describe('what a connector may not do', () => {
  test.each(['Authorization', 'COOKIE', 'host', 'Content-Length', 'Proxy-Authorization'])(
    '%s is set by the client alone',
    async (header) => {
      await expect(clientWith().request(read({ headers: { [header]: 'x' } }))).rejects.toThrow(TypeError);
      expect(server.calls).toEqual([]);
    },
  );

  test('a link is followed by GET only', async () => {
    await expect(clientWith().request(change({ link: `${server.url}/x` }))).rejects.toThrow(TypeError);
  });

  test('a base address that is none is refused at once, without saying what it was', () => {
    for (const baseUrl of ['http://acme.okta.com', 'https://user:hunter2@acme.okta.com', 'nonsense hunter2'])
      expect(() => clientWith({ baseUrl })).toThrow(/^(?!.*hunter2).*base address/);
  });
});

describe('links from answers', () => {
  test('one to the configured origin is followed as it is written', async () => {
    const link = `${server.url}/api/v1/logs?after=x%20y&limit=2`;
    await clientWith().request(read({ path: '/api/v1/logs', link }));
    expect(server.calls[0]?.path).toBe('/api/v1/logs?after=x%20y&limit=2');
    expect(records[0]?.path).toBe('/api/v1/logs');
  });

  test('credentials are not sent to any other', async () => {
    const other = await startFaultyServer();
    const port = new URL(other.url).port;
    for (const link of [
      `${other.url}/api`,
      `http://localhost:${port}/api`,
      `${server.url}@127.0.0.1:${port}/`,
    ]) {
      const error = await faultOf(clientWith().request(read({ link })));
      expect(error).toMatchObject({ fault: 'foreign-address', code: 'bad-answer', outcomeUnknown: false });
    }
    expect([server.calls, other.calls]).toEqual([[], []]);
    await other.close();
  });

  test('nor by a redirect', async () => {
    const other = await startFaultyServer();
    for (const status of [301, 302, 303, 307, 308]) {
      server.faults.next({ kind: 'redirect', status, headers: { location: `${other.url}/x` } });
      expect((await faultOf(clientWith().request(read()))).fault).toBe('redirected');
    }
    expect(other.calls).toEqual([]);
    await other.close();
  });

  test('nor through a proxy of the environment', async () => {
    const proxy = await startFaultyServer();
    const before = { ...process.env };
    Object.assign(process.env, { http_proxy: proxy.url, HTTP_PROXY: proxy.url, no_proxy: '', NO_PROXY: '' });
    try {
      await clientWith().request(read());
    } finally {
      process.env = before;
    }
    expect([server.calls.length, proxy.calls.length]).toEqual([1, 0]);
    await proxy.close();
  });
});

test('the record of a call holds name, method, template, result and nothing else', async () => {
  server.faults.next({ kind: 'status', status: 500 });
  say = () => ({ body: { status: 'A' }, headers: { 'x-request-id': 'r-2' } });
  await clientWith().request(read({ query: { filter: 'login eq "ana"' } }));
  expect(records).toEqual([
    {
      client: 'vendor',
      method: 'GET',
      path: '/api/v1/users/{id}',
      attempts: 2,
      durationMs: expect.any(Number),
      status: 200,
      requestId: 'r-2',
    },
  ]);
});
