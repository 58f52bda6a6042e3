import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestStore } from '../../../connectors/storage/requests';
import { createStorage, type Storage } from '../../../connectors/storage/storage';
import { Secret } from '../../../domain/secret';
import { connectionTo, freePort, startAzurite } from './azurite';
import { request, value } from './examples';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A storage that answers like that, and says how often it was asked. */
async function answering(listener: RequestListener): Promise<Storage> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return createStorage({ connection: connectionTo((server.address() as AddressInfo).port), timeoutMs: 700 });
}

const refusing =
  (status: number, code: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ 'odata.error': { code, message: { lang: 'en', value: 'private words' } } }),
    );
  };

describe('storage that is away', () => {
  it('fails every operation fast and retryably, and works again when it is back', async () => {
    const azurite = await startAzurite();
    try {
      const storage = createStorage({ connection: new Secret(azurite.connection) });
      const store = createRequestStore({ storage, dueAt: () => undefined });
      const one = value(await store.insert(request()));
      await azurite.stop();
      const began = performance.now();
      const failures = [
        () => store.insert(request()),
        () => store.read(one.value.id),
        () => store.replace(one),
        () => store.openOf(one.value),
        () => store.allOpen()[Symbol.asyncIterator]().next(),
        () => storage.check(),
      ];
      for (const failing of failures) {
        await expect(failing()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
      }
      expect(performance.now() - began).toBeLessThan(3_000);
      await azurite.start();
      await storage.check();
      expect(await store.read(one.value.id)).toEqual(one);
      expect(await store.openOf(one.value)).toEqual([one.value.id]);
    } finally {
      await azurite.end();
    }
  });

  it('nobody listens: unavailable, at once', async () => {
    const storage = createStorage({ connection: connectionTo(await freePort()) });
    const began = performance.now();
    await expect(storage.check()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('accepts and says nothing: timeout, after the time that was set', async () => {
    const storage = await answering(() => undefined);
    const began = performance.now();
    await expect(storage.check()).rejects.toMatchObject({ code: 'timeout', retryable: true });
    await expect(
      storage.table('X').transact([{ do: 'create', row: { partition: 'p', key: 'k', columns: {} } }]),
    ).rejects.toMatchObject({ code: 'timeout' });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('answers of the service', () => {
  it.each([
    [500, 'InternalError', 'unavailable', true],
    [500, 'OperationTimedOut', 'timeout', true],
    [503, 'ServerBusy', 'throttled', true],
    [429, 'TooManyRequests', 'throttled', true],
    [403, 'AuthenticationFailed', 'unauthorised', false],
    [409, 'TableBeingDeleted', 'unavailable', true],
    [412, 'Other', 'conflict', true],
    [400, 'InvalidInput', 'unexpected', false],
  ])('%i %s is %s', async (status, service, code, retryable) => {
    const storage = await answering(refusing(status, service));
    const failed = storage.check();
    await expect(failed).rejects.toMatchObject({ code, retryable });
    await expect(failed).rejects.not.toThrow('private words');
  });

  it('an outage is never told as "not found"', async () => {
    const storage = await answering(refusing(500, 'InternalError'));
    const store = createRequestStore({ storage, dueAt: () => undefined });
    await expect(store.read('x')).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('settings', () => {
  it('that are no connection string are refused without being repeated', () => {
    const wrong = () => createStorage({ connection: 'AccountKey=private' });
    expect(wrong).toThrow(TypeError);
    expect(wrong).not.toThrow('private');
  });

  it('with an account name load the identity library only when a token is needed', async () => {
    const before = Object.keys(require.cache).length;
    expect(createStorage({ connection: { accountName: 'contoso' } }).table('X')).toBeDefined();
    expect(Object.keys(require.cache).length).toBe(before);
  });

  it('with a plain address elsewhere than on this machine send nothing', async () => {
    const connection = connectionTo(80).replace('127.0.0.1', 'storage.example');
    await expect(createStorage({ connection }).check()).rejects.toMatchObject({ code: 'unexpected' });
  });
});
