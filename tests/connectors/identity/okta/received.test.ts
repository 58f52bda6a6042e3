/** What Okta pushes and what its log says of the same lockouts is the same: or people would be told twice. */
import { createOktaProvider } from '../../../../connectors/identity/okta/provider';
import { Secret } from '../../../../domain/secret';
import type { LockEvents } from '../../../fakes/okta/controls';
import { apiToken, createOktaFake, type OktaFake } from '../../../fakes/okta/fake';

const options = { timeoutMs: 5_000 };
const client = {
  ...{ ipAddress: '203.0.113.7', city: 'Lisbon', country: 'Portugal', application: 'Office 365' },
  userAgent: { rawUserAgent: 'Outlook-iOS/2.0', os: 'iOS', browser: 'UNKNOWN' },
};
const source = {
  ...{
    address: '203.0.113.7',
    place: 'Lisbon, Portugal',
    application: 'Office 365',
    device: 'Outlook-iOS (iOS)',
  },
};

let fake: OktaFake;
let provider: ReturnType<typeof createOktaProvider>;
const since = new Date(Date.now() - 3_600_000);
const openFake = async (failedSignInActor: 'user' | 'unknown') => {
  fake = await createOktaFake({ assume: { failedSignInActor } });
  fake.state.add({ id: 'u1', profile: { login: 'ana@contoso.example' } });
  const credentials = { kind: 'api-token', token: new Secret(apiToken) } as const;
  provider = createOktaProvider({ connection: { orgUrl: fake.url, credentials }, clock: fake.clock });
};
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  provider.close();
  await fake.close();
});

describe.each(['user', 'unknown'] as const)('where a failed sign-in names its actor as %s', (actor) => {
  test.each<LockEvents>(['user.account.lock', 'user.session.start', 'both'])(
    'O1: pushed and read, %s says the same of account, instant and source',
    async (how) => {
      await openFake(actor);
      const pushed = JSON.parse(JSON.stringify(fake.lock('u1', { how, client })));
      const received = await provider.lockouts?.received?.(pushed, since, options);
      const read = await provider.lockouts?.read(undefined, since, options);
      expect(received?.events.length).toBe(how === 'both' ? 2 : 1);
      expect(received).toEqual({ events: read?.events, unreadable: 0 });
      expect(received?.events[0]).toMatchObject({ accountId: 'u1', source });
    },
  );
});

test('O1: a crowd is read in pages that fit into the rate limits of reading accounts', async () => {
  await openFake('user');
  const crowd = fake.addLockouts(250).map(({ id }) => id);
  const told: string[] = [];
  let position: string | undefined;
  for (let page = 0; page < 3; page += 1) {
    const read = await provider.lockouts?.read(position, since, options);
    expect(read?.events.length).toBeLessThanOrEqual(100);
    told.push(...(read?.events.map(({ accountId }) => accountId) ?? []));
    position = read?.next;
  }
  expect(told).toEqual(crowd);
});

test('O1: of what is pushed, other events and the same one again are left out, and what is no event is counted', async () => {
  await openFake('user');
  const [event] = fake.lock('u1', { how: 'user.account.lock' });
  fake.unlock('u1');
  const [, unlocked] = fake.log.events();
  const items = [event, unlocked, event, null, { eventType: 'user.account.lock' }];
  const received = await provider.lockouts?.received?.(items, since, options);
  expect(received).toMatchObject({ events: [{ id: event?.uuid }], unreadable: 2 });
});
