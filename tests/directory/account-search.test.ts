/** Finding accounts by what an administrator remembers of them, over the database. */
import {
  type AccountSearch,
  type Directory,
  type NewAccount,
  openDirectory,
  type SearchPosition,
} from '../../directory';
import { searchTermsOf, searchWordsOf, sortKeyOf } from '../../directory/search-words';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };

function account(id: string, displayName: string, properties: Partial<NewAccount> = {}): NewAccount {
  const nothing = { groups: [], roles: [], passwordHash: '!', status: 'active' as const };
  return { id, userName: `${id}@contoso.example`, displayName, ...nothing, ...properties };
}

describe('the words of names', () => {
  test('case, accents and apostrophes are no difference; O’Connor is found as oconnor and as connor', () => {
    const words = searchWordsOf({ userName: 's.oconnor', displayName: 'Siobhán O’Connor', email: null });
    expect(words).toEqual(expect.arrayContaining(['siobhan', 'oconnor', 'connor']));
    expect(searchTermsOf("SIOBHA o'con")).toEqual(['siobha', 'ocon']);
  });

  test('letters that are typed otherwise elsewhere, and names in other scripts', () => {
    expect(searchTermsOf('Łukasz Strauß Bjørn')).toEqual(['lukasz', 'strauss', 'bjorn']);
    expect(searchTermsOf('佐藤 陽香')).toEqual(['佐藤', '陽香']);
    expect(sortKeyOf('Émile Zola')).toBe('emile zola');
  });

  test('wildcards and operators are no words', () => {
    expect(searchTermsOf('% _ * \' " & | ! :* \\ ()')).toEqual([]);
    expect(searchTermsOf('a%b')).toEqual(['a', 'b']);
  });
});

describeOnEachDatabase('searching', (server) => {
  let directory: Directory;
  beforeAll(async () => {
    directory = openDirectory({ databaseUrl: databaseUrl(server().port), clock });
    await directory.migrate();
    await directory.accounts.createMany([
      account('u1', 'Maya Lindqvist', { department: 'Finance', email: 'maya.lindqvist@mail.example' }),
      account('u2', "Siobhán O'Connor", { department: 'Sales' }),
      account('u3', 'María López', { department: 'Sales' }),
      account('u4', 'Marek 100% Nowak', { department: 'sales' }),
      account('u5', '佐藤 陽香'),
      account('u6', "Robert'); drop table accounts; --"),
      ...Array.from({ length: 25 }, (_, n) => account(`twin-${n}`, 'Alex Twin')),
    ]);
    await directory.lockAccounts(['u3', 'twin-7']);
  });
  afterAll(() => directory.close());

  const found = async (text: string, more: Partial<AccountSearch> = {}) => {
    const { accounts } = await directory.accounts.search({ text, onlyLocked: false, limit: 10, ...more });
    return accounts.map(({ id }) => id);
  };

  test('D2 the beginnings of user name, display name and e-mail address find an account, in any order and case', async () => {
    expect(await found('lindq may')).toEqual(['u1']);
    expect(await found('maya.lindqvist@mail.example')).toEqual(['u1']);
    expect(await found('U2')).toEqual(['u2']);
    expect(await found('o’connor')).toEqual(['u2']);
    expect(await found('connor SIOBHAN')).toEqual(['u2']);
    expect(await found('maria')).toEqual(['u3']);
    expect(await found('佐')).toEqual(['u5']);
    expect(await found('indqvist')).toEqual([]);
  });

  test('what looks like a pattern or an operator is text', async () => {
    expect(await found('%')).toEqual([]);
    expect(await found('mar%')).toEqual(['u4', 'u3']);
    expect(await found("'); drop table accounts; --")).toEqual(['u6']);
    expect(await found("maya' | 'maria")).toEqual([]);
    expect(await found('\\')).toEqual([]);
    expect(await found(`${'x'.repeat(5_000)}\u0000`)).toEqual([]);
  });

  test('D2 only locked users, and only those of a department', async () => {
    expect(await found('', { onlyLocked: true })).toEqual(['twin-7', 'u3']);
    expect(await found('mar', { departments: ['SALES'] })).toEqual(['u4', 'u3']);
    expect(await found('', { departments: [' finance '] })).toEqual(['u1']);
    expect(await found('', { departments: [] })).toEqual([]);
    expect(await found('twin', { departments: ['Sales'], onlyLocked: true })).toEqual([]);
  });

  test('pages follow each other without a gap or a double, also where everybody has the same name', async () => {
    const seen: string[] = [];
    let after: SearchPosition | undefined;
    do {
      const page: Awaited<ReturnType<typeof directory.accounts.search>> = await directory.accounts.search({
        text: 'alex twin',
        onlyLocked: false,
        limit: 10,
        ...(after ? { after } : {}),
      });
      seen.push(...page.accounts.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect(await found('twin', { after: { sortKey: 'alex twin', id: '\u0000' } })).toEqual([]);
  });
});
