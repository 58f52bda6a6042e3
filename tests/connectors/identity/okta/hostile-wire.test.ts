/** Every call of the Okta connector meets every fault at every request, by token and by service app. */
import { createOktaProvider } from '../../../../connectors/identity/okta/provider';
import type { IdentityProvider } from '../../../../domain/ports/identity-provider';
import { Secret } from '../../../../domain/secret';
import type { FaultRow } from '../../../fakes/every-fault';
import { apiToken, createOktaFake, type OktaFake } from '../../../fakes/okta/fake';
import type { NewUser } from '../../../fakes/okta/state';
import { type HostileCall, hostileWireContract } from '../../http/hostile-wire';
import { having } from '../contract/world';
import { appKey, serviceApp } from './service-apps';

type World = IdentityProvider & { close(): void };

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const login = 'mariana.costa@contoso.example';
const objectIdAttribute = 'entraObjectId';
const objectId = '00000000-5eed-4000-8000-000000000042';
const span = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-12-31T00:00:00Z') };
const contractors = {
  typeAttribute: 'userType',
  types: ['Contractor'],
  endAttribute: 'contractEnd',
  managerAttribute: 'managerId',
  roleAttribute: 'title',
};
const mariana: NewUser = {
  id: '00umariana',
  profile: {
    ...{ login, email: 'm@private.example', [objectIdAttribute]: objectId },
    ...{ userType: 'Contractor', contractEnd: '2026-11-30' },
  },
  passwordChanged: '2026-09-01T10:00:00.000Z',
  groups: ['Field'],
};

const calls: readonly HostileCall<World>[] = [
  { name: 'check', run: (provider, timeoutMs) => provider.check({ timeoutMs }) },
  {
    name: 'findAccounts by object id',
    run: (provider, timeoutMs) => provider.findAccounts({ objectId }, { timeoutMs }),
  },
  {
    name: 'findAccounts by login',
    run: (provider, timeoutMs) => provider.findAccounts({ userName: login }, { timeoutMs }),
  },
  {
    name: 'findByEmail',
    run: (provider, timeoutMs) => having(provider.findByEmail)('m@private.example', { timeoutMs }),
  },
  { name: 'getAccount', run: (provider, timeoutMs) => provider.getAccount('00umariana', { timeoutMs }) },
  {
    name: 'lockouts.read',
    run: ({ lockouts }, timeoutMs) => having(lockouts).read(undefined, new Date(0), { timeoutMs }),
  },
  {
    name: 'unlock.unlock',
    run: ({ unlock }, timeoutMs) => having(unlock).unlock('00ulocked', 'me', { timeoutMs }),
  },
  {
    name: 'unlock.unlock of nobody locked',
    run: ({ unlock }, timeoutMs) => having(unlock).unlock('00umariana', 'me', { timeoutMs }),
  },
  {
    name: 'unlock.obstacle',
    run: async ({ unlock }, timeoutMs) => having(unlock).obstacle?.('00umariana', { timeoutMs }),
  },
  {
    name: 'passwordReset.createLink',
    run: ({ passwordReset }, timeoutMs) => having(passwordReset).createLink('00umariana', { timeoutMs }),
  },
  {
    name: 'passwordReset.obstacle',
    run: async ({ passwordReset }, timeoutMs) =>
      having(passwordReset).obstacle?.('00umariana', { timeoutMs }),
  },
  {
    name: 'factors.list',
    run: ({ factors }, timeoutMs) => having(factors).list('00umariana', { timeoutMs }),
  },
  {
    name: 'factors.remove',
    run: ({ factors }, timeoutMs) => having(factors).remove('00umariana', 'sms:number', { timeoutMs }),
  },
  {
    name: 'factors.removeAll',
    run: async ({ factors }, timeoutMs) => having(factors).removeAll?.('00umariana', { timeoutMs }),
  },
  {
    name: 'passwordExpiry.page',
    run: ({ passwordExpiry }, timeoutMs) => having(passwordExpiry).page(undefined, span, { timeoutMs }),
  },
  {
    name: 'passwordExpiry.of',
    run: ({ passwordExpiry }, timeoutMs) => having(passwordExpiry).of('00umariana', { timeoutMs }),
  },
  {
    name: 'contractors.page',
    run: (provider, timeoutMs) => having(provider.contractors).page(undefined, span, { timeoutMs }),
  },
  {
    name: 'contractors.manager',
    run: (provider, timeoutMs) => having(provider.contractors).manager('m@private.example', { timeoutMs }),
  },
  {
    name: 'sessions.endAll',
    run: ({ sessions }, timeoutMs) => having(sessions).endAll('00umariana', { timeoutMs }),
  },
];

/** Okta's own refusals, to whoever asks. */
const rows: readonly FaultRow[] = [
  {
    title: 'a token that was revoked or has expired',
    fault: { kind: 'unauthorised', body: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' } },
    code: 'unauthorised',
    outcomeUnknown: false,
    passes: false,
  },
  {
    title: 'internal errors of Okta’s own',
    fault: { kind: 'status', status: 500, body: { errorCode: 'E0000009' } },
    code: 'unavailable',
    outcomeUnknown: true,
    passes: true,
  },
];

/** As it was before the last trial. */
function restore({ state, addFactor, user }: OktaFake): void {
  const [one, locked] = [user('00umariana'), user('00ulocked')];
  state.change(locked, () => {
    locked.status = 'LOCKED_OUT';
  });
  state.change(one, () => {
    one.status = 'ACTIVE';
    one.factors = [];
  });
  addFactor(one.id, 'sms', '+351910000042', { id: 'number' });
  addFactor(one.id, 'email', 'm@private.example');
}

async function open(
  credentialsOf: (fake: OktaFake) => Parameters<typeof createOktaProvider>[0]['connection'],
) {
  const users = [mariana, { id: '00ulocked', profile: { login: 'locked@contoso.example' } }];
  const fake = await createOktaFake({ clock, users, apps: [serviceApp({ dpop: true })] });
  return {
    server: fake.server,
    makeWorld: async () => {
      restore(fake);
      return createOktaProvider({
        connection: credentialsOf(fake),
        clock,
        objectIdAttribute,
        contractors,
        firstBackOffMs: 3,
      });
    },
    close: async (world: World) => world.close(),
    changes: ({ method, path }: { method: string; path: string }) =>
      method !== 'GET' && path !== '/oauth2/v1/token',
    secrets: [apiToken, 'mariana', objectId, '127.0.0.1', 'BEGIN PRIVATE', 'eyJ', 'reset_password/'],
    rows,
  };
}

hostileWireContract(
  'okta by token',
  () => open(({ url }) => ({ orgUrl: url, credentials: { kind: 'api-token', token: new Secret(apiToken) } })),
  calls,
);

hostileWireContract(
  'okta by service app',
  () => open(({ url }) => ({ orgUrl: url, credentials: { kind: 'service-app', ...appKey } })),
  calls.filter(({ name }) => ['check', 'getAccount', 'unlock.unlock'].includes(name)),
);
