/**
 * Lockouts at Okta: told by its event hook before any poll, by the log after an outage, and by both together once.
 * Whoever is locked out again soon after an unlock reads what that often is.
 */
import type { DemoPerson } from '../../local/people/demo-account';
import { lockEvent } from '../fakes/okta/events';
import { apiToken, createOktaFake, type OktaFake } from '../fakes/okta/fake';
import type { OktaUser } from '../fakes/okta/model';
import { wordsOf } from '../harness/chat';
import { itOnTheEmbeddedHost } from '../harness/endpoints';
import { callJson } from '../harness/http';
import { type LocalRun, startLocalRun } from '../harness/local-run';
import { eventually, isNotice, lockoutCards, noticeFor, recordsOf, ticketWith, trailOf } from './story';

jest.setTimeout(60_000);

const hookSecret = 'a-secret-between-okta-and-this-run';
const logs = '/api/v1/logs';
const outlook = {
  ...{ ipAddress: '203.0.113.7', city: 'Lisbon', country: 'Portugal', application: 'Office 365' },
  userAgent: { rawUserAgent: 'Outlook-iOS/2.0', os: 'iOS', browser: 'UNKNOWN' },
};
const hourMs = 3_600_000;

let fake: OktaFake;
let run: LocalRun;
const named = (name: string) => run.person(name);
const hook = () => ({ url: `${run.functionsUrl}/api/okta/events`, secret: hookSecret });

beforeAll(async () => {
  fake = await createOktaFake();
  run = await startLocalRun({
    policy: {
      lockouts: { provider: 'okta', checkEvery: '5s', notices: { gap: '0s' } },
      ...{
        unlock: { provider: 'okta' },
        passwordReset: { provider: 'okta' },
        mfaReset: { provider: 'okta' },
      },
      providers: { okta: { link: 'upn' } },
    },
    environment: {
      ...{ OKTA_ORG_URL: fake.url, OKTA_API_TOKEN: apiToken, OKTA_EVENT_HOOK_SECRET: hookSecret },
    },
  });
}, 90_000);
afterAll(async () => {
  await run?.stop();
  await fake?.close();
}, 30_000);
afterEach(() => {
  fake.faults.clear();
  expect(fake.complaints).toEqual([]);
});

/** The person's account at Okta. */
function accountAt(person: DemoPerson): OktaUser {
  const login = person.userPrincipalName;
  return fake.state.find(login) ?? fake.state.add({ profile: { login } });
}

/** While this is so only the hook can tell of anything. */
const stopLog = () =>
  fake.faults.next({ kind: 'status', status: 503, match: { path: logs }, times: Number.POSITIVE_INFINITY });

/** Waits until the log was read since now; where something new stands in it, twice is to its end. */
async function logRead(times = 2): Promise<void> {
  const before = fake.calls.length;
  await eventually(
    'the log to be read',
    async () => fake.calls.slice(before).filter(({ path }) => path.startsWith(logs)).length >= times,
  );
}

itOnTheEmbeddedHost('O1: the hook is verified, and without its secret it is closed', async () => {
  expect(await fake.verifyHook(hook())).toEqual({ verified: true, status: 200 });
  const maya = named('Maya Lindqvist');
  const events = [lockEvent(accountAt(maya))].map((event) => fake.log.add(event));
  for (let n = 0; n < 3; n += 1)
    expect(await fake.deliver({ ...hook(), secret: 'not the secret' }, events)).toEqual([401]);
  const all = await run.audit();
  expect(all.filter(({ act }) => act === 'event-hook-refused')).toHaveLength(1);
});

itOnTheEmbeddedHost(
  'U1, U2, U3: a lockout by hook is told at once, with where it came from, and the poll tells nobody again',
  async () => {
    const maya = named('Maya Lindqvist');
    const { id } = accountAt(maya);
    stopLog();
    const stop = fake.hook(hook(), ['user.account.lock', 'user.session.start']);
    const startedAt = performance.now();
    fake.lock(id, { client: outlook });
    const notice = await run.waitForMessage(maya, isNotice);
    const tookMs = performance.now() - startedAt;
    stop();
    // A second is the goal, which the bench measures; this machine may be busy.
    expect(tookMs).toBeLessThan(3_000);
    expect(wordsOf(notice)).toContain('Office 365 on Outlook-iOS (iOS), Lisbon, Portugal (203.0.113.7)');
    expect((await recordsOf(run, maya)).map(({ act, source }) => `${act} ${source}`)).toContain(
      'lockout-seen event-hook',
    );
    fake.faults.clear();
    await logRead();
    expect(await lockoutCards(run, maya)).toHaveLength(1);

    await run.press(maya, notice.id, 'Yes');
    const done = await run.waitForMessage(maya, /Your account is unlocked/, { after: notice });
    expect(fake.canSignIn(id)).toBe(true);
    const ticket = await ticketWith(run, maya, ({ state }) => state === 'open');
    expect(JSON.stringify(ticket)).toContain('Office 365 on Outlook-iOS (iOS), Lisbon, Portugal');
    await run.press(maya, done.id, 'Great, it worked!');
    await ticketWith(run, maya, ({ state }) => state === 'resolved');

    fake.lock(id, { client: outlook });
    const again = await run.waitForMessage(maya, isNotice, { after: done });
    expect(wordsOf(again)).toMatch(/^Your account is locked again/);
    expect(wordsOf(again)).toContain('Office 365 on Outlook-iOS (iOS) may still be using an old password.');
    await run.press(maya, again.id, 'Yes');
    const tickets = await eventually('the second ticket', async () => {
      const all = await run.tickets({ person: maya.aadObjectId });
      return all.length === 2 && all;
    });
    expect(JSON.stringify(tickets.find(({ state }) => state === 'open'))).toContain(
      'Locked again soon after an unlock',
    );
  },
);

itOnTheEmbeddedHost('U1: hook, poll and both forms of event, many at once: one notice each', async () => {
  const people = ['Inês Carvalho', 'Amina Diallo', 'Chloé Martin'].map(named);
  const stop = fake.hook(hook(), ['user.account.lock', 'user.session.start']);
  for (const person of people) {
    const { id } = accountAt(person);
    fake.lock(id, { how: 'both' });
    for (let n = 0; n < 5; n += 1) fake.tryWhileLocked(id);
  }
  for (const person of people) await noticeFor(run, person);
  await logRead();
  stop();
  for (const person of people) {
    expect(await lockoutCards(run, person)).toHaveLength(1);
    const trail = await trailOf(run, person);
    expect(trail.filter((line) => line.startsWith('lockout-seen'))).toHaveLength(1);
  }
});

itOnTheEmbeddedHost(
  'U1: Okta is slow: the hook is refused in time, and the poll tells of it later',
  async () => {
    const mateo = named('Mateo Fernández');
    const { id } = accountAt(mateo);
    stopLog();
    fake.faults.next({ kind: 'hang', match: { path: `/api/v1/users/${id}` }, times: 2 });
    const events = fake.lock(id, { how: 'user.account.lock' });
    const startedAt = performance.now();
    const { status } = await callJson(hook().url, {
      headers: { authorization: hookSecret },
      body: { eventId: 'slow', data: { events } },
      expected: [200, 500, 503],
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(await lockoutCards(run, mateo)).toEqual([]);
    fake.faults.clear();
    await noticeFor(run, mateo);
  },
);

itOnTheEmbeddedHost(
  'U1: 10,000 events after an outage: page by page, each account once, one notice each; nothing older than the look-back',
  async () => {
    await run.killHost();
    const busy = ["Siobhán O'Connor", 'Samuel Osei', 'Grace Kim'].map(named);
    const long = named('Noah Williams');
    const locked = busy.map(accountAt);
    const others = Array.from({ length: 300 - locked.length }, (_, n) =>
      fake.state.add({ profile: { login: `crowd-${n}@contoso.example` } }),
    );
    const accounts = [...locked, ...others];
    const now = Date.now();
    const tell = (user: OktaUser, at: number) =>
      fake.log.add({ ...lockEvent(user, outlook), published: new Date(at).toISOString() });
    fake.lock(accountAt(long).id, { how: 'none' });
    for (let n = 0; n < 50; n += 1) tell(accountAt(long), now - 7 * hourMs);
    for (let n = 0; n < 10_000; n += 1)
      tell(accounts[n % accounts.length] as OktaUser, now - 5 * hourMs + n * 1_000);
    for (const { id } of locked) fake.lock(id, { how: 'none' });
    const before = fake.calls.length;
    await run.startHost();
    for (const person of busy) await noticeFor(run, person, 40_000);
    await eventually('the end of the log', async () => {
      const pages = fake.calls.slice(before).filter(({ path }) => path.startsWith(logs));
      return pages.length > 100;
    });
    const calls = fake.calls.slice(before);
    for (const { id } of others.slice(0, 50)) {
      const reads = calls.filter(({ path }) => path === `/api/v1/users/${id}`);
      expect(reads).toHaveLength(1);
    }
    for (const person of busy) expect(await lockoutCards(run, person)).toHaveLength(1);
    expect(await lockoutCards(run, long)).toEqual([]);
  },
  90_000,
);

itOnTheEmbeddedHost(
  'O1: Okta forgets where the log was read to: nothing is missed, and nobody is told again',
  async () => {
    const jonas = named('Jonas Weber');
    const told = ['Inês Carvalho', 'Amina Diallo'].map(named);
    fake.links.loseAll();
    fake.lock(accountAt(jonas).id);
    await noticeFor(run, jonas);
    await logRead(1);
    for (const person of [jonas, ...told]) expect(await lockoutCards(run, person)).toHaveLength(1);
  },
);

itOnTheEmbeddedHost('P3: neither the hook’s secret nor the token stands in the log', async () => {
  expect(run.hostLog()).toContain('lockouts-received');
  for (const secret of [hookSecret, apiToken]) expect(run.hostLog()).not.toContain(secret);
});
