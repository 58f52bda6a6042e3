/** The System Log as Okta wants it polled (O1, U1): nothing missed, nothing told twice, whatever becomes of the link. */
import { lockoutFilter } from '../../../fakes/okta/log-route';
import { having } from '../contract/world';
import { limit, login, type Org, openOrg, user } from './okta-org';

const longAgo = new Date('2026-11-22T04:00:00.000Z');

function reader(org: Org) {
  const { read } = having(org.provider.lockouts);
  const page = (position: string | undefined, since = longAgo) => read(position, since, limit);
  /** Until a page is empty. */
  async function rest(position: string | undefined, since = longAgo) {
    const ids: string[] = [];
    let unreadable = 0;
    for (let next = position, pages = 1; ; pages += 1) {
      const read = await page(next, since);
      unreadable += read.unreadable;
      if (read.events.length + read.unreadable === 0) return { ids, unreadable, next: read.next, pages };
      ids.push(...read.events.map(({ accountId }) => accountId));
      next = read.next;
    }
  }
  return { page, rest };
}

test('O1: the first request is the polling form with the filter character by character; then the link as it came', async () => {
  const org = await openOrg();
  const { page } = reader(org);
  const { next } = await page(undefined);
  await page(next);
  const [first = '', second = ''] = org.asked();
  const query = new URL(first.replace('GET ', 'https://okta.example')).searchParams;
  expect(Object.fromEntries(query)).toEqual({
    since: longAgo.toISOString(),
    filter: lockoutFilter,
    limit: '100',
    sortOrder: 'ASCENDING',
  });
  expect(lockoutFilter).toBe(
    'eventType eq "user.account.lock" or eventType eq "user.session.start" and outcome.reason eq "LOCKED_OUT"',
  );
  // The fake complains of any other than the one that it has handed out.
  expect(second).toMatch(/^GET \/api\/v1\/logs\?.*after=/);
});

test('O1: locks that never end are told where the policy asks for them', async () => {
  const filter = lockoutFilter.replace(' or ', ' or eventType eq "user.account.lock.limit" or ');
  const org = await openOrg({ lockoutEvents: ['user.account.lock.limit'], logFilters: [filter] });
  const id = user(org);
  org.fake.lock(id, { how: 'user.account.lock.limit' });
  expect((await reader(org).rest(undefined)).ids).toEqual([id]);
  const plain = await openOrg();
  const other = user(plain);
  plain.fake.lock(other, { how: 'user.account.lock.limit' });
  expect((await reader(plain).rest(undefined)).ids).toEqual([]);
});

test.each(['user', 'unknown'] as const)(
  'O1: both forms of event name the user (actor: %s)',
  async (actor) => {
    const org = await openOrg({ assume: { failedSignInActor: actor } });
    const id = user(org);
    org.fake.lock(id, { how: 'both' });
    expect((await reader(org).rest(undefined)).ids).toEqual([id, id]);
  },
);

describe('what an event may look like', () => {
  const lock = { eventType: 'user.account.lock', outcome: { result: 'FAILURE', reason: 'LOCKED_OUT' } };
  const actorOf = (id: string | null) => ({ id, type: 'User', alternateId: login, displayName: 'Mariana' });

  test.each([
    ['the actor alone', (id: string) => ({ actor: actorOf(id), target: null })],
    [
      'the target, of an actor that is no user',
      (id: string) => ({
        actor: { id: 'system', type: 'SystemPrincipal', alternateId: 'system@okta.com' },
        target: [{ id: '0oa1', type: 'AppInstance' }, actorOf(id)],
      }),
    ],
    ['a login alone', () => ({ actor: actorOf('unknown'), target: null })],
    ['a login of an actor without an id', () => ({ actor: actorOf(null), target: [] })],
  ])('it names %s', async (_, parts) => {
    const org = await openOrg();
    const id = user(org);
    org.fake.log.add({ ...lock, ...parts(id) });
    const { events, unreadable } = await reader(org).page(undefined);
    expect([events.map(({ accountId }) => accountId), unreadable]).toEqual([[id], 0]);
  });

  test('many events of one login cost one look', async () => {
    const org = await openOrg();
    user(org);
    for (let count = 0; count < 5; count += 1) org.fake.log.add({ ...lock, actor: actorOf('unknown') });
    expect((await reader(org).page(undefined)).events).toHaveLength(5);
    expect(org.asked().filter((call) => call.includes('/users/'))).toHaveLength(1);
  });

  test.each([
    ['nobody', { actor: null, target: null }],
    ['a login that nobody has', { actor: { ...actorOf('unknown'), alternateId: 'gone@contoso.example' } }],
    ['only that it is unknown', { actor: { ...actorOf('unknown'), alternateId: 'unknown' } }],
    ['no time', { actor: actorOf('00u1'), published: 'yesterday' }],
    ['no id of its own', { actor: actorOf('00u1'), uuid: '' }],
  ])('one that names %s is counted as unreadable and holds up nothing', async (_, parts) => {
    const org = await openOrg();
    const id = user(org);
    org.fake.log.add({ ...lock, ...parts });
    org.fake.lock(id, { how: 'user.account.lock' });
    const { ids, unreadable } = await reader(org).rest(undefined);
    expect([ids, unreadable]).toEqual([[id], 1]);
  });

  test.each([
    [
      { ipAddress: '203.0.113.7', city: 'Lisbon', country: 'Portugal' },
      { address: '203.0.113.7', device: 'Firefox (Linux)', place: 'Lisbon, Portugal' },
    ],
    [{ application: 'Payroll' }, { application: 'Payroll', device: 'Firefox (Linux)' }],
    [
      { userAgent: { rawUserAgent: 'Apple-iPhone13C2/2107.71', os: 'iOS', browser: 'UNKNOWN' } },
      { device: 'Apple-iPhone13C2 (iOS)' },
    ],
    [
      { userAgent: { rawUserAgent: 'Mozilla/5.0 (X)', os: 'Unknown', browser: 'UNKNOWN' }, device: 'Mobile' },
      { device: 'Mobile' },
    ],
    [
      { userAgent: { rawUserAgent: 'Mozilla/5.0', os: 'iOS', browser: 'SAFARI_MOBILE' } },
      { device: 'Safari Mobile (iOS)' },
    ],
  ])('where it came from: %j', async (client, told) => {
    const org = await openOrg();
    org.fake.lock(user(org), { how: 'user.account.lock', client });
    const { events } = await reader(org).page(undefined);
    expect(events[0]?.source).toEqual(told);
  });

  test('an old mail program is told by the application’s own address', async () => {
    const org = await openOrg();
    const requestUri = '/app/office365/exk1gjh63g214q0Hq0g4/sso/wsfed/active';
    org.fake.log.add({
      ...lock,
      actor: actorOf(user(org)),
      client: null,
      debugContext: { debugData: { requestUri } },
    });
    expect((await reader(org).page(undefined)).events[0]?.source).toEqual({ application: 'office365' });
  });

  test('a client of another shape doesn’t hide the lockout', async () => {
    const org = await openOrg();
    const id = user(org);
    org.fake.log.add({ ...lock, actor: actorOf(id), client: { ipAddress: 7 }, debugContext: 'none' });
    const { events } = await reader(org).page(undefined);
    expect(events).toMatchObject([{ accountId: id, source: {} }]);
  });

  test('an event that tells of something else is no lockout, even if Okta sends it', async () => {
    const org = await openOrg();
    const page = JSON.stringify([
      {
        uuid: 'u1',
        published: '2026-11-22T09:59:00.000Z',
        eventType: 'user.session.start',
        outcome: { reason: 'INVALID_CREDENTIALS' },
        actor: actorOf('00u1'),
      },
    ]);
    org.fake.faults.next({ kind: 'status', status: 200, body: JSON.parse(page) });
    expect(await reader(org).page(undefined)).toMatchObject({ events: [], unreadable: 0 });
  });
});

describe('the position', () => {
  test.each([
    ['Okta has forgotten it', (org: Org) => org.fake.links.loseAll()],
    [
      'Okta says 404 of it',
      (org: Org) => org.fake.faults.next({ kind: 'status', status: 404, body: { errorCode: 'E0000007' } }),
    ],
    ['Okta says 410 of it', (org: Org) => org.fake.faults.next({ kind: 'status', status: 410, body: {} })],
  ])(
    'U1: the link is lost (%s): the last half hour is read again, and nothing comes twice',
    async (_, lose) => {
      const org = await openOrg();
      const { rest } = reader(org);
      const [one, other] = [user(org), user(org, { profile: { login: 'other@contoso.example' } })];
      org.fake.lock(one);
      const { next } = await rest(undefined);
      org.advance(60_000);
      org.fake.lock(other);
      lose(org);
      const after = await rest(next);
      expect(after.ids).toEqual([other, other]);
      expect((await rest(after.next)).ids).toEqual([]);
      const again = org.asked().findLast((call) => call.includes('since='));
      expect(again).toContain(`since=${encodeURIComponent('2026-11-22T09:30:00.000Z')}`);
    },
  );

  test('a restart never goes back beyond the look-back', async () => {
    const org = await openOrg();
    const { rest, page } = reader(org);
    const { next } = await rest(undefined);
    org.fake.links.loseAll();
    org.advance(60_000);
    const since = new Date('2026-11-22T10:00:30.000Z');
    await page(next, since);
    expect(org.asked().at(-1)).toContain(`since=${encodeURIComponent(since.toISOString())}`);
  });

  test('rule 20: a link that leads elsewhere is not followed, and reading goes on', async () => {
    const org = await openOrg();
    const other = await openOrg();
    const id = user(org);
    org.fake.links.settings.origin = other.fake.url;
    const { page, rest } = reader(org);
    const { next } = await page(undefined);
    delete org.fake.links.settings.origin;
    org.fake.lock(id, { how: 'user.account.lock' });
    expect((await rest(next)).ids).toEqual([id]);
    expect(other.asked()).toEqual([]);
  });

  test('a stored link to anything but the log is not followed either', async () => {
    const org = await openOrg();
    const { page } = reader(org);
    const { next } = await page(undefined);
    const { link } = JSON.parse(next) as { link: string };
    await page(next.replace(link, `${org.fake.url}/api/v1/users?limit=1`));
    expect(org.asked().some((call) => call.includes('/users'))).toBe(false);
  });

  test('another filter in the policy begins anew, without telling again what was told', async () => {
    const filter = lockoutFilter.replace(' or ', ' or eventType eq "user.account.lock.limit" or ');
    const org = await openOrg({ logFilters: [filter] });
    const [one, other] = [user(org), user(org, { profile: { login: 'other@contoso.example' } })];
    org.fake.lock(one);
    const { next } = await reader(org).rest(undefined);
    org.fake.lock(other, { how: 'user.account.lock.limit' });
    const provider = org.connect({ lockoutEvents: ['user.account.lock.limit'] });
    expect((await reader({ ...org, provider }).rest(next)).ids).toEqual([other]);
    provider.close();
  });

  test('an answer without a link is read again from the last time on', async () => {
    const org = await openOrg();
    const id = user(org);
    org.fake.faults.next({ kind: 'status', status: 200, body: [] });
    const { page, rest } = reader(org);
    const { next } = await page(undefined);
    org.fake.lock(id, { how: 'user.account.lock' });
    expect((await rest(next)).ids).toEqual([id]);
  });
});

test('U1: pages of what is too old are passed over in one go; an empty page ends it', async () => {
  const org = await openOrg();
  const { page, rest } = reader(org);
  const { next } = await rest(undefined);
  org.fake.addLockouts(1_200);
  org.advance(3_600_000);
  const id = user(org);
  org.fake.lock(id, { how: 'user.account.lock' });
  const since = new Date('2026-11-22T10:30:00.000Z');
  const { events } = await page(next, since);
  expect(events.map(({ accountId }) => accountId)).toEqual([id]);
});

test('U1: noise costs no page of its own, and an idle poll is one request', async () => {
  const org = await openOrg();
  const { rest } = reader(org);
  const { next } = await rest(undefined);
  org.fake.addNoise(2_000);
  const before = org.asked().length;
  expect((await rest(next)).ids).toEqual([]);
  expect(org.asked().length - before).toBe(1);
});

test('positions stay short, however much was read', async () => {
  const org = await openOrg();
  org.fake.addLockouts(1_500);
  const { next, ids } = await reader(org).rest(undefined);
  expect(ids).toHaveLength(1_500);
  expect(next.length).toBeLessThan(12_000);
});
