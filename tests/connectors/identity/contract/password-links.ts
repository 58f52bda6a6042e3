/** The contract's part on password links: secret, used once, the newest only. */
import { type ContractContext, having, limit, nobodies } from './world';

export function passwordLinksContract({ world, provider, account, traits }: ContractContext): void {
  async function linkFor(id: string): Promise<string> {
    const answer = await having(provider().passwordReset).createLink(id, limit);
    if (answer.kind !== 'link') throw new Error(answer.kind);
    expect(`${answer.url} ${JSON.stringify(answer)}`).not.toMatch(/https?:/);
    return answer.url.reveal();
  }

  describe('password links', () => {
    test('a link is an address that works once', async () => {
      const { id } = await account();
      const url = await linkFor(id);
      expect(new URL(url).protocol).toMatch(/^https?:$/);
      expect(await world().useLink(url)).toBe('set');
      expect(await world().useLink(url)).toBe('refused');
    });

    test('a new link ends the one before', async () => {
      const { id } = await account();
      const [first, second] = [await linkFor(id), await linkFor(id)];
      expect(first).not.toBe(second);
      expect(await world().useLink(first)).toBe('refused');
      expect(await world().useLink(second)).toBe('set');
    });

    test('two people’s links have nothing to do with one another', async () => {
      const [one, other] = [await account(), await account()];
      const url = await linkFor(one.id);
      await linkFor(other.id);
      expect(await world().useLink(url)).toBe('set');
    });

    if (traits.linkKeepsAccount)
      test('making one changes nothing of the account', async () => {
        const [plain, locked] = [await account(), await account()];
        await world().lock([locked.id]);
        for (const { id } of [plain, locked]) {
          const before = await provider().getAccount(id, limit);
          await having(provider().passwordReset).createLink(id, limit);
          expect(await provider().getAccount(id, limit)).toEqual(before);
        }
      });

    test('an account whose link was used is active', async () => {
      const { id } = await account();
      await world().useLink(await linkFor(id));
      expect((await provider().getAccount(id, limit))?.status).toBe('active');
    });

    test('disabled and unknown accounts get none', async () => {
      const disabled = [await account({ status: 'disabled' }), await account({ status: 'disabled' })];
      for (const id of [...disabled.map((one) => one.id), ...nobodies])
        expect(await having(provider().passwordReset).createLink(id, limit)).toEqual({ kind: 'refused' });
    });
  });
}
