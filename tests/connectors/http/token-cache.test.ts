import { z } from 'zod';
import { json } from '../../../connectors/http/answer';
import { bearer } from '../../../connectors/http/authorisation';
import { startDeadline } from '../../../connectors/http/deadline';
import { createHttpClient } from '../../../connectors/http/http-client';
import { createTokenCache, type FetchedToken } from '../../../connectors/http/token-cache';
import { Secret } from '../../../domain/secret';
import { type AskedCall, type FakeAnswer, startFaultyServer } from '../../fakes/faulty-server';

let now = Date.parse('2026-11-22T10:00:00Z');
const clock = { now: () => new Date(now) };
const within = (timeoutMs = 1_000) => startDeadline({ timeoutMs });
const later = (seconds: number): void => {
  now += seconds * 1_000;
};

/** A token service whose answers wait until they are let go. */
function tokens(expiresInSeconds = 300) {
  const waiting: ((error?: Error) => void)[] = [];
  const fetchToken = (): Promise<FetchedToken> =>
    new Promise((resolve, reject) => {
      const token = new Secret(`token-${waiting.length + 1}`);
      waiting.push((error) => (error ? reject(error) : resolve({ token, expiresInSeconds })));
    });
  const cache = createTokenCache({ name: 'vendor', fetchToken, clock });
  const get = async () => (await cache.get(within())).token.reveal();
  const answer = async (index: number, error?: Error) => {
    waiting[index]?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { cache, get, answer, asked: () => waiting.length };
}

describe('the cache', () => {
  test('many callers at once cause one fetch', async () => {
    const { get, answer, asked } = tokens();
    const all = Promise.all(Array.from({ length: 20 }, get));
    await answer(0);
    expect(new Set(await all)).toEqual(new Set(['token-1']));
    expect(asked()).toBe(1);
  });

  test('a token is renewed early, once, while the old one serves on', async () => {
    const { get, answer, asked } = tokens();
    const first = get();
    await answer(0);
    await first;
    later(239);
    expect([await get(), asked()]).toEqual(['token-1', 1]);
    later(1);
    expect([await get(), await get(), asked()]).toEqual(['token-1', 'token-1', 2]);
    await answer(1);
    expect(await get()).toBe('token-2');
  });

  test('an early renewal that fails keeps the old token, and is tried again after a pause', async () => {
    const { get, answer, asked } = tokens();
    const first = get();
    await answer(0);
    await first;
    later(245);
    await get();
    await answer(1, new Error('down'));
    expect([await get(), asked()]).toEqual(['token-1', 2]);
    later(10);
    expect([await get(), asked()]).toEqual(['token-1', 3]);
  });

  test('a token that has ended is never given out: its fetch fails, and the next call asks anew', async () => {
    const { get, answer, asked } = tokens();
    const first = get();
    await answer(0);
    await first;
    later(300);
    const failing = expect(get()).rejects.toThrow('down');
    await answer(1, new Error('down'));
    await failing;
    const second = get();
    await answer(2);
    expect([await second, asked()]).toEqual(['token-3', 3]);
  });

  test('a very short life is not all renewal', async () => {
    const { get, answer, asked } = tokens(20);
    const first = get();
    await answer(0);
    await first;
    later(9);
    expect([await get(), asked()]).toEqual(['token-1', 1]);
  });

  test('a caller waits no longer than its deadline; the fetch goes on for the others', async () => {
    const { cache, get, answer, asked } = tokens();
    await expect(cache.get(within(30))).rejects.toMatchObject({ code: 'timeout', outcomeUnknown: false });
    const patient = get();
    await answer(0);
    expect([await patient, asked()]).toEqual(['token-1', 1]);
  });

  test('a refused token is forgotten, a newer one is not', async () => {
    const { cache, get, answer, asked } = tokens();
    const first = cache.get(within());
    await answer(0);
    const { token } = await first;
    cache.invalidate(token);
    const second = get();
    await answer(1);
    await second;
    cache.invalidate(token);
    expect([await get(), asked()]).toEqual(['token-2', 2]);
  });
});

describe('requests with a token', () => {
  let fetched = 0;
  let valid = 'token-1';
  let tokenFails = false;
  const answer = ({ headers }: AskedCall): FakeAnswer =>
    headers.authorization === `Bearer ${valid}` ? { body: { ok: true } } : { status: 401, body: {} };

  async function start() {
    fetched = 0;
    valid = 'token-1';
    tokenFails = false;
    const server = await startFaultyServer(answer);
    const fetchToken = async (): Promise<FetchedToken> => {
      if (tokenFails) throw new Error('no token');
      fetched += 1;
      return { token: new Secret(`token-${fetched}`), expiresInSeconds: 3_600 };
    };
    const cache = createTokenCache({ name: 'vendor', fetchToken, clock });
    const client = createHttpClient({ name: 'vendor', baseUrl: server.url, clock, authorise: bearer(cache) });
    const post = () =>
      client.request({
        method: 'POST',
        path: '/x',
        answer: json(z.object({ ok: z.boolean() })),
        deadline: within(),
      });
    const close = async () => {
      client.close();
      await server.close();
    };
    return { server, post, close };
  }

  test('a revoked token costs one more try with a new one, even for what must happen once', async () => {
    const { server, post, close } = await start();
    await post();
    valid = 'token-2';
    await expect(post()).resolves.toMatchObject({ status: 200 });
    expect([fetched, server.calls.length]).toEqual([2, 3]);
    await close();
  });

  test('credentials that do not work are refused without a loop', async () => {
    const { server, post, close } = await start();
    valid = 'nobody has this';
    await expect(post()).rejects.toMatchObject({ code: 'unauthorised', outcomeUnknown: false });
    expect([fetched, server.calls.length]).toEqual([1, 1]);
    await expect(post()).rejects.toMatchObject({ code: 'unauthorised' });
    await close();
  });

  test('without a token nothing is sent', async () => {
    const { server, post, close } = await start();
    tokenFails = true;
    await expect(post()).rejects.toThrow('no token');
    expect(server.calls).toEqual([]);
    await close();
  });
});
