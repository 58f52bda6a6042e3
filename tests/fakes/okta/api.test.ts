/** What the fake says of users, groups, roles and policies, and what it refuses. */
import { type Answer, ask, query } from './client';
import { apiToken, createOktaFake, type OktaFake, tokenOwner } from './fake';

let nowMs = Date.parse('2026-11-22T10:00:00.000Z');
const clock = { now: () => new Date(nowMs) };
let fake: OktaFake;

beforeEach(async () => {
  fake = await createOktaFake({ clock });
});
afterEach(() => fake.close());

const ana = () =>
  fake.state.add({
    profile: { login: 'Ana.Silva@contoso.example', firstName: 'Ana', userType: 'Contractor', entraId: 'A1' },
    groups: ['Field'],
  });

const found = async (parameters: Record<string, string>) => {
  const { status, body } = await ask(fake, `GET /api/v1/users?${query(parameters)}`);
  return status === 200 ? body.map((user: { profile: { login: string } }) => user.profile.login) : status;
};

test('a user is found by id, login ignoring case, and the part before the @ where one has it', async () => {
  const { id } = ana();
  for (const name of [id, 'ana.silva%40contoso.example', 'ANA.SILVA'])
    expect((await ask(fake, `GET /api/v1/users/${name}`)).body).toMatchObject({
      id,
      status: 'ACTIVE',
      credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    });
  fake.state.add({ profile: { login: 'ana.silva@fabrikam.example' } });
  expect((await ask(fake, 'GET /api/v1/users/ana.silva')).status).toBe(404);
  expect(fake.complaints).toEqual([]);
});

test('refusals have the shape and the headers of Okta', async () => {
  const { status, body, headers } = await ask(fake, 'GET /api/v1/users/nobody');
  expect(status).toBe(404);
  expect(body).toEqual({
    errorCode: 'E0000007',
    errorSummary: 'Not found: Resource not found: nobody (User)',
    errorLink: 'E0000007',
    errorId: expect.stringMatching(/^oae/),
    errorCauses: [],
  });
  expect(headers.get('x-okta-request-id')).toBeTruthy();
  expect(headers.get('x-rate-limit-reset')).toBe(String((nowMs + 60_000) / 1_000));
  expect(headers.get('date')).toBe('Sun, 22 Nov 2026 10:00:00 GMT');
});

test('search ignores case of values, not of names; a filter is exact; neither knows everything', async () => {
  const { profile } = ana();
  expect(await found({ search: 'profile.login eq "ana.silva@CONTOSO.example"' })).toEqual([profile.login]);
  expect(
    await found({ search: 'profile.entraId eq "a1" and profile.userType eq "contractor"' }),
  ).toHaveLength(1);
  expect(await found({ filter: 'profile.login eq "ana.silva@contoso.example"' })).toEqual([]);
  expect(await found({ filter: `profile.login eq "${profile.login}"` })).toEqual([profile.login]);
  expect(await found({ search: 'profile.login eq "x\\" or id pr or \\""' })).toEqual([]);
  for (const search of ['profile.Login eq "x"', 'status ne "ACTIVE"', 'profile.login eq', 'x[y eq 1]'])
    expect(await found({ search })).toBe(400);
  expect(await found({ filter: 'profile.userType eq "Contractor"' })).toBe(400);
});

test('search lags behind, reading by id does not', async () => {
  fake.state.timing.searchDelayMs = 10_000;
  const user = ana();
  const search = 'profile.entraId eq "A1" and status eq "ACTIVE"';
  expect(await found({ search })).toEqual([]);
  nowMs += 10_000;
  expect(await found({ search })).toHaveLength(1);
  fake.lock(user.id);
  expect((await ask(fake, `GET /api/v1/users/${user.id}`)).body.status).toBe('LOCKED_OUT');
  expect(await found({ search })).toHaveLength(1);
  nowMs += 10_000;
  expect(await found({ search })).toEqual([]);
});

test('a list comes in pages by its links, which are good only as they were handed out', async () => {
  for (let index = 0; index < 5; index += 1) fake.state.add({ profile: { login: `u${index}@x.example` } });
  const logins: string[] = [];
  let next: string | undefined = `/api/v1/users?${query({ search: 'profile.login co "@x."', limit: '2' })}`;
  let pages = 0;
  while (next) {
    const page: Answer = await ask(fake, `GET ${next}`);
    logins.push(...page.body.map((user: { profile: { login: string } }) => user.profile.login));
    next = page.links.next;
    pages += 1;
  }
  expect([pages, logins.sort()]).toEqual([3, [0, 1, 2, 3, 4].map((index) => `u${index}@x.example`)]);
  expect(fake.complaints).toEqual([]);
  expect((await ask(fake, 'GET /api/v1/users?limit=2&after=made-up')).status).toBe(400);
  expect(fake.complaints).toHaveLength(1);
});

test('deactivated users are found by search, and left out of the plain list', async () => {
  fake.state.change(ana(), (user) => {
    user.status = 'DEPROVISIONED';
  });
  expect(await found({ search: 'profile.firstName eq "Ana"' })).toHaveLength(1);
  expect(await found({})).toEqual([tokenOwner]);
});

test('groups, roles by user and by group, blocks, linked objects', async () => {
  const user = ana();
  const manager = fake.state.add({ profile: { login: 'boss@contoso.example' } });
  user.linkedObjects.manager = manager.id;
  fake.state
    .groupNamed('Field')
    .roles.push({ id: 'r1', type: 'CUSTOM', label: 'Desk', assignmentType: 'GROUP' });
  fake.blockDevices(user.id);
  const body = async (path: string) => (await ask(fake, `GET /api/v1/users/${user.id}/${path}`)).body;
  expect((await body('groups')).map(({ profile }: { profile: { name: string } }) => profile.name)).toEqual([
    'Everyone',
    'Field',
  ]);
  expect(await body('roles')).toMatchObject([{ type: 'CUSTOM', assignmentType: 'GROUP', status: 'ACTIVE' }]);
  expect(await body('blocks')).toEqual([{ type: 'DEVICE_BASED', appliesTo: 'UNKNOWN_DEVICES' }]);
  expect(await body('linkedObjects/manager')).toEqual([
    { _links: { self: { href: `${fake.url}/api/v1/users/${manager.id}` } } },
  ]);
});

test('password policies come in no order, with age, groups and provider', async () => {
  const field = fake.state.groupNamed('Field');
  fake.state.addPolicy({ name: 'Field', priority: 1, maxAgeDays: 30, groups: [field.id] });
  const { body } = await ask(fake, 'GET /api/v1/policies?type=PASSWORD');
  expect(body.map(({ priority }: { priority: number }) => priority)).toEqual([1, 99]);
  expect(body[0]).toMatchObject({
    conditions: { people: { groups: { include: [field.id] } }, authProvider: { provider: 'OKTA' } },
    settings: { password: { age: { maxAgeDays: 30 } } },
  });
  expect((await ask(fake, `GET /api/v1/policies/${body[0].id}/rules`)).body).toHaveLength(1);
  expect((await ask(fake, 'GET /api/v1/policies')).status).toBe(400);
});

test('a client that is sloppy is refused, and what it did is kept', async () => {
  const user = ana();
  const sloppy: [string, Record<string, string>?, string?][] = [
    ['GET /api/v1/userz'],
    ['PUT /api/v1/policies'],
    ['GET /api/v1/users?page=2'],
    ['GET /api/v1/users?limit=500'],
    [`GET /api/v1/users/${user.id}`, { Accept: 'text/html' }],
    [`GET /api/v1/users/${user.id}`, { Authorization: 'Basic x' }],
    [`POST /api/v1/users/${user.id}/lifecycle/unlock`, { 'Content-Type': 'text/plain' }],
    [`POST /api/v1/users/${user.id}/lifecycle/unlock`, { 'Content-Type': 'application/json' }, '{"a":1}'],
    [`POST /api/v1/users/${user.id}/lifecycle/reset_password`],
  ];
  for (const [index, [call, headers, body]] of sloppy.entries()) {
    const { status } = await ask(fake, call, { headers, body });
    expect([400, 401, 404, 405, 415]).toContain(status);
    expect(fake.complaints.length).toBeGreaterThan(index);
  }
  expect(fake.complaints.join()).not.toContain(apiToken);
});

test('a token that is revoked, or that nobody has given, is refused', async () => {
  const wrong = await ask(fake, 'GET /api/v1/users/me', { headers: { Authorization: 'SSWS no' } });
  expect([wrong.status, wrong.body.errorCode]).toEqual([401, 'E0000011']);
  expect((await ask(fake, 'GET /api/v1/users/me')).body.profile.login).toBe(tokenOwner);
  fake.credentials.revokeAll();
  expect((await ask(fake, 'GET /api/v1/users/me')).status).toBe(401);
  expect(fake.complaints).toEqual([]);
});

test('so many calls a minute are answered, then 429 until the minute is over', async () => {
  fake.rates.perMinute.other = 2;
  fake.skew.ms = 3_600_000;
  const answers: Answer[] = [];
  for (let call = 0; call < 3; call += 1) answers.push(await ask(fake, 'GET /api/v1/org'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(answers.map(({ headers }) => headers.get('x-rate-limit-remaining'))).toEqual(['1', '0', '0']);
  expect(answers[2]?.body.errorCode).toBe('E0000047');
  expect(Date.parse(answers[2]?.headers.get('date') ?? '')).toBe(nowMs + 3_600_000);
  nowMs += 60_000;
  expect((await ask(fake, 'GET /api/v1/org')).status).toBe(200);
});

test('ordered faults have the bodies of Okta, or none at all', async () => {
  fake.faults.next(fake.fault.throttled(3));
  const { status, headers, body } = await ask(fake, 'GET /api/v1/org');
  expect([status, body.errorCode]).toEqual([429, 'E0000047']);
  expect(headers.get('x-rate-limit-reset')).toBe(String(nowMs / 1_000 + 3));
  fake.faults.next({ kind: 'reset-before' });
  await expect(ask(fake, 'GET /api/v1/org')).rejects.toThrow();
  expect((await ask(fake, 'GET /api/v1/org')).status).toBe(200);
});
