/** The event hook of Okta over HTTP: who may call it, what it answers, and by when. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { Secret } from '../../domain/secret';
import { type HookProduct, registerOktaEvents } from '../../functions/http/okta-events';
import { createWorld, lockOut, type World } from '../domain/fakes/world';

type Handler = (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;
const mockHandlers = new Map<string, Handler>();

jest.mock('@azure/functions', () => ({
  app: {
    http: (_name: string, { methods, handler }: { methods: string[]; handler: Handler }) =>
      mockHandlers.set(methods[0] ?? '', handler),
  },
}));
jest.mock('durable-functions', () => ({ input: { durableClient: () => ({}) } }));

const secret = 'a-secret-between-okta-and-us';
const logged: string[] = [];
const note = (line: string): void => void logged.push(line);
const context = { info: note, warn: note, error: note } as unknown as InvocationContext;

function productOf(world: World, change: Partial<HookProduct> = {}): HookProduct {
  return {
    settings: { OKTA_EVENT_HOOK_SECRET: new Secret(secret) },
    lockoutProvider: 'okta',
    clock: world.clock,
    audit: world.deps.audit,
    addressOf: () => '203.0.113.9',
    depsFor: () => world.deps,
    ...change,
  };
}

function open(world: World, change: Partial<HookProduct> = {}) {
  mockHandlers.clear();
  registerOktaEvents(productOf(world, change));
  const call = (method: string, headers: Record<string, string>, body = ''): Promise<HttpResponseInit> => {
    const handler = mockHandlers.get(method);
    if (!handler) throw new Error(`${method} is not registered`);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const request = { method, headers: new Headers({ ...length, ...headers }), text: async () => body };
    return handler(request as unknown as HttpRequest, context);
  };
  return {
    verify: (headers: Record<string, string>) => call('GET', headers),
    deliver: (events: unknown, headers: Record<string, string> = { authorization: secret }) =>
      call(
        'POST',
        headers,
        typeof events === 'string' ? events : JSON.stringify({ eventId: 'e1', data: { events } }),
      ),
  };
}

const challenge = 'x-okta-verification-challenge';
const nonce = '4e86a3a5-0a4c-4a6b-9f5c-0a2f6b1c7d11';

describe('the event hook of Okta', () => {
  test.each([
    ['with the secret', { authorization: secret }],
    ['without any, as Okta may send it', {}],
  ])('the verification says the challenge back, %s', async (_how, headers) => {
    const answer = await open(createWorld()).verify({ ...headers, [challenge]: nonce });
    expect(answer.jsonBody).toEqual({ verification: nonce });
  });

  test.each([
    ['with a wrong secret', { authorization: 'wrong', [challenge]: nonce }, 401],
    ['without a challenge', { authorization: secret }, 400],
    ['with one that is no challenge', { authorization: secret, [challenge]: '<script>' }, 400],
    ['with one that is too long', { authorization: secret, [challenge]: 'c'.repeat(201) }, 400],
  ])('the verification is refused %s', async (_how, headers, status) => {
    const answer = await open(createWorld()).verify(headers);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer)).not.toContain('verification"');
  });

  test('P3: a wrong secret reads nothing and is one record, however often it comes', async () => {
    const world = createWorld();
    lockOut(world);
    const { deliver } = open(world);
    for (const given of ['', 'wrong', `${secret} `.repeat(2), secret.toUpperCase()])
      expect((await deliver(world.provider.events, { authorization: given })).status).toBe(401);
    expect(world.audit.lines()).toEqual(['event-hook-refused refused okta: wrong secret']);
    expect(world.requests.rows.size).toBe(0);
  });

  test('U1: a lockout is 200 once its request is stored and runs; what is no event is counted', async () => {
    const world = createWorld();
    lockOut(world);
    const answer = await open(world).deliver([...world.provider.events, 'no event', { type: 'other' }]);
    expect(answer).toMatchObject({ jsonBody: { lockouts: 1, unreadable: 2 } });
    expect(world.orchestrations.started).toHaveLength(1);
    expect(world.audit.lines()).toEqual([
      'lockout-seen done directory:42',
      'lockout-events-unreadable failed directory: 2',
    ]);
  });

  test.each<[string, string, number]>([
    ['no JSON', '{', 400],
    ['no list of events', '{"data":{}}', 400],
    ['nothing', '', 400],
    ['more than 256 KB', JSON.stringify({ data: { events: ['x'.repeat(257 * 1024)] } }), 413],
  ])('a body of %s is refused by name', async (_what, body, status) => {
    const { deliver } = open(createWorld());
    expect((await deliver(body)).status).toBe(status);
  });

  test.each(['requests', 'provider', 'orchestrations', 'audit'])(
    'U1: while %s cannot be had Okta is asked to try again, and then it works',
    async (part) => {
      const world = createWorld();
      lockOut(world);
      const { deliver } = open(world);
      world.gate.takeDown(part);
      expect((await deliver(world.provider.events)).status).toBe(503);
      world.gate.bringUp(part);
      expect((await deliver(world.provider.events)).status).toBeUndefined();
      expect(new Set(world.orchestrations.started).size).toBe(1);
      expect(world.requests.rows.size).toBe(1);
    },
  );

  test('U1: a provider that takes too long: 503 before the three seconds are over, and what comes late counts', async () => {
    const world = createWorld();
    lockOut(world);
    let answerNow: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    const read = world.provider.port.getAccount;
    world.provider.port.getAccount = async (...of) => {
      await slow;
      return read(...of);
    };
    const deps = { ...world.deps, providers: { ...world.deps.providers, lockouts: world.provider.port } };
    const startedAt = performance.now();
    const answer = await open(world, { depsFor: () => deps }).deliver(world.provider.events);
    expect(answer.status).toBe(503);
    expect(performance.now() - startedAt).toBeLessThan(2_900);
    answerNow();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(world.requests.rows.size).toBe(1);
  });

  test.each<[string, Partial<HookProduct>]>([
    ['no secret', { settings: {} }],
    ['lockouts served by somebody else', { lockoutProvider: 'directory' }],
  ])('with %s there is no such route', async (_what, change) => {
    open(createWorld(), change);
    expect(mockHandlers.size).toBe(0);
  });

  test('P3: neither secret nor challenge stands in the log', () => {
    expect(logged.join('\n')).not.toMatch(new RegExp(`${secret}|${nonce}`));
  });
});
