/** The System Log in its polling form, as the fake gives it. */
import { ask, query } from './client';
import { createOktaFake, type OktaFake } from './fake';
import { lockoutFilter } from './log-route';
import type { LogEvent } from './system-log';

let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
const clock = { now: () => new Date(nowMs) };
let fake: OktaFake;

beforeEach(async () => {
  fake = await createOktaFake({ clock });
  fake.state.add({ id: 'u1', profile: { login: 'ana@contoso.example', firstName: 'Ana' } });
});
afterEach(() => fake.close());

const first = (limit = 100) =>
  `/api/v1/logs?${query({
    since: new Date(nowMs - 3_600_000).toISOString(),
    filter: lockoutFilter,
    sortOrder: 'ASCENDING',
    limit: String(limit),
  })}`;

/** Reads until a page is empty. */
async function poll(from: string) {
  const events: LogEvent[] = [];
  for (let next = from, pages = 1; ; pages += 1) {
    const { status, body, links } = await ask(fake, `GET ${next}`);
    expect(status).toBe(200);
    expect(links.next).toBeDefined();
    if (body.length === 0) return { events, next: links.next ?? '', pages };
    events.push(...body);
    next = links.next ?? '';
  }
}

test('an empty page ends the loop and has a next link all the same', async () => {
  const { body, links } = await ask(fake, `GET ${first()}`);
  expect(body).toEqual([]);
  expect(links.next).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/logs\?.*after=/);
  expect(links.self).toBeDefined();
  fake.lock('u1');
  expect((await ask(fake, `GET ${links.next}`)).body).toHaveLength(2);
});

test('both forms of a lockout pass the filter, other events do not', async () => {
  fake.addNoise(3);
  fake.lock('u1', { client: { ipAddress: '203.0.113.7', city: 'Lisbon', application: 'Payroll' } });
  fake.log.add({ eventType: 'user.session.start', outcome: { result: 'SUCCESS', reason: null } });
  fake.lock('u1', { how: 'user.account.lock.limit' });
  const { events } = await poll(first());
  expect(events).toMatchObject([
    {
      eventType: 'user.account.lock',
      actor: { id: 'u1', type: 'User', alternateId: 'ana@contoso.example' },
      outcome: { result: 'FAILURE', reason: 'LOCKED_OUT' },
      client: { ipAddress: '203.0.113.7', geographicalContext: { city: 'Lisbon' } },
    },
    { eventType: 'user.session.start', outcome: { reason: 'LOCKED_OUT' } },
  ]);
  expect(fake.complaints).toEqual([]);
});

test('the actor may be unknown; then the target names the user', async () => {
  fake.assume.failedSignInActor = 'unknown';
  fake.lock('u1', { how: 'user.session.start' });
  const { events } = await poll(first());
  expect(events).toMatchObject([{ actor: { id: 'unknown' }, target: [{ id: 'u1', type: 'User' }] }]);
});

test('events come in the order in which they were stored, late ones last, each once', async () => {
  const arrive = fake.lockToldLate('u1');
  nowMs += 30_000;
  fake.tryWhileLocked('u1');
  const before = await poll(first());
  arrive();
  const after = await poll(before.next);
  expect(after.events).toHaveLength(1);
  expect(Date.parse(after.events[0]?.published ?? '')).toBeLessThan(
    Date.parse(before.events[0]?.published ?? ''),
  );
  expect((await poll(after.next)).events).toEqual([]);
});

test('ten thousand events come page by page', async () => {
  fake.addLockouts(10_000);
  const { events, pages } = await poll(first(1_000));
  expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(10_000);
  expect(pages).toBe(11);
});

test('what is no polling, or no link of ours, is refused and kept', async () => {
  const { links } = await ask(fake, `GET ${first()}`);
  const sloppy = [
    `${first()}&until=2026-11-22T11%3A00%3A00.000Z`,
    first().replace('ASCENDING', 'DESCENDING'),
    first().replace('LOCKED_OUT', 'LOCKED'),
    `${links.next}&since=2026-11-22T09%3A00%3A00.000Z`,
    `${links.next?.replace(/%20/g, '+')}`,
    `${links.next?.replace('limit=100', 'limit=50')}`,
  ];
  for (const [index, target] of sloppy.entries()) {
    expect((await ask(fake, `GET ${target}`)).status).toBe(400);
    expect(fake.complaints).toHaveLength(index + 1);
  }
  expect((await ask(fake, `GET ${first(1_001)}`)).status).toBe(400);
});

test('a cursor that Okta has lost is refused, a new start goes on', async () => {
  const { next } = await poll(first());
  fake.links.loseAll();
  fake.lock('u1');
  const { status, body } = await ask(fake, `GET ${next}`);
  expect([status, body.errorCode]).toEqual([400, 'E0000001']);
  expect((await poll(first())).events).toHaveLength(2);
  expect(fake.complaints).toEqual([]);
});

test.each(['persisted', 'published'] as const)('since may mean when an event was %s', async (meaning) => {
  fake.assume.sinceMeans = meaning;
  const arrive = fake.lockToldLate('u1');
  nowMs += 7_200_000;
  arrive();
  expect((await poll(first())).events).toHaveLength(meaning === 'persisted' ? 1 : 0);
});

test('a link may be made to lead elsewhere', async () => {
  fake.links.settings.origin = 'https://elsewhere.example';
  const { links } = await ask(fake, `GET ${first()}`);
  expect(links.next).toMatch(/^https:\/\/elsewhere\.example\/api\/v1\/logs/);
});
