/** The contract's part on outages: every call gives up in time, says what is wrong with a code, and works again later. */
import type { IdentityProvider } from '../../../../domain/ports/identity-provider';
import { type CapabilityName, type ContractContext, limit } from './world';

type Call = (provider: IdentityProvider, timeoutMs: number) => Promise<unknown>;

const core: readonly [string, Call][] = [
  ['check', (provider, timeoutMs) => provider.check({ timeoutMs })],
  [
    'findAccounts',
    (provider, timeoutMs) => provider.findAccounts({ userName: 'a@b.example' }, { timeoutMs }),
  ],
  ['getAccount', (provider, timeoutMs) => provider.getAccount('a', { timeoutMs })],
];

const longAgo = { from: new Date(0), until: new Date(1) };

const ofCapabilities: Record<CapabilityName, readonly [string, Call][]> = {
  lockouts: [
    [
      'lockouts.read',
      async ({ lockouts }, timeoutMs) => lockouts?.read(undefined, new Date(0), { timeoutMs }),
    ],
  ],
  unlock: [['unlock', async ({ unlock }, timeoutMs) => unlock?.unlock('a', 'me', { timeoutMs })]],
  passwordReset: [
    [
      'passwordReset.createLink',
      async ({ passwordReset }, timeoutMs) => passwordReset?.createLink('a', { timeoutMs }),
    ],
  ],
  factors: [
    ['factors.list', async ({ factors }, timeoutMs) => factors?.list('a', { timeoutMs })],
    ['factors.remove', async ({ factors }, timeoutMs) => factors?.remove('a', '4', { timeoutMs })],
  ],
  sessions: [['sessions.endAll', async ({ sessions }, timeoutMs) => sessions?.endAll('a', { timeoutMs })]],
  passwordExpiry: [
    [
      'passwordExpiry.page',
      async ({ passwordExpiry }, timeoutMs) => passwordExpiry?.page(undefined, longAgo, { timeoutMs }),
    ],
    ['passwordExpiry.of', async ({ passwordExpiry }, timeoutMs) => passwordExpiry?.of('a', { timeoutMs })],
  ],
  contractors: [
    [
      'contractors.page',
      async ({ contractors }, timeoutMs) => contractors?.page(undefined, longAgo, { timeoutMs }),
    ],
    ['contractors.manager', async ({ contractors }, timeoutMs) => contractors?.manager('a', { timeoutMs })],
  ],
};

export function outagesContract({ world, provider, traits }: ContractContext): void {
  const calls = [...core, ...traits.capabilities.flatMap((capability) => ofCapabilities[capability])];

  describe('outages', () => {
    afterEach(() => world().network.restore());

    test.each(calls)('%s gives up in time when nothing answers, and works again later', async (_, call) => {
      await call(provider(), 4_000);
      world().network.hang();
      const startMs = performance.now();
      const timedOut = { name: 'CodedError', code: 'timeout', retryable: true };
      await expect(call(provider(), 120)).rejects.toMatchObject(timedOut);
      expect(performance.now() - startMs).toBeLessThan(1_000);
      await world().network.restore();
      await call(provider(), 4_000);
    });

    test.each(calls)('%s says that the provider is away, and works again later', async (_, call) => {
      await call(provider(), 4_000);
      await world().network.cut();
      const away = { name: 'CodedError', code: 'unavailable' };
      await expect(call(provider(), 4_000)).rejects.toMatchObject(away);
      await world().network.restore();
      await call(provider(), 4_000);
    });

    test('what is thrown carries no address, name or secret', async () => {
      await world().network.cut();
      const asked = provider().findAccounts({ userName: 'ana@contoso.example' }, limit);
      const error: unknown = await asked.catch((thrown: unknown) => thrown);
      const { cause } = error as Error;
      const told = `${error} ${(error as Error).stack} ${cause} ${JSON.stringify(cause)}`;
      expect(told).not.toMatch(/postgres:|ana@|127\.0\.0\.1|SSWS/);
    });

    test('ten calls at once survive an outage and its end', async () => {
      const ten = () => Promise.allSettled(Array.from({ length: 10 }, () => provider().check(limit)));
      await ten();
      await world().network.cut();
      expect((await ten()).map(({ status }) => status)).not.toContain('fulfilled');
      await world().network.restore();
      expect((await ten()).map(({ status }) => status)).not.toContain('rejected');
    });
  });
}
