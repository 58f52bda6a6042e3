/** The contract for connectors, tried on a small one: a token, a read, a change, a read again. */
import { z } from 'zod';
import { json, nothing } from '../../../connectors/http/answer';
import { bearer } from '../../../connectors/http/authorisation';
import { createClientCredentials } from '../../../connectors/http/client-credentials';
import { startDeadline } from '../../../connectors/http/deadline';
import { createHttpClient } from '../../../connectors/http/http-client';
import { afterActing } from '../../../connectors/http/http-error';
import { createTokenCache } from '../../../connectors/http/token-cache';
import { Secret } from '../../../domain/secret';
import { type AskedCall, type FakeAnswer, startFaultyServer } from '../../fakes/faulty-server';
import { hostileWireContract } from './hostile-wire';

const clock = { now: () => new Date('2026-11-22T10:00:00Z') };
const user = z.object({ status: z.string() });

function vendor({ path, method }: AskedCall): FakeAnswer {
  if (path === '/token')
    return { body: { access_token: 'token-hunter2', token_type: 'Bearer', expires_in: 60 } };
  return { body: method === 'GET' ? { status: 'LOCKED_OUT' } : {} };
}

function connect(url: string) {
  const quick = { firstBackOffMs: 3 };
  const form = () => ({ client_secret: new Secret('secret-hunter2') });
  const source = createClientCredentials({
    name: 'small',
    tokenUrl: `${url}/token`,
    clock,
    form,
    retry: quick,
  });
  const cache = createTokenCache({ name: 'small', fetchToken: source.fetchToken, clock });
  const http = createHttpClient({ name: 'small', baseUrl: url, clock, authorise: bearer(cache), ...quick });
  const path = '/users/{id}';
  const parameters = { id: 'ana' };
  const get = (timeoutMs: number, deadline = startDeadline({ timeoutMs })) =>
    http.request({ method: 'GET', path, parameters, answer: json(user), deadline });
  return {
    get,
    async unlock(timeoutMs: number): Promise<string> {
      const deadline = startDeadline({ timeoutMs });
      await get(timeoutMs, deadline);
      await http.request({ method: 'POST', path: `${path}/unlock`, parameters, answer: nothing, deadline });
      return (await afterActing(get(timeoutMs, deadline))).data.status;
    },
    close: async () => {
      http.close();
      source.close();
    },
  };
}

hostileWireContract('a small connector', async () => {
  const server = await startFaultyServer(vendor);
  return {
    server,
    makeWorld: async () => connect(server.url),
    close: (world) => world.close(),
    changes: ({ method, path }) => method !== 'GET' && path !== '/token',
    secrets: ['hunter2', 'ana', '127.0.0.1'],
  };
}, [
  { name: 'get', run: (world, timeoutMs) => world.get(timeoutMs) },
  { name: 'unlock', run: (world, timeoutMs) => world.unlock(timeoutMs) },
]);
