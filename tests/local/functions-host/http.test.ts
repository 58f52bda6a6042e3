/** The front door: routes, keys, what arrives and what goes out, as on the platform. */
import { request as rawRequest } from 'node:http';
import { type HostProcess, pause, read, removeFolder, startHost, until } from './host-process';

let host: HostProcess;
beforeAll(async () => {
  host = await startHost('http', { environment: { A_SETTING: 'kept' } });
});
afterAll(async () => {
  await host.stop();
  removeFolder(host.folder);
});

const ask = (path: string, init?: RequestInit) => fetch(`${host.url}${path}`, init);
interface Seen {
  readonly url: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: string;
}
const seen = (path: string, init?: RequestInit) => read<Seen>(ask(path, init));
const bare = async (path: string, init?: RequestInit) => {
  const response = await ask(path, init);
  return [response.status, await response.text()];
};

describe('routes', () => {
  it.each([
    ['a wrong method', '/api/post', 'GET'],
    ['an unknown route', '/api/nowhere', 'GET'],
    ['an unknown address outside', '/nowhere', 'GET'],
    ['a double slash', '/api//post', 'POST'],
    ['a parameter that breaks its constraint', '/api/number/x', 'GET'],
    ['a parameter of the wrong length', '/api/length/four', 'GET'],
    ['a function name where a route is given', '/api/caseRoute/a/b', 'GET'],
    ['a preflight request', '/api/post', 'OPTIONS'],
    ['HEAD where it is not listed', '/api/caseRoute', 'HEAD'],
    ['DELETE on a keyed function, before its key', '/api/keyed', 'DELETE'],
  ])('%s is a 404 without a body', async (_what, path, method) => {
    expect(await bare(path, { method })).toEqual([404, '']);
  });

  it.each([
    ['without regard to case', '/API/caseroute/Sub', { part: 'Sub' }],
    ['with a trailing slash', '/api/CaseRoute/', {}],
    ['without the optional part', '/api/CaseRoute', {}],
    ['with a number kept as text', '/api/number/05', { id: '05' }],
    ['with the rest of the path', '/api/rest/a/b', { path: 'a/b' }],
    ['with no rest', '/api/rest', {}],
    ['with two parameters in one segment', '/api/files/a.txt', { name: 'a', type: 'txt' }],
    ['the first registered, not the literal', '/api/amb/lit', { x: 'lit' }],
    ['decoded but for the slash', '/api/amb/a%20b%2Fc+d', { x: 'a b%2Fc+d' }],
    ['with broken percent signs kept', '/api/amb/%zz', { x: '%zz' }],
  ])('a route is found %s', async (_how, path, params) => {
    expect((await seen(path)).params).toEqual(params);
  });

  it('two functions share a route by method', async () => {
    expect(await bare('/api/two')).toEqual([200, 'get']);
    expect(await bare('/api/two', { method: 'POST' })).toEqual([200, 'post']);
  });

  it('HEAD and OPTIONS are answered where they are listed', async () => {
    expect((await ask('/api/heads', { method: 'HEAD' })).headers.get('content-type')).toBe(
      'application/json',
    );
    expect((await ask('/api/heads', { method: 'OPTIONS' })).status).toBe(200);
  });
});

describe('keys', () => {
  it.each([
    ['nothing', {}, 401],
    ['a wrong one', { 'x-functions-key': 'wrong' }, 401],
  ])('a function key is asked for: %s is a 401 without a body', async (_what, headers, status) => {
    expect(await bare('/api/keyed', { headers: headers as Record<string, string> })).toEqual([status, '']);
  });

  it('the function key opens in the header and in the query, and the header wins', async () => {
    const headers = { 'x-functions-key': host.functionKey };
    expect((await ask('/api/keyed?code=wrong', { headers })).status).toBe(200);
    expect((await ask(`/api/keyed?CODE=${host.functionKey}`)).status).toBe(200);
    expect((await ask(`/api/keyed?code=${host.masterKey}`)).status).toBe(200);
  });

  it('only the master key opens the admin level', async () => {
    expect((await ask('/api/secret', { headers: { 'x-functions-key': host.functionKey } })).status).toBe(401);
    expect((await ask('/api/secret', { headers: { 'x-functions-key': host.masterKey } })).status).toBe(200);
  });
});

describe('what arrives', () => {
  it('a chunked body arrives empty', async () => {
    const body = await new Promise<string>((go, refuse) => {
      const sent = rawRequest(`${host.url}/api/post`, { method: 'POST' }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => go(JSON.parse(text).body));
      });
      sent.on('error', refuse);
      sent.write('part');
      sent.end('end');
    });
    expect(body).toBe('');
    expect((await seen('/api/post', { method: 'POST', body: 'whole' })).body).toBe('whole');
  });

  it('equal query keys are one, whatever their case, joined by a comma', async () => {
    expect((await seen('/api/caseRoute?a=1&A=2&b=%20+x&c')).query).toEqual({ A: '1,2', b: '  x', c: '' });
  });

  it('X-Forwarded-For is what the socket says, not the caller', async () => {
    const { headers } = await seen('/api/caseRoute', { headers: { 'x-forwarded-for': '10.1.1.1' } });
    expect(['127.0.0.1', '::1']).toContain(headers['x-forwarded-for']);
  });

  it('the address is http and the Host header', async () => {
    expect((await seen('/api/x/../caseRoute?q=1')).url).toBe(`${host.url}/api/caseRoute?q=1`);
  });
});

describe('what goes out', () => {
  it.each([
    ['an uncaught error', 'throws', 500, null],
    ['a returned string', 'text', 500, null],
    ['an impossible status', 'status700', 500, null],
    ['nothing', 'nothing', 204, null],
    ['jsonBody null', 'jsonNull', 200, null],
    ['jsonBody', 'json', 200, 'application/json'],
    ['a buffer', 'buffer', 200, null],
    ['a status without body', 'empty', 304, null],
  ])('%s', async (_what, kind, status, contentType) => {
    const response = await ask(`/api/answer/${kind}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, contentType]);
    expect(await response.text()).not.toContain('secret');
  });

  it('of two set-cookie headers the last goes out', async () => {
    expect((await ask('/api/answer/twoCookies')).headers.getSetCookie()).toEqual(['b=2']);
  });

  it('cookies are encoded, get a path, and their attributes in a fixed order', async () => {
    expect((await ask('/api/answer/cookies')).headers.getSetCookie()).toEqual([
      'a=x%20y%3Bz; max-age=60; path=/; secure; samesite=lax; httponly',
      'b=2; path=/api',
    ]);
  });
});

describe('the process', () => {
  it('standard output holds nothing but the ready line', async () => {
    await ask('/api/answer/prints');
    await until(
      async () => host.log(),
      (log) => log.includes('printed'),
    );
    expect(host.output()).toMatch(
      /^host ready \{"port":\d+,"functionKey":"[^"]+","masterKey":"[^"]+","startedInMs":\d+\}\n$/,
    );
    expect(host.log()).toContain('[information] Function.answer.User: one\\ntwo\n');
  });

  it('the app sees the variables of the real worker', async () => {
    expect(await seen('/api/answer/environment')).toMatchObject({
      host: new URL(host.url).host,
      setting: 'kept',
    });
  });

  it('the root and the state of the host need no key; the list of functions does', async () => {
    expect((await ask('/')).status).toBe(200);
    expect(await seen('/admin/host/status')).toMatchObject({ state: 'Running' });
    expect((await ask('/admin/functions')).status).toBe(401);
  });

  it('SIGTERM lets a running request finish, and the keys outlast a restart', async () => {
    const first = await startHost('http');
    const slow = fetch(`${first.url}/api/answer/slow`);
    await pause(100);
    const code = first.stop();
    expect(await (await slow).text()).toBe('finished');
    expect(await code).toBe(0);
    const second = await startHost('http', { folder: first.folder, args: ['--watch-stdin'] });
    expect(second.functionKey).toBe(first.functionKey);
    const ended = new Promise((go) => second.child.once('exit', go));
    second.child.stdin.end();
    expect(await ended).toBe(0);
    removeFolder(first.folder);
  });

  it('an unhandled rejection ends the process', async () => {
    const doomed = await startHost('http');
    const ended = new Promise((go) => doomed.child.once('exit', go));
    await fetch(`${doomed.url}/api/answer/rejects`).catch(() => undefined);
    expect(await ended).toBe(1);
    removeFolder(doomed.folder);
  });
});
