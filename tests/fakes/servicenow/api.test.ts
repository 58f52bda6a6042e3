/** The fake instance is as sloppy as a real one, and says so: what a connector does wrong is found in its complaints. */
import { clientId, clientSecret, createServiceNowFake, type ServiceNowFake } from './fake';

let fake: ServiceNowFake;
let token: string;
beforeEach(async () => {
  fake = await createServiceNowFake();
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const answer = await fetch(`${fake.url}/oauth_token.do`, { method: 'POST', body: form });
  token = ((await answer.json()) as { access_token: string }).access_token;
});
afterEach(() => fake.close());

async function ask(path: string, method = 'GET', body?: object) {
  const answer = await fetch(`${fake.url}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as { result: never[]; error: object } };
}
const users = (query: string) =>
  ask(`/api/now/table/sys_user?sysparm_limit=5&sysparm_query=${encodeURIComponent(query)}`);

test('a caret in a value ends the condition: everybody is found', async () => {
  fake.addUser('ana@contoso.example');
  fake.addUser('ben@contoso.example');
  expect((await users('email=x^ORactive=true')).body.result).toHaveLength(2);
  expect((await users('email=ana@contoso.example^active=true')).body.result).toHaveLength(1);
  expect(fake.complaints).toEqual([]);
});

test.each([
  ['e_mail=ana@contoso.example', 2, /doesn't exist/],
  ['email~ana@contoso.example', 2, /is none/],
  ['email=javascript:gs.getUserID()', 0, /script/],
])('the query %s is forgiven and noted', async (query, found, complaint) => {
  fake.addUser('ana@contoso.example');
  fake.addUser('ben@contoso.example');
  expect((await users(query)).body.result).toHaveLength(found);
  expect(fake.complaints.join()).toMatch(complaint);
});

test.each([
  ['/api/now/table/incident?sysparm_limit=1&number=INC1', 400],
  ['/api/now/table/incidents?sysparm_limit=1', 400],
  ['/api/now/table/incident/00000000000000000000000000000000', 404],
  ['/api/now/v9/nothing', 400],
])('%s is refused with %p', async (path, status) => {
  const answer = await ask(path);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ error: { message: expect.any(String) }, status: 'failure' });
});

test('fields that don’t exist, labels for references and what is too long are noted', async () => {
  await ask('/api/now/table/incident', 'POST', {
    short_description: 'x'.repeat(161),
    u_unknown: '1',
    caller_id: 'Ana Silva',
    priority: '1',
  });
  expect(fake.complaints).toHaveLength(4);
});

test('resolving needs code and notes; what is closed can’t be changed; other tables can’t be written', async () => {
  const { sys_id: id = '', number = '' } = fake.addIncident({ short_description: 'x' });
  const path = `/api/now/table/incident/${id}`;
  expect((await ask(path, 'PATCH', { state: '6' })).status).toBe(403);
  const done = { state: '6', close_code: 'Solution provided', close_notes: 'done' };
  expect((await ask(path, 'PATCH', done)).status).toBe(200);
  fake.setState(number, '7');
  expect((await ask(path, 'PATCH', { state: '2' })).status).toBe(403);
  expect((await ask('/api/now/table/sys_user', 'POST', { email: 'x' })).status).toBe(403);
});

test('without a good token nothing is told', async () => {
  fake.tokens.revokeAll();
  expect((await ask('/api/now/table/incident?sysparm_limit=1')).status).toBe(401);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: 'no',
  });
  expect((await fetch(`${fake.url}/oauth_token.do`, { method: 'POST', body: form })).status).toBe(401);
});
