/**
 * What every identity provider must do behind the port, whatever it translates to. A provider's test brings a
 * harness that plays the world behind it; the suite never knows which provider it is.
 */
import type { IdentityProvider, LockoutPage } from '../../../domain/ports/identity-provider';
import { recoveryContract } from './contract-recovery';
import type { ContractAccount, ContractHarness } from './contract-world';

export type { ContractAccount, ContractHarness } from './contract-world';

const limit = { timeoutMs: 4_000 };
const long = 366 * 86_400_000;

export function identityProviderContract(name: string, makeHarness: () => Promise<ContractHarness>): void {
  describe(`${name} as an identity provider`, () => {
    let harness: ContractHarness;
    let provider: IdentityProvider;
    let number = 0;

    beforeAll(async () => {
      harness = await makeHarness();
      provider = harness.provider;
    }, 60_000);
    afterAll(() => harness.close());

    function draw(properties: Partial<ContractAccount> = {}): ContractAccount {
      number += 1;
      const id = `${name}-${number}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const objectId = `00000000-0000-4000-8000-${String(number).padStart(12, 'a')}`;
      return { id, userName: `${id}@contoso.example`, objectId, ...properties };
    }

    async function account(properties: Partial<ContractAccount> = {}): Promise<ContractAccount> {
      const made = draw(properties);
      expect(await harness.add(made)).toBe('added');
      return made;
    }

    async function statusOf(id: string) {
      return (await provider.getAccount(id, limit))?.status;
    }

    describe('accounts', () => {
      test('the check passes while address and credentials work', async () => {
        await expect(provider.check(limit)).resolves.toBeUndefined();
      });

      test('an account is found by its object id and by its user name, ignoring case', async () => {
        const { id, userName, objectId = '' } = await account();
        const ref = { provider: provider.id, id };
        for (const query of [
          { objectId },
          { objectId: objectId.toUpperCase() },
          { userName },
          { userName: userName.toUpperCase() },
        ])
          expect(await provider.findAccounts(query, limit)).toMatchObject([{ ref, userName, objectId }]);
      });

      test('only an exact match is one', async () => {
        const { userName, objectId = '' } = await account();
        for (const query of [
          { userName: userName.slice(0, -1) },
          { userName: `${userName}.org` },
          { userName: '%' },
          { userName: '' },
          { userName: 'nu\u0000ll' },
          { userName: `o'brien" or "1"="1` },
          { objectId: objectId.slice(0, -1) },
          { objectId: '' },
          { objectId: 'nu\u0000ll' },
        ])
          expect(await provider.findAccounts(query, limit)).toEqual([]);
      });

      test('two accounts with one object id are both told, where the provider allows them', async () => {
        const { objectId = '' } = await account();
        const twins = [1, 2].map((twin) => ({
          id: `twin-${twin}`,
          userName: `twin-${twin}@x.example`,
          objectId,
        }));
        const added = await harness.add(...twins);
        const found = await provider.findAccounts({ objectId }, limit);
        expect(found).toHaveLength(added === 'added' ? 2 : 1);
      });

      test('an id that nobody has is answered with nothing', async () => {
        for (const id of ['nobody', '', 'nu\u0000ll', '../users', 'x'.repeat(5_000)])
          expect(await provider.getAccount(id, limit)).toBeUndefined();
      });

      test('groups and user type are the provider’s own', async () => {
        const { id } = await account({ groups: ['Field', 'Everyone'], userType: 'Employee' });
        const found = await provider.getAccount(id, limit);
        expect(found).toMatchObject({ groups: ['Field', 'Everyone'], userType: 'Employee' });
      });

      test('any role makes an account privileged, none does not', async () => {
        const [admin, plain] = [await account({ roles: ['Help desk'] }), await account({ roles: [] })];
        expect((await provider.getAccount(admin.id, limit))?.privileged).toBe(true);
        expect((await provider.getAccount(plain.id, limit))?.privileged).toBe(false);
      });

      test('a disabled account is told as disabled', async () => {
        const { id } = await account({ status: 'disabled' });
        expect(await statusOf(id)).toBe('disabled');
      });

      test('a locked account says since when', async () => {
        const { id } = await account();
        expect(await provider.getAccount(id, limit)).toMatchObject({ status: 'active', lockedAt: undefined });
        await harness.lock([id]);
        const lockedAt = harness.now().toISOString();
        expect(await provider.getAccount(id, limit)).toMatchObject({ status: 'locked', lockedAt });
      });
    });

    describe('lockouts', () => {
      const source = { address: '203.0.113.7', application: 'Payroll', device: 'Firefox', place: 'Lisbon' };

      async function page(position: string | undefined, since?: Date): Promise<LockoutPage> {
        const capability = provider.lockouts;
        if (!capability) throw new Error('no lockouts capability');
        const read = await capability.read(
          position,
          since ?? new Date(harness.now().getTime() - long),
          limit,
        );
        expect(read.next.length).toBeLessThan(20_000);
        return read;
      }

      /** Reads until a page is empty. */
      async function rest(position: string | undefined, since?: Date) {
        const events: LockoutPage['events'][number][] = [];
        for (let next = position; ; ) {
          const read = await page(next, since);
          if (read.events.length === 0) return { events, next: read.next };
          events.push(...read.events);
          next = read.next;
        }
      }

      test('an event says who, when and from where', async () => {
        const { id } = await account();
        const { next } = await rest(undefined);
        await harness.lock([id], source);
        const at = harness.now().toISOString();
        expect((await page(next)).events).toEqual([{ id: expect.any(String), accountId: id, at, source }]);
      });

      test('what has been handed out does not come again, and nothing new is an empty page', async () => {
        const { id } = await account();
        await harness.lock([id]);
        const { next } = await rest(undefined);
        expect((await page(next)).events).toEqual([]);
        harness.advance(61_000);
        const later = await page(next);
        expect(later.events).toEqual([]);
        expect((await page(later.next)).events).toEqual([]);
      });

      test('reading again from an older position gives the same again', async () => {
        const { id } = await account();
        const { next } = await rest(undefined);
        await harness.lock([id]);
        const first = await page(next);
        expect((await page(next)).events).toEqual(first.events);
      });

      test('further attempts on a locked account have events of their own', async () => {
        const { id } = await account();
        const { next } = await rest(undefined);
        await harness.lock([id]);
        await harness.tryWhileLocked(id);
        const { events } = await rest(next);
        expect(events.map(({ accountId }) => accountId)).toEqual([id, id]);
        expect(new Set(events.map((event) => event.id)).size).toBe(2);
      });

      test('an event that is stored late still comes, once', async () => {
        const [late, prompt] = [await account(), await account()];
        let { next } = await rest(undefined);
        const arrive = await harness.lockoutThatComesLate(late.id);
        await harness.lock([prompt.id]);
        const before = await rest(next);
        expect(before.events.map(({ accountId }) => accountId)).toEqual([prompt.id]);
        harness.advance(30_000);
        next = (await rest(before.next)).next;
        await arrive();
        const after = await rest(next);
        expect(after.events.map(({ accountId }) => accountId)).toEqual([late.id]);
        harness.advance(61_000);
        expect((await rest(after.next)).events).toEqual([]);
      });

      test('many lockouts come page by page, oldest first, each once', async () => {
        const { next } = await rest(undefined);
        const accounts = Array.from({ length: 230 }, () => draw());
        expect(await harness.add(...accounts)).toBe('added');
        const ids = accounts.map(({ id }) => id);
        await harness.lock(ids.slice(0, 200));
        harness.advance(1_000);
        await harness.lock(ids.slice(200));
        const { events } = await rest(next);
        expect(events.map(({ accountId }) => accountId).sort()).toEqual([...ids].sort());
        expect(new Set(events.map(({ id }) => id)).size).toBe(230);
        const times = events.map(({ at }) => at);
        expect(times).toEqual([...times].sort());
      });

      test('events before the given instant are left out, at the first start and after an outage', async () => {
        const [old, young] = [await account(), await account()];
        const { next } = await rest(undefined);
        await harness.lock([old.id]);
        harness.advance(120_000);
        const since = new Date(harness.now().getTime() - 1_000);
        await harness.lock([young.id]);
        for (const position of [
          undefined,
          next,
          'not a position',
          '{"after":"x"}',
          '{"after":0,"seen":[[1]]}',
        ]) {
          const { events } = await rest(position, since);
          expect(events.map(({ accountId }) => accountId)).toEqual([young.id]);
        }
      });
    });

    describe('unlocking', () => {
      async function unlock(id: string, by = 'me') {
        return provider.unlock?.unlock(id, by, limit);
      }

      test('a locked account is unlocked, and again is no harm', async () => {
        const { id } = await account();
        await harness.lock([id]);
        expect(await unlock(id)).toBe('unlocked');
        expect(await provider.getAccount(id, limit)).toMatchObject({ status: 'active', lockedAt: undefined });
        expect(await unlock(id)).toBe('was-not-locked');
      });

      test('an account that is not locked stays as it is', async () => {
        const { id } = await account();
        expect(await unlock(id)).toBe('was-not-locked');
        expect(await statusOf(id)).toBe('active');
      });

      test('a disabled account is refused and stays disabled', async () => {
        const { id } = await account({ status: 'disabled' });
        expect(await unlock(id)).toBe('refused');
        expect(await statusOf(id)).toBe('disabled');
      });

      test('an unknown account is refused', async () => {
        for (const id of ['nobody', '', 'nu\u0000ll', '../users']) expect(await unlock(id)).toBe('refused');
      });

      test('an account can be locked again after it', async () => {
        const { id } = await account();
        await harness.lock([id]);
        await unlock(id);
        harness.advance(1_000);
        await harness.lock([id]);
        const lockedAt = harness.now().toISOString();
        expect(await provider.getAccount(id, limit)).toMatchObject({ status: 'locked', lockedAt });
      });
    });

    recoveryContract({ harness: () => harness, account });

    describe('outages', () => {
      const calls: [string, (timeoutMs: number) => Promise<unknown>][] = [
        ['check', (timeoutMs) => provider.check({ timeoutMs })],
        ['findAccounts', (timeoutMs) => provider.findAccounts({ userName: 'a@b.example' }, { timeoutMs })],
        ['getAccount', (timeoutMs) => provider.getAccount('a', { timeoutMs })],
        [
          'lockouts.read',
          async (timeoutMs) => provider.lockouts?.read(undefined, new Date(0), { timeoutMs }),
        ],
        ['unlock', async (timeoutMs) => provider.unlock?.unlock('a', 'me', { timeoutMs })],
        [
          'passwordReset.createLink',
          async (timeoutMs) => provider.passwordReset?.createLink('a', { timeoutMs }),
        ],
        ['factors.list', async (timeoutMs) => provider.factors?.list('a', { timeoutMs })],
        ['factors.remove', async (timeoutMs) => provider.factors?.remove('a', 'b', { timeoutMs })],
        ['sessions.endAll', async (timeoutMs) => provider.sessions?.endAll('a', { timeoutMs })],
      ];

      afterEach(() => harness.network.restore());

      test.each(calls)(
        '%s gives up in time when nothing answers, and works again afterwards',
        async (_, call) => {
          await call(4_000);
          harness.network.hang();
          const startMs = performance.now();
          await expect(call(120)).rejects.toMatchObject({
            name: 'CodedError',
            code: 'timeout',
            retryable: true,
          });
          expect(performance.now() - startMs).toBeLessThan(1_000);
          await harness.network.restore();
          await call(4_000);
        },
      );

      test.each(calls)('%s says that the provider is away, and works again afterwards', async (_, call) => {
        await call(4_000);
        await harness.network.cut();
        await expect(call(4_000)).rejects.toMatchObject({ name: 'CodedError', code: 'unavailable' });
        await harness.network.restore();
        await call(4_000);
      });

      test('what is thrown carries no address, name or secret', async () => {
        await harness.network.cut();
        const error = await provider.findAccounts({ userName: 'ana@contoso.example' }, limit).catch((e) => e);
        const { cause } = error as Error;
        const told = `${error} ${(error as Error).stack} ${cause} ${JSON.stringify(cause)}`;
        expect(told).not.toMatch(/postgres:|ana@|127\.0\.0\.1/);
      });

      test('ten calls at once survive an outage and its end', async () => {
        const ten = () => Promise.allSettled(Array.from({ length: 10 }, () => provider.check(limit)));
        await ten();
        await harness.network.cut();
        expect((await ten()).map(({ status }) => status)).not.toContain('fulfilled');
        await harness.network.restore();
        expect((await ten()).map(({ status }) => status)).not.toContain('rejected');
      });
    });
  });
}
