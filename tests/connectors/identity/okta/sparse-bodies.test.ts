/** Bodies as sparse as Okta's description allows: what may be missing or null is no failure. */
import { createOktaProvider } from '../../../../connectors/identity/okta/provider';
import { Secret } from '../../../../domain/secret';
import { type FaultyServer, startFaultyServer } from '../../../fakes/faulty-server';
import { having } from '../contract/world';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const user = {
  ...{ id: '00u1', status: 'ACTIVE', passwordChanged: '2026-11-01T10:00:00.000Z' },
  ...{ profile: { login: 'ana@contoso.example' }, credentials: { provider: { type: 'OKTA' } } },
};
const answers: Record<string, unknown> = {};
let server: FaultyServer;
beforeAll(async () => {
  server = await startFaultyServer(({ path }) => ({ body: answers[path.split('?')[0] ?? ''] ?? [] }));
});
afterAll(() => server.close());
beforeEach(() => {
  for (const key of Object.keys(answers)) delete answers[key];
  answers['/api/v1/users/00u1'] = user;
});
const provider = () =>
  createOktaProvider({
    connection: { orgUrl: server.url, credentials: { kind: 'api-token', token: new Secret('00token') } },
    clock,
  });
const limit = { timeoutMs: 3_000 };

test('U12: a custom role has no id of its own, and is a role', async () => {
  answers['/api/v1/users/00u1/roles'] = [{ role: 'cr0', 'resource-set': 'iam1', type: 'CUSTOM' }];
  expect(await provider().getAccount('00u1', limit)).toMatchObject({ privileged: true });
});

test('groups without a name or a profile are passed over', async () => {
  answers['/api/v1/users/00u1/groups'] = [
    { id: 'g1', profile: null },
    { id: 'g2', profile: { name: null } },
    { id: 'g3', profile: { name: 'Field' } },
  ];
  expect(await provider().getAccount('00u1', limit)).toMatchObject({ groups: ['Field'] });
});

test('O5: policies that say nothing of passwords, or of no maximum age, end none', async () => {
  const everybody = { people: { groups: { include: ['g1'] } } };
  answers['/api/v1/users/00u1/groups'] = [{ id: 'g1', profile: { name: 'Everyone' } }];
  answers['/api/v1/policies'] = [
    { status: 'INACTIVE', priority: 1, settings: null },
    { status: 'ACTIVE', priority: 2, conditions: null, settings: { password: null } },
    {
      status: 'ACTIVE',
      priority: 3,
      conditions: everybody,
      settings: { password: { age: { maxAgeDays: 90 } } },
    },
  ];
  expect(await having(provider().passwordExpiry).of('00u1', limit)).toBeUndefined();
  answers['/api/v1/policies'] = (answers['/api/v1/policies'] as unknown[]).slice(2);
  const again = await having(provider().passwordExpiry).of('00u1', limit);
  expect(again?.expiresAt).toBe('2027-01-30T10:00:00.000Z');
});

test('O4: a factor of which little is told is one all the same', async () => {
  answers['/api/v1/users/00u1/factors'] = [
    { id: 'f1', factorType: 'token:hotp', provider: null, vendorName: null, status: null, profile: null },
    { id: 'f2', factorType: 'webauthn' },
  ];
  const factors = await having(provider().factors).list('00u1', limit);
  expect(factors.map(({ kind }) => kind)).toEqual(['other', 'security-key']);
});

test('every request says who asks, and takes JSON', async () => {
  await provider().getAccount('00u1', limit);
  for (const { headers } of server.calls) {
    expect(headers['user-agent']).toMatch(/^account-access-for-teams/);
    expect(headers.accept).toBe('application/json');
    expect(headers.authorization).toBe('SSWS 00token');
  }
});
