/** The contract's part on unlocking: only a lock goes, twice is as once, and nobody is helped who mustn't be. */
import { obstacles } from '../../../../domain/outcome';
import { type ContractContext, having, limit, nobodies } from './world';

export function unlockContract({ world, provider, account }: ContractContext): void {
  const unlock = (id: string, by = 'me') => having(provider().unlock).unlock(id, by, limit);
  const statusOf = async (id: string) => (await provider().getAccount(id, limit))?.status;

  describe('unlocking', () => {
    test('a locked account is unlocked, and again is no harm', async () => {
      const { id } = await account();
      await world().lock([id]);
      expect(await unlock(id)).toBe('unlocked');
      const after = await provider().getAccount(id, limit);
      expect(after).toMatchObject({ status: 'active', lockedAt: undefined });
      expect(await unlock(id)).toBe('was-not-locked');
    });

    test('an account that is not locked stays as it is', async () => {
      const { id } = await account();
      expect(await unlock(id)).toBe('was-not-locked');
      expect(await statusOf(id)).toBe('active');
    });

    test('a disabled account is refused and stays disabled', async () => {
      for (let again = 0; again < 2; again += 1) {
        const { id } = await account({ status: 'disabled' });
        expect(['refused', ...obstacles]).toContain(await unlock(id));
        expect(await statusOf(id)).toBe('disabled');
      }
    });

    test('an unknown account is refused', async () => {
      for (const id of nobodies) expect(await unlock(id)).toBe('refused');
    });

    test('an account can be locked again after it', async () => {
      const { id } = await account();
      await world().lock([id]);
      await unlock(id);
      world().advance(1_000);
      await world().lock([id]);
      const lockedAt = world().now().toISOString();
      expect(await provider().getAccount(id, limit)).toMatchObject({ status: 'locked', lockedAt });
    });
  });
}
