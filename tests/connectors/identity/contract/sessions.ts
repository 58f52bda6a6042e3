/** The contract's part on sessions: all of one account end, nobody else's. */
import { type ContractContext, having, limit, nobodies } from './world';

export function sessionsContract({ world, provider, account }: ContractContext): void {
  describe('sessions', () => {
    test('every session of the account ends, again is no harm, and nobody else’s end', async () => {
      const [one, other] = [await account(), await account()];
      const mine = [await world().openSession(one.id), await world().openSession(one.id)];
      const theirs = await world().openSession(other.id);
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
