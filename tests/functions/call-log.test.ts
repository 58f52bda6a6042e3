/** One line per call to the outside, under the invocation that made it, with nothing in it but listed facts. */

import { nothing } from '../../connectors/http/answer';
import { fixed } from '../../connectors/http/authorisation';
import { startDeadline } from '../../connectors/http/deadline';
import { createHttpClient } from '../../connectors/http/http-client';
import { Secret } from '../../domain/secret';
import { logCall, loggingCalls } from '../../functions/call-log';
import { type FaultyServer, startFaultyServer } from '../fakes/faulty-server';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const secrets = ['token-4711', 'robin@contoso.example', 'a reason that the vendor wrote', '127.0.0.1'];

let server: FaultyServer;
beforeAll(async () => {
  server = await startFaultyServer(() => ({ status: 204, headers: { 'x-request-id': 'abc-123' } }));
});
afterAll(() => server.close());

function invocation(invocationId: string) {
  const lines: string[] = [];
  const to = (level: string) => (line: string) => void lines.push(`${level} ${line}`);
  return { lines, context: { info: to('info'), warn: to('warn'), error: to('error'), invocationId } };
}

const client = () =>
  createHttpClient({
    ...{ name: 'okta', baseUrl: server.url, clock, log: logCall, firstBackOffMs: 2 },
    authorise: fixed({ authorization: new Secret('SSWS token-4711') }),
    vendor: {
      requestIdHeader: 'x-request-id',
      errorCode: { form: /^E\d{7}$/, read: (body) => (body as { errorCode?: unknown }).errorCode },
    },
  });
const call = (id = 'robin@contoso.example') =>
  client().request({
    ...{ method: 'DELETE', path: '/users/{id}', parameters: { id } },
    ...{ answer: nothing, deadline: startDeadline({ timeoutMs: 3_000 }) },
  });

test('a call that went well: connector, method, template, status, attempts and duration', async () => {
  const { lines, context } = invocation('inv-1');
  await loggingCalls(context, () => call());
  expect(lines).toHaveLength(1);
  const [level, ...rest] = (lines[0] ?? '').split(' ');
  expect([level, JSON.parse(rest.join(' '))]).toEqual([
    'info',
    {
      ...{ event: 'outside-call', invocationId: 'inv-1', connector: 'okta', method: 'DELETE' },
      ...{ path: '/users/{id}', status: 204, attempts: 1, vendorRequestId: 'abc-123' },
      durationMs: expect.any(Number),
    },
  ]);
});

test('one that failed says how, in our words and by the vendor’s code, never in the vendor’s words', async () => {
  const { lines, context } = invocation('inv-2');
  const body = { errorCode: 'E0000009', errorSummary: 'a reason that the vendor wrote' };
  server.faults.next({ kind: 'status', status: 500, body, times: 9 });
  await loggingCalls(context, () => call()).catch(() => undefined);
  server.faults.clear();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^warn .*"code":"unavailable"/);
  expect(lines[0]).toMatch(/"status":500.*/);
  expect(lines[0]).toContain('"vendorCode":"E0000009"');
  expect(lines[0]).toContain('"attempts":3');
  for (const secret of secrets) expect(lines[0]).not.toContain(secret);
});

test('two invocations at once keep their lines apart, and what goes on after an answer is told by the process', async () => {
  const [one, other] = [invocation('one'), invocation('other')];
  const said: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  let late: Promise<unknown> = Promise.resolve();
  await Promise.all([
    loggingCalls(one.context, () => call()),
    loggingCalls(other.context, async () => {
      server.faults.next({ kind: 'slow-drip', match: { path: '/users/late' } });
      late = call('late').catch(() => undefined);
    }),
  ]);
  await late;
  write.mockRestore();
  expect(one.lines).toHaveLength(1);
  expect(other.lines).toEqual([]);
  expect(said.join('')).toContain('outside-call');
});
