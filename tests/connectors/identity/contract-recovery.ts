/** What the contract says of password links, factors and sessions; contract.ts runs it with the rest. */
import type { Factor, IdentityProvider } from '../../../domain/ports/identity-provider';
import type { ContractAccount, ContractHarness } from './contract-world';

const limit = { timeoutMs: 4_000 };
const nobodies = ['nobody', '', 'nu\u0000ll', '../users', 'x'.repeat(5_000)];

/** What a test of a capability says when its provider hasn't got it. */
export function having<T>(capability: T | undefined): T {
  if (capability === undefined) throw new Error('The provider has no such capability.');
  return capability;
}

export function recoveryContract(world: {
  readonly harness: () => ContractHarness;
  readonly account: (properties?: Partial<ContractAccount>) => Promise<ContractAccount>;
}): void {
  const { account } = world;
  const provider = (): IdentityProvider => world.harness().provider;

  describe('password links', () => {
    async function linkFor(id: string): Promise<string> {
      const answer = await having(provider().passwordReset).createLink(id, limit);
      if (answer.kind !== 'link') throw new Error(answer.kind);
      expect(`${answer.url} ${JSON.stringify(answer)}`).not.toMatch(/https?:/);
      return answer.url.reveal();
    }

    test('a link is an address that works once', async () => {
      const { id } = await account();
      const url = await linkFor(id);
      expect(new URL(url).protocol).toMatch(/^https?:$/);
      expect(await world.harness().useLink(url)).toBe('set');
      expect(await world.harness().useLink(url)).toBe('refused');
    });

    test('a new link ends the one before', async () => {
      const { id } = await account();
      const [first, second] = [await linkFor(id), await linkFor(id)];
      expect(first).not.toBe(second);
      expect(await world.harness().useLink(first)).toBe('refused');
      expect(await world.harness().useLink(second)).toBe('set');
    });

    test('two people’s links have nothing to do with one another', async () => {
      const [one, other] = [await account(), await account()];
      const url = await linkFor(one.id);
      await linkFor(other.id);
      expect(await world.harness().useLink(url)).toBe('set');
    });

    test('making one changes nothing of the account', async () => {
      const [plain, locked] = [await account(), await account()];
      await world.harness().lock([locked.id]);
      for (const { id } of [plain, locked]) {
        const before = await provider().getAccount(id, limit);
        await having(provider().passwordReset).createLink(id, limit);
        expect(await provider().getAccount(id, limit)).toEqual(before);
      }
    });

    test('disabled and unknown accounts get none', async () => {
      const disabled = await account({ status: 'disabled' });
      for (const id of [disabled.id, ...nobodies])
        expect(await having(provider().passwordReset).createLink(id, limit)).toEqual({ kind: 'refused' });
    });
  });

  describe('factors', () => {
    const given: readonly Factor[] = [
      { id: 'f1', kind: 'authenticator-app', name: 'Pixel 8' },
      { id: 'f2', kind: 'sms', name: '+1 ••• ••• 42' },
      { id: 'f3', kind: 'email', name: 'm•••@contoso.example' },
      { id: 'f4', kind: 'security-key', name: 'YubiKey 5C' },
    ];
    const list = (id: string) => having(provider().factors).list(id, limit);
    const remove = (id: string, factor: string) => having(provider().factors).remove(id, factor, limit);
    const kinds = (factors: readonly Factor[]) => factors.map(({ kind }) => kind).sort();

    test('the list has every factor, with its kind and name, and ids of its own', async () => {
      const { id } = await account({ factors: given });
      const listed = await list(id);
      const known = listed.map(({ kind, name }) => ({ kind, name }));
      expect(known).toHaveLength(given.length);
      expect(known).toEqual(expect.arrayContaining(given.map(({ kind, name }) => ({ kind, name }))));
      expect(new Set(listed.map((factor) => factor.id)).size).toBe(given.length);
    });

    test('an account without any has an empty list, and so has nobody', async () => {
      expect(await list((await account()).id)).toEqual([]);
      for (const id of nobodies) expect(await list(id)).toEqual([]);
    });

    test('one that is removed is gone at the next look, the others stay', async () => {
      const { id } = await account({ factors: given });
      const sms = (await list(id)).find(({ kind }) => kind === 'sms');
      expect(await remove(id, sms?.id ?? '')).toBe('removed');
      expect(kinds(await list(id))).toEqual(['authenticator-app', 'email', 'security-key']);
    });

    test('removing one again is no harm', async () => {
      const { id } = await account({ factors: given });
      const [first] = await list(id);
      await remove(id, first?.id ?? '');
      expect(await remove(id, first?.id ?? '')).toBe('was-gone');
      expect(await remove(id, 'never-there')).toBe('was-gone');
      expect(await list(id)).toHaveLength(given.length - 1);
    });

    test('all can be removed, and somebody else’s stay', async () => {
      const [one, other] = [await account({ factors: given }), await account({ factors: given })];
      for (const factor of await list(one.id)) expect(await remove(one.id, factor.id)).not.toBe('refused');
      expect(await list(one.id)).toEqual([]);
      expect(await list(other.id)).toHaveLength(given.length);
    });

    test('nobody’s can’t be removed', async () => {
      for (const id of nobodies) expect(await remove(id, 'f1')).not.toBe('removed');
    });
  });

  describe('sessions', () => {
    test('every session of the account ends, again is no harm, and nobody else’s end', async () => {
      const [one, other] = [await account(), await account()];
      const mine = [await world.harness().openSession(one.id), await world.harness().openSession(one.id)];
      const theirs = await world.harness().openSession(other.id);
      const lives = await Promise.all([...mine, theirs].map((isLive) => isLive()));
      expect(lives).toEqual([true, true, true]);
      const { endAll } = having(provider().sessions);
      await endAll(one.id, limit);
      await endAll(one.id, limit);
      expect(await Promise.all(mine.map((isLive) => isLive()))).toEqual([false, false]);
      expect(await theirs()).toBe(true);
      expect((await provider().getAccount(one.id, limit))?.status).toBe('active');
    });

    test('nobody has none to end', async () => {
      for (const id of nobodies)
        await expect(having(provider().sessions).endAll(id, limit)).resolves.toBeUndefined();
    });
  });
}
