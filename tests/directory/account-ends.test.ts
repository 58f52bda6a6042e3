/** What ends in a span of time, page by page, over the database. */
import { Client } from 'pg';
import { type Directory, type EndPosition, type NewAccount, openDirectory } from '../../directory';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const day = (number: number, time = '12:00:00.000') =>
  new Date(`2026-06-${String(number).padStart(2, '0')}T${time}Z`);

function account(id: string, properties: Partial<NewAccount>): NewAccount {
  const userName = `${id}@contoso.example`;
  const nothing = { groups: [], roles: [], passwordHash: '!', status: 'active' as const };
  return { id, userName, displayName: id, ...nothing, ...properties };
}

describeOnEachDatabase('what ends', (server, kind) => {
  let directory: Directory;
  beforeAll(async () => {
    directory = openDirectory({ databaseUrl: databaseUrl(server().port), clock });
    await directory.migrate();
    await directory.accounts.createMany([
      account('early', { passwordChangedAt: new Date(day(1, '00:00:00.000').getTime() - 1) }),
      account('first', { passwordChangedAt: day(1, '00:00:00.000') }),
      account('same-b', { passwordChangedAt: day(2), status: 'disabled' }),
      account('same-a', { passwordChangedAt: day(2) }),
      account('same-c', { passwordChangedAt: day(2) }),
      account('exempt', { passwordChangedAt: day(2), passwordNeverExpires: true }),
      account('last', { passwordChangedAt: day(3) }),
      account('late', { passwordChangedAt: new Date(day(3).getTime() + 1) }),
      account('rui', { contractEndsAt: day(20), managerId: 'last', passwordNeverExpires: true }),
      account('ana', { contractEndsAt: day(20), passwordNeverExpires: true }),
      account('zoe', { contractEndsAt: day(25), passwordNeverExpires: true }),
    ]);
  });
  afterAll(() => directory.close());

  async function all(read: 'byPasswordChange' | 'byContractEnd', from: Date, until: Date, limit: number) {
    const pages: string[][] = [];
    for (let after: EndPosition | undefined, more = true; more; ) {
      const query = { from, until, limit, ...(after ? { after } : {}) };
      const { accounts, next } = await directory.accounts[read](query);
      pages.push(accounts.map(({ id }) => id));
      after = next;
      more = next !== undefined;
    }
    return pages;
  }

  test('E8: both ends of the span belong to it; exempt accounts never do', async () => {
    const ids = ['first', 'same-a', 'same-b', 'same-c', 'last'];
    expect(await all('byPasswordChange', day(1, '00:00:00.000'), day(3), 10)).toEqual([ids]);
  });

  test('pages cut between accounts of the same instant, and the last page knows that it is the last', async () => {
    const span = [day(1, '00:00:00.000'), day(3)] as const;
    expect(await all('byPasswordChange', ...span, 2)).toEqual([
      ['first', 'same-a'],
      ['same-b', 'same-c'],
      ['last'],
    ]);
    expect(await all('byPasswordChange', ...span, 5)).toHaveLength(1);
    expect(await all('byPasswordChange', day(28), day(29), 5)).toEqual([[]]);
  });

  test('whoever renews a password in the middle of the pages is not met again', async () => {
    const query = { from: day(1, '00:00:00.000'), until: day(3), limit: 2 };
    const first = await directory.accounts.byPasswordChange(query);
    const database = new Client({ connectionString: databaseUrl(server().port) });
    await database.connect();
    const setTo = (at: Date) =>
      database.query(`update accounts set password_changed_at = $1 where id = 'same-b'`, [at]);
    await setTo(clock.now());
    try {
      const second = await directory.accounts.byPasswordChange({
        ...query,
        limit: 9,
        ...(first.next ? { after: first.next } : {}),
      });
      expect(second.accounts.map(({ id }) => id)).toEqual(['same-c', 'last']);
    } finally {
      await setTo(day(2));
      await database.end();
    }
  });

  test('C5: contracts by their end, whatever the password', async () => {
    expect(await all('byContractEnd', day(20), day(24), 1)).toEqual([['ana'], ['rui']]);
    expect(await all('byContractEnd', day(21), day(25), 5)).toEqual([['zoe']]);
    const { accounts } = await directory.accounts.byContractEnd({ from: day(20), until: day(20), limit: 9 });
    expect(accounts[1]).toMatchObject({ id: 'rui', managerId: 'last', contractEndsAt: day(20) });
  });

  test('a position that nobody can have had ends the list', async () => {
    const after = { at: day(1), id: 'nu\u0000ll' };
    const query = { from: day(1), until: day(3), limit: 2, after };
    expect(await directory.accounts.byPasswordChange(query)).toEqual({ accounts: [] });
  });

  test('a page is read along its index, the first like the last', async () => {
    const database = new Client({ connectionString: databaseUrl(server().port) });
    await database.connect();
    try {
      const asked = jest.spyOn(Client.prototype, 'query');
      const query = { from: day(1), until: day(3), limit: 2, after: { at: day(2), id: 'same-a' } };
      await directory.accounts.byPasswordChange(query);
      const contracts = { ...query, from: day(20), until: day(25) };
      await directory.accounts.byContractEnd(contracts);
      const statements = asked.mock.calls
        .map(([statement, values]) => ({ ...(statement as { text?: string }), values }))
        .filter(({ text }) => text?.includes('order by'));
      asked.mockRestore();
      const indexes = ['accounts_password_changed', 'accounts_contract_ends'];
      for (const [place, { text, values }] of statements.entries()) {
        await database.query('begin; set local enable_sort = off');
        const plan = await database.query(`explain ${text}`, values as unknown as unknown[]);
        await database.query('rollback');
        const lines = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
        expect([kind, lines]).toEqual([kind, expect.stringContaining(`Index Scan using ${indexes[place]}`)]);
        expect(lines).not.toContain('Sort');
      }
      expect(statements).toHaveLength(2);
    } finally {
      await database.end();
    }
  });
});
