/** PingID's connector on a hostile wire: each of its calls meets each fault at each request that it makes. */
import type { IdentityProvider } from '../../../domain/ports/identity-provider';
import { everyFaultOfData } from '../../fakes/every-fault';
import { createPingIdFake, token } from '../../fakes/pingid/fake';
import { opened } from '../../fakes/pingid/jws';
import { type HostileCall, hostileWireContract } from '../http/hostile-wire';
import { pingIdOf } from './pingid-world';

type Provider = IdentityProvider & { close(): void };

const userName = 'ana@contoso.example';
const deviceId = '9007199254740993001';

const calls: readonly HostileCall<Provider>[] = [
  { name: 'check', run: (provider, timeoutMs) => provider.check({ timeoutMs }) },
  { name: 'findAccounts', run: (provider, timeoutMs) => provider.findAccounts({ userName }, { timeoutMs }) },
  { name: 'getAccount', run: (provider, timeoutMs) => provider.getAccount(userName, { timeoutMs }) },
  {
    name: 'factors.list',
    run: async ({ factors }, timeoutMs) => factors?.list(userName, { timeoutMs }),
  },
  {
    name: 'factors.remove',
    run: async ({ factors }, timeoutMs) => factors?.remove(userName, deviceId, { timeoutMs }),
  },
  {
    name: 'factors.remove of what is not there',
    run: async ({ factors }, timeoutMs) => factors?.remove(userName, '42', { timeoutMs }),
  },
];

hostileWireContract<Provider>(
  'PingID',
  async () => {
    const fake = await createPingIdFake();
    return {
      server: fake.server,
      makeWorld: async () => {
        fake.add({ userName });
        fake.addDevice(userName, 'SMS', { deviceId, phoneNumber: '+15125550142' });
        return pingIdOf(fake);
      },
      close: async (provider) => provider.close(),
      changes: ({ path }) => path.endsWith('/unpairdevice/do'),
      secrets: [token, fake.key.toString('base64'), 'contoso', '5125550142'],
      rows: everyFaultOfData,
    };
  },
  calls,
);

test('the requests themselves carry the token only inside what is signed', async () => {
  const one = await createPingIdFake();
  const provider = pingIdOf(one);
  await provider.check({ timeoutMs: 2_000 });
  const [call] = one.calls;
  expect(JSON.stringify([call?.path, call?.headers])).not.toContain(token);
  expect(opened(call?.body ?? '', one.key)?.payload).toContain(token);
  provider.close();
  await one.close();
});
