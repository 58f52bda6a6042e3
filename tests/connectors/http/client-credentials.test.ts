import { inspect } from 'node:util';
import { createClientCredentials } from '../../../connectors/http/client-credentials';
import { Secret } from '../../../domain/secret';
import { everyFault, everyFaultOfData } from '../../fakes/every-fault';
import { type FakeAnswer, type FaultyServer, startFaultyServer } from '../../fakes/faulty-server';

const clock = { now: () => new Date('2026-11-22T10:00:00Z') };
let server: FaultyServer;
let answer: FakeAnswer;

beforeAll(async () => {
  server = await startFaultyServer(() => answer);
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  answer = { body: { access_token: 'abc.def', token_type: 'Bearer', expires_in: 3_600 } };
});

type Options = Partial<Parameters<typeof createClientCredentials>[0]>;
async function fetchToken(options: Options = {}) {
  const { fetchToken: fetch, close } = createClientCredentials({
    name: 'vendor',
    tokenUrl: `${server.url}/oauth2/v1/token`,
    clock,
    form: () => ({ client_id: 'me', client_secret: new Secret('hunter2'), scope: 'a b' }),
    timeoutMs: 400,
    retry: { firstBackOffMs: 5 },
    ...options,
  });
  return fetch().finally(close);
}

test('a token is fetched with the form’s secrets, and is a secret', async () => {
  const { token, expiresInSeconds } = await fetchToken();
  expect([token.reveal(), expiresInSeconds]).toEqual(['abc.def', 3_600]);
  expect(server.calls).toMatchObject([
    {
      method: 'POST',
      path: '/oauth2/v1/token',
      body: 'grant_type=client_credentials&client_id=me&client_secret=hunter2&scope=a+b',
    },
  ]);
});

test('Basic credentials are form-encoded first, as the standard says', async () => {
  await fetchToken({ form: () => ({}), basic: { id: 'a:b', secret: new Secret('c d%é~.') } });
  const sent = String(server.calls[0]?.headers.authorization).replace('Basic ', '');
  expect(Buffer.from(sent, 'base64').toString()).toBe('a%3Ab:c+d%25%C3%A9~.');
});

test('a life told as text counts, one that is not told is short', async () => {
  answer = { body: { access_token: 'a', token_type: 'bearer', expires_in: '1799' } };
  expect((await fetchToken()).expiresInSeconds).toBe(1_799);
  answer = { body: { access_token: 'a', token_type: 'bearer' } };
  expect((await fetchToken()).expiresInSeconds).toBe(300);
});

test.each([
  ['no token', {}],
  ['an empty one', { access_token: '', token_type: 'Bearer' }],
  ['one that would break a header', { access_token: 'a\r\nx: y', token_type: 'Bearer' }],
  ['one of another kind', { access_token: 'a', token_type: 'mac' }],
  ['one that has no life', { access_token: 'a', token_type: 'Bearer', expires_in: 0 }],
])('%s is a malformed answer', async (_, body) => {
  answer = { body };
  await expect(fetchToken()).rejects.toMatchObject({ fault: 'malformed-answer' });
});

test.each([
  [400, 'invalid_client', 'unauthorised'],
  [400, 'invalid_grant', 'unauthorised'],
  [401, 'invalid_client', 'unauthorised'],
  [400, 'invalid_scope', 'invalid'],
  [500, 'invalid_client', 'unavailable'],
])('%i %s means %s', async (status, error, fault) => {
  server.faults.next({ kind: 'status', status, body: { error, error_description: 'hunter2' }, times: 9 });
  const thrown = await fetchToken().catch((failure: unknown) => failure);
  expect(thrown).toMatchObject({ fault, facts: { vendorCode: error } });
  expect(inspect(thrown, { depth: 9 })).not.toContain('hunter2');
});

test.each([...everyFault, ...everyFaultOfData])(
  'no token, but a coded error: $title',
  async ({ fault, code }) => {
    server.faults.next({ ...fault, times: 99 });
    await expect(fetchToken()).rejects.toMatchObject({ code, outcomeUnknown: false });
  },
);
