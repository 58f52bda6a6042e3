/** PingOne's connector on a hostile wire: each of its calls meets each fault at each request that it makes. */
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import type { FaultRow } from '../../fakes/every-fault';
import { clientSecret, createPingOneFake, type PingOneFake } from '../../fakes/pingone/fake';
import { type HostileCall, hostileWireContract } from '../http/hostile-wire';
import { pingOneOf } from './pingone-world';

type World = { readonly fake: PingOneFake; readonly provider: IdentityProvider & { close(): void } };

const id = 'u-ana';
const username = 'ana@contoso.example';

/** Ana is locked both ways, has two devices and two sessions, and is in a group. */
function prepare({ state }: PingOneFake): void {
  state.users.clear();
  state.add({ id, username, groups: ['Staff'], externalId: 'e-ana' });
  state.lock(id, 'password');
  state.lock(id, 'account');
  for (const device of ['d1', 'd2'])
    Object.assign(state.addDevice(id, 'SMS', { phone: '+15125550142' }), { id: device });
  for (let n = 0; n < 2; n++) state.openSession(id);
}

const call = (
  name: string,
  run: (provider: IdentityProvider, timeoutMs: number) => Promise<unknown> | undefined,
) => ({
  name,
  run: async ({ provider }: World, timeoutMs: number) => run(provider, timeoutMs),
});

const calls: readonly HostileCall<World>[] = [
  call('check', (provider, timeoutMs) => provider.check({ timeoutMs })),
  call('findAccounts by name', (provider, timeoutMs) =>
    provider.findAccounts({ userName: username }, { timeoutMs }),
  ),
  call('findAccounts by object id', (provider, timeoutMs) =>
    provider.findAccounts({ objectId: 'e-ana' }, { timeoutMs }),
  ),
  call('findByEmail', (provider, timeoutMs) => provider.findByEmail?.(username, { timeoutMs })),
  call('getAccount', (provider, timeoutMs) => provider.getAccount(id, { timeoutMs })),
  call('unlock', ({ unlock }, timeoutMs) => unlock?.unlock(id, 'me', { timeoutMs })),
  call('factors.list', ({ factors }, timeoutMs) => factors?.list(id, { timeoutMs })),
  call('factors.remove', ({ factors }, timeoutMs) => factors?.remove(id, 'd1', { timeoutMs })),
  call('sessions.endAll', ({ sessions }, timeoutMs) => sessions?.endAll(id, { timeoutMs })),
];

const rows: readonly FaultRow[] = [
  {
    title: '401: the token was revoked, and so is every new one',
    fault: { kind: 'unauthorised', body: { id: 'x', code: 'INVALID_TOKEN', message: '' } },
    ...{ code: 'unauthorised', outcomeUnknown: false, passes: false },
  },
];

hostileWireContract<World>(
  'PingOne',
  async () => {
    const fake = await createPingOneFake();
    return {
      server: fake.server,
      makeWorld: async () => {
        prepare(fake);
        return { fake, provider: pingOneOf(fake, 'externalId') };
      },
      close: async ({ provider }) => provider.close(),
      changes: ({ method, path }) => method !== 'GET' && !path.endsWith('/as/token'),
      secrets: [clientSecret, 'contoso', '5125550142', 'Bearer'],
      rows,
    };
  },
  calls,
);
