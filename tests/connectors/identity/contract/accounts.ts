/** The contract's part on accounts: who is found by what, and what is told of them. */
import { type ContractContext, limit, nobodies } from './world';

export function accountsContract({ world, provider, account, traits }: ContractContext): void {
  const knows = (what: 'ids' | 'objectIds' | 'groups') => !traits.lacks?.includes(what);
  const statusOf = async (id: string) => (await provider().getAccount(id, limit))?.status;

  describe('accounts', () => {
    test('the check passes while address and credentials work', async () => {
      await expect(provider().check(limit)).resolves.toBeUndefined();
    });

    test('an account is found by its object id and by its user name, ignoring case', async () => {
      const { id, userName, objectId = '' } = await account();
      const ref = { provider: provider().id, id };
      const byObjectId = [{ objectId }, { objectId: objectId.toUpperCase() }];
      const byName = [{ userName }, { userName: userName.toUpperCase() }];
      const found = { ref, userName, ...(knows('objectIds') ? { objectId } : {}) };
      for (const query of [...byName, ...(knows('objectIds') ? byObjectId : [])])
        expect(await provider().findAccounts(query, limit)).toMatchObject([found]);
      if (!knows('objectIds'))
        for (const query of byObjectId) expect(await provider().findAccounts(query, limit)).toEqual([]);
    });

    test('only an exact match is one', async () => {
      const { userName, objectId = '' } = await account();
      for (const query of [
        { userName: userName.slice(0, -1) },
        { userName: `${userName}.org` },
        { userName: userName.split('@')[0] ?? '' },
        { userName: '%' },
        { userName: '' },
        { userName: 'nu\u0000ll' },
        { userName: `o'brien" or "1"="1` },
        { userName: `${userName}" or profile.login pr or id eq "` },
        { userName: `${userName}\\` },
        { objectId: objectId.slice(0, -1) },
        { objectId: '' },
        { objectId: 'nu\u0000ll' },
        { objectId: `${objectId}" or id pr or id eq "` },
      ])
        expect(await provider().findAccounts(query, limit)).toEqual([]);
    });

    if (knows('objectIds'))
      test('two accounts with one object id are both told, where the provider allows them', async () => {
        const { objectId = '' } = await account();
        const twins = [1, 2].map((twin) => ({
          id: `twin-${twin}`,
          userName: `twin-${twin}@x.example`,
          objectId,
        }));
        const added = await world().add(...twins);
        const found = await provider().findAccounts({ objectId }, limit);
        expect(found).toHaveLength(added === 'added' ? 2 : 1);
      });

    test('an id that nobody has is answered with nothing', async () => {
      for (const id of nobodies) expect(await provider().getAccount(id, limit)).toBeUndefined();
    });

    if (knows('ids'))
      test('a user name is no id', async () => {
        const { userName } = await account();
        for (const name of [userName, userName.toUpperCase()])
          expect(await provider().getAccount(name, limit)).toBeUndefined();
      });

    if (knows('groups'))
      test('groups and user type are the provider’s own', async () => {
        const { id } = await account({ groups: ['Field', 'Everyone'], userType: 'Employee' });
        const found = await provider().getAccount(id, limit);
        expect(found?.userType).toBe('Employee');
        expect([...(found?.groups ?? [])].sort()).toEqual(['Everyone', 'Field']);
      });

    test('any role makes an account privileged, none does not', async () => {
      const [admin, plain] = [await account({ roles: ['Help desk'] }), await account({ roles: [] })];
      expect((await provider().getAccount(admin.id, limit))?.privileged).toBe(true);
      expect((await provider().getAccount(plain.id, limit))?.privileged).toBe(false);
    });

    test('a disabled account is told as disabled', async () => {
      for (let again = 0; again < 2; again += 1) {
        const { id } = await account({ status: 'disabled' });
        expect(await statusOf(id)).toBe('disabled');
      }
    });

    if (traits.capabilities.includes('unlock') || traits.capabilities.includes('lockouts'))
      test('a locked account says since when', async () => {
        const { id } = await account();
        const before = await provider().getAccount(id, limit);
        expect(before).toMatchObject({ status: 'active', lockedAt: undefined });
        await world().lock([id]);
        const lockedAt = world().now().toISOString();
        expect(await provider().getAccount(id, limit)).toMatchObject({ status: 'locked', lockedAt });
      });
  });
}
