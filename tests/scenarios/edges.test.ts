/** The edges of the app: who may call what, with which input, and what operators read. */

import http from 'node:http';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { type Answer, callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import type { AuditRecord, TicketRecord } from '../harness/product';
import { type Activity, createChannel, type TokenChange } from './channel';
import { eventually } from './story';

jest.setTimeout(40_000);

let run: LocalRun;
const named = (name: string) => run.person(name);

beforeAll(async () => {
  run = await startLocalRun({ people: 60 });
}, 90_000);
afterAll(() => run?.stop(), 30_000);

type Raw = { status: number; text: string };

/** A call as it is, without what fetch adds or refuses. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<Raw> {
  const { hostname, port } = new URL(run.functionsUrl);
  return new Promise((resolve, reject) => {
    const request = http.request({ method, hostname, port, path, headers, timeout: 20_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** No answer tells how the app is made. */
function expectNoInsides({ text }: Raw): void {
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.js\b.*:\d+|Error:/);
}

const json = { 'content-type': 'application/json' };
const sized = (body: string) => ({ 'content-length': String(Buffer.byteLength(body)) });
const posts = ['/api/messages', '/api/directory/sign-in'];

it('T4 health says of each dependency that it is there, and no more', async () => {
  const { status, body } = await callJson(`${run.functionsUrl}/api/health`);
  expect(status).toBe(200);
  expect(body).toEqual({
    status: 'ok',
    dependencies: { storage: 'ok', directory: 'ok', ticketing: 'ok', mail: 'ok' },
  });
});

it.each([
  ['GET', '/api/nothing'],
  ['GET', '/api'],
  ['GET', '/api/messages'],
  ['PUT', '/api/messages'],
  ['POST', '/api/health'],
  ['DELETE', '/api/directory/sign-in'],
  ['POST', '/api/operator'],
  ['POST', '/api/operator/audit'],
  ['DELETE', '/api/operator/tickets'],
  ['GET', '/api/operator/audit/extra'],
])("%s %s is the platform's 404", async (method, path) => {
  const answer = await raw(method, path, method === 'GET' ? {} : { 'content-length': '0' });
  expect(answer.status).toBe(404);
  expectNoInsides(answer);
});

describe.each(posts)('POST %s', (path) => {
  it.each<[what: string, status: number, make: () => string | Buffer]>([
    ['a body over 256 KB', 413, () => JSON.stringify({ username: 'a'.repeat(260 * 1024) })],
    ['malformed JSON', 400, () => '{"username": '],
    ['malformed UTF-8 in JSON', 400, () => Buffer.from([0x7b, 0xff, 0xfe])],
    ['an empty body', 400, () => ''],
    ['a blank body', 400, () => '  \n '],
  ])('refuses %s with %i', async (_what, status, make) => {
    const body = make();
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const answer = await raw('POST', path, { ...json, ...length }, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ error: expect.any(String) as string });
    expectNoInsides(answer);
  });

  it('refuses a chunked body with 400 or 411', async () => {
    const answer = await raw('POST', path, { ...json, 'transfer-encoding': 'chunked' }, '{"username":"a"}');
    expect([400, 411]).toContain(answer.status);
    expectNoInsides(answer);
  });

  it('refuses a call without a body with 400 or 411', async () => {
    expect([400, 411]).toContain((await raw('POST', path, json)).status);
  });

  it.each(['null', '[]', '7', '"text"', '{}', '{"__proto__":{"username":"a"}}'])(
    'refuses %s, naming the field',
    async (body) => {
      const answer = await raw('POST', path, { ...json, ...sized(body) }, body);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error: expect.any(String), field: expect.any(String) });
      expectNoInsides(answer);
    },
  );
});

it('the sign-in form refuses a body over 256 KB as well', async () => {
  const body = `username=${'a'.repeat(260 * 1024)}`;
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await raw('POST', posts[1] as string, { ...type, ...sized(body) }, body)).status).toBe(413);
});

describe('POST /api/messages from somebody who is not Teams', () => {
  const refused: [string, TokenChange, Record<string, unknown>?][] = [
    ['without a token', 'none'],
    ['with something that is no token', 'garbage'],
    ['with a wrong audience', { audience: '00000000-0000-4000-8000-000000000000' }],
    ['with a wrong issuer', { issuer: 'https://evil.example' }],
    ["with a token for another service's address", { serviceUrl: 'http://localhost:1/other' }],
    ['signed by a key that is endorsed for another channel', { key: 'unendorsed' }],
    ['signed by a key that nobody published', { key: 'stranger' }],
    ['with a token that has run out', { expiresInSeconds: -3_600 }],
    ['from another tenant', {}, { channelData: { tenant: { id: '11111111-1111-4111-8111-111111111111' } } }],
    ['from no tenant', {}, { channelData: {}, conversation: { id: 'a:1x', conversationType: 'personal' } }],
    ['with answers asked to an address of their own', {}, { serviceUrl: 'https://evil.example/' }],
    ['of a channel whose keys are not checked', 'none', { channelId: 'emulator' }],
    [
      'of another channel, with a key that is endorsed for it',
      { key: 'unendorsed' },
      { channelId: 'webchat' },
    ],
  ];
  for (const [what, token, change = {}] of refused) {
    itOnTheEmbeddedHost(`${what} is refused, and nothing happens`, async () => {
      const samuel = named('Samuel Osei');
      const { write, send } = createChannel(run);
      const asked: Activity = { ...write.text(samuel, 'f:1', 'Reset MFA'), ...change };
      const pressed = { ...write.submit(samuel, 'f:1', { messageId: 'x', value: wish('a') }), ...change };
      const invoked: Activity = {
        ...write.execute(samuel, { messageId: 'x', verb: 'reset-mfa', data: wish('b') }),
        ...change,
      };
      for (const activity of [asked, pressed, invoked]) {
        const answer = await send(activity, token);
        expect([401, 403]).toContain(answer.status);
        expect(answer.text).toBe('');
      }
      expect(await run.messagesOf(samuel)).toEqual([]);
      expect(await run.tickets({ person: samuel.aadObjectId })).toEqual([]);
      expect(await run.audit({ person: samuel.aadObjectId })).toEqual([]);
    });
  }

  itOnTheEmbeddedHost('the same calls with a right token are heard', async () => {
    const maya = named('Maya Lindqvist');
    const { write, send } = createChannel(run);
    expect((await send(write.text(maya, 'f:1', 'hello'))).status).toBe(200);
    await run.waitForMessage(maya, /good to meet you/);
  });
});

const wish = (id: string) => ({ verb: 'reset-mfa', id: `none-${id}` });

describe('what operators read', () => {
  const operator = (path: string, headers?: Record<string, string>, expected?: number[]): Promise<Answer> =>
    callJson(`${run.functionsUrl}/api/operator${path}`, {
      headers: headers ?? { 'x-functions-key': run.operatorKey },
      ...(expected ? { expected } : {}),
    });

  it.each(['/audit', '/tickets'])('%s is for those who have the key', async (path) => {
    for (const headers of [{}, { 'x-functions-key': 'guessed' }, { 'x-functions-key': '' }]) {
      const { body } = await operator(path, headers as Record<string, string>, [401]);
      expect(body).toBeUndefined();
    }
    expect((await operator(path)).body).toMatchObject({ items: expect.any(Array) });
  });

  it.each([
    ['person', 'everybody'],
    ['person', 'ad000000-5eed-4000-8000-00000000000g'],
    ['from', 'yesterday'],
    ['from', 'everything since 2020'],
    ['to', "x' or '1'='1"],
    ['person', 'nu\u0000ll'],
    ['next', 'nu\u0000ll'],
    ['to', '2026-13-40'],
    ['next', 'somewhere'],
    ['next', Buffer.from('listed:0:IT-0').toString('base64url')],
  ])('a wrong %s (%s) is refused by name', async (field, value) => {
    for (const path of ['/audit', '/tickets']) {
      const { body } = await operator(`${path}?${field}=${encodeURIComponent(value)}`, undefined, [400]);
      expect(body).toMatchObject({ error: expect.any(String), field });
    }
  });

  it('the page needs no key, holds none of what it shows, and may load nothing foreign', async () => {
    const response = await fetch(`${run.functionsUrl}/api/operator`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).toContain('Function key');
    expect(page).not.toContain(run.operatorKey);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });

  itOnTheEmbeddedHost(
    'lists come newest first, in pages that lose nothing, by person and by time',
    async () => {
      const people = run.people.filter(({ name }) => name !== 'Samuel Osei');
      const [early, late] = [people.slice(0, 28), people.slice(28)];
      // Said without a question, it opens a ticket: one for each who says it, however often.
      const object = async (objecting: typeof people, inAll: number) => {
        for (const person of objecting) await run.say(person, "this wasn't me");
        await eventually('the tickets', async () => (await run.tickets()).length === inAll, 60_000);
      };
      await object(early, early.length);
      const between = new Date().toISOString();
      await object(late, people.length);
      const all = people.length;

      const first = (await operator('/tickets')).body as { items: TicketRecord[]; next?: string };
      expect(first.items).toHaveLength(50);
      const second = (await operator(`/tickets?next=${first.next}`)).body as typeof first;
      expect(second.next ?? null).toBeNull();
      const tickets = [...first.items, ...second.items];
      expect(new Set(tickets.map(({ id }) => id)).size).toBe(all);
      const instants = tickets.map(({ createdAt }) => createdAt);
      expect(instants).toEqual([...instants].sort().reverse());
      expect((await run.tickets({ from: between })).map(({ kind }) => kind)).toEqual(late.map(() => 'help'));
      expect(await run.tickets({ to: between })).toHaveLength(early.length);
      const maya = named('Maya Lindqvist');
      const hers = await run.tickets({ person: maya.aadObjectId.toUpperCase() });
      expect(hers.map(({ kind, personId }) => [kind, personId])).toEqual([['help', maya.aadObjectId]]);

      const page = (await operator('/audit')).body as { items: AuditRecord[]; next?: string };
      expect(page.items).toHaveLength(100);
      expect(page.next).toEqual(expect.any(String));
      const records = await run.audit();
      const moments = records.map(({ at }) => at);
      expect(moments).toEqual([...moments].sort().reverse());
      expect(records.filter(({ act }) => act === 'ticket-opened')).toHaveLength(all);
      expect(await run.audit({ person: maya.aadObjectId, from: between })).toEqual([]);
      const { aadObjectId = '' } = late.at(-1) ?? {};
      const mine = await run.audit({ person: aadObjectId, from: between });
      expect(mine.length).toBeGreaterThan(0);
      expect(mine.every(({ subject, at }) => subject === aadObjectId && at >= between)).toBe(true);
      expect(Object.keys(mine[0] as object).sort()).toEqual([
        'act',
        'actor',
        'at',
        'reason',
        'result',
        'source',
        'subject',
        'verifiedBy',
      ]);
    },
  );
});
