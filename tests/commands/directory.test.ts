/** `npm run directory`: an operator makes the built-in directory's tables and adds accounts, as often as they like. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { directory } from '../../commands/directory';
import { type Directory, openDirectory } from '../../directory';
import { databaseUrl } from '../directory/database-servers';
import { describeOnEachDatabase } from '../directory/each-database';

const folder = mkdtempSync(path.join(os.tmpdir(), 'directory-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const listed = (...lines: readonly string[]): string => {
  const file = path.join(folder, `list-${Math.random()}.csv`);
  writeFileSync(file, lines.join('\n'));
  return file;
};
const oid = (n: number) => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;

describeOnEachDatabase('npm run directory', (server) => {
  const url = () => databaseUrl(server().port);
  const run = (...args: readonly string[]) => directory(args, { DATABASE_URL: url() });
  const looked = async <T>(look: (opened: Directory) => Promise<T>): Promise<T> => {
    const opened = openDirectory({ databaseUrl: url(), clock: { now: () => new Date() } });
    return look(opened).finally(() => opened.close());
  };
  const found = (userName: string) => looked(async ({ accounts }) => (await accounts.find({ userName }))[0]);

  test('without tables an import says what to do first, and does nothing', async () => {
    const { faults, exitCode } = await run('import', listed('userName', 'ann@contoso.example'));
    expect(faults.join()).toContain('npm run directory -- migrate');
    expect(exitCode).toBe(1);
  });

  test('two machines migrate at once: one does it, the other finds nothing to do, and so does the next', async () => {
    const both = await Promise.all([run('migrate'), run('migrate')]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const said = both.map(({ lines }) => lines.join()).toSorted();
    expect(said[0]).toMatch(/up to date now; \d+ migrations were missing/);
    expect(said[1]).toContain('nothing to do');
    expect((await run('migrate')).lines.join()).toContain('nothing to do');
  });

  const head =
    'userName,displayName,email,objectId,groups,roles,managerUserName,contractEndsAt,secretKey,status';
  const people = [
    head,
    `o'brien@contoso.example,Siobhán O'Brien,sio@contoso.example,${oid(1)},Sales|Night shift,,boss@contoso.example,2026-12-31T17:00:00+01:00,yes,`,
    `boss@contoso.example,"Boss, The",,${oid(2)},,Administrator,,,,disabled`,
  ];

  test('a dry run tells what an import would do, and writes nothing', async () => {
    const { lines, exitCode } = await run('import', listed(...people), '--dry-run');
    expect(lines).toEqual([
      'To be added: 2. There already, and left as they are: 0.',
      'Nothing was written.',
    ]);
    expect(exitCode).toBe(0);
    expect(await looked(({ accounts }) => accounts.count())).toBe(0);
  });

  test('an import adds all of the list, managers by their user names, with a mark before the head', async () => {
    const [first = '', ...rest] = people;
    const { lines } = await run('import', listed(`\ufeff${first}`, ...rest));
    expect(lines[0]).toBe('Added: 2. There already, and left as they are: 0.');
    const boss = await found('BOSS@contoso.example');
    expect(boss).toMatchObject({ displayName: 'Boss, The', status: 'disabled', roles: ['Administrator'] });
    expect(await found("o'brien@contoso.example")).toMatchObject({
      ...{ displayName: "Siobhán O'Brien", email: 'sio@contoso.example', objectId: oid(1) },
      ...{ groups: ['Sales', 'Night shift'], secretKeyRequired: true, status: 'active', managerId: boss?.id },
      contractEndsAt: new Date('2026-12-31T16:00:00Z'),
    });
  });

  test('nobody signs in before a reset link has set a password', async () => {
    await run('import', listed('userName', 'new@contoso.example'));
    const account = await found('new@contoso.example');
    await looked(async (opened) => {
      for (const password of ['none', '', 'new@contoso.example'])
        expect(await opened.signIn({ userName: 'new@contoso.example', password, source: {} })).toEqual({
          kind: 'refused',
        });
      const link = await opened.passwords.createLink(account?.id ?? '');
      const set = await opened.passwords.useLink(link ?? '', 'purple tractor sings quietly', {});
      expect(set.kind).toBe('changed');
      const password = 'purple tractor sings quietly';
      const signedIn = await opened.signIn({ userName: 'new@contoso.example', password, source: {} });
      expect(signedIn.kind).toBe('signed-in');
    });
  });

  test('a second import adds who is new and leaves the others as they are', async () => {
    const before = await found("o'brien@contoso.example");
    const more = [...people, 'amina@contoso.example,Amina,,,,,boss@contoso.example,,,'];
    const changed = more.map((line) => line.replace("Siobhán O'Brien", 'Somebody Else'));
    expect((await run('import', listed(...changed))).lines[0]).toMatch(/^Added: 1\. .*: 2\.$/);
    expect(await found("o'brien@contoso.example")).toEqual(before);
    expect((await found('amina@contoso.example'))?.managerId).toBe((await found('boss@contoso.example'))?.id);
    expect((await run('import', listed(...changed))).lines).toEqual([
      'Added: 0. There already, and left as they are: 3.',
    ]);
  });

  test('two imports of the same list at once add everybody once, with their managers', async () => {
    const lines = Array.from(
      { length: 140 },
      (_, n) => `crowd-${n}@contoso.example,crowd-${n % 7}@contoso.example`,
    );
    const file = listed('userName,managerUserName', ...lines);
    const both = await Promise.all([run('import', file), run('import', file)]);
    const added = both.map((one) => Number(/Added: (\d+)/.exec(one.lines[0] ?? '')?.[1]));
    expect(added.reduce((a, b) => a + b, 0)).toBe(140);
    expect((await found('crowd-139@contoso.example'))?.managerId).toBe(
      (await found('crowd-6@contoso.example'))?.id,
    );
  });

  test.each<[string, readonly string[], readonly (string | RegExp)[]]>([
    ['an empty list', ['userName'], ['The list has no line below its head.']],
    ['semicolons', ['userName;displayName', 'a;"B, The"'], [/semicolons/]],
    [
      'a name that would be cut',
      ['userName,displayName', `a,${'x'.repeat(201)}`],
      [/Line 2, displayName: must have at most/],
    ],
    ['a line break in a value', ['userName,title', 'a,"b\nc"'], [/title: must have no line break/]],
    ['an unknown column', ['userName,password', 'a,b'], [/no column "password"/]],
    ['no user name', ['displayName', 'Ann'], [/"userName" is missing/]],
    [
      'a name twice',
      ['userName', 'ann@x.example', 'ANN@x.example'],
      ['Line 3, userName: stands in line 2 already'],
    ],
    [
      'an object id twice',
      ['userName,objectId', `a,${oid(9)}`, `b,${oid(9)}`],
      [/Line 3, objectId: stands in line 2/],
    ],
    ["somebody else's object id", ['userName,objectId', `thief,${oid(1)}`], [/Line 2, objectId: belongs to/]],
    [
      'a manager whom nobody knows',
      ['userName,managerUserName', 'a,ghost'],
      [/Line 2, managerUserName: nobody/],
    ],
    [
      'every rule at once',
      ['userName,email,objectId,status,secretKey,contractEndsAt', 'a,b,c,d,e,f', ',,,,,2026-02-31T10:00:00Z'],
      [
        ...['email', 'objectId', 'status', 'secretKey', 'contractEndsAt'].map(
          (c) => new RegExp(`^Line 2, ${c}: must`),
        ),
        'Line 3, userName: missing',
        'Line 3, contractEndsAt: there is no such day or time',
      ],
    ],
  ])('%s is refused with line, column and rule, and nothing is written', async (_, lines, rules) => {
    const before = await looked(({ accounts }) => accounts.count());
    const { faults, exitCode, lines: said } = await run('import', listed(...lines));
    expect(exitCode).toBe(2);
    expect(said).toEqual([]);
    for (const rule of rules)
      expect(faults.some((one) => (rule instanceof RegExp ? rule.test(one) : rule === one))).toBe(true);
    expect(await looked(({ accounts }) => accounts.count())).toBe(before);
  });

  test('a list in another encoding is refused: its accents would be lost', async () => {
    const file = listed('');
    writeFileSync(file, Buffer.from('userName,displayName\nsio,Siobh\xe1n', 'latin1'));
    expect(await run('import', file)).toMatchObject({
      exitCode: 2,
      faults: [expect.stringContaining('UTF-8')],
    });
  });

  test('of many faults the first fifty stand there, and how many more', async () => {
    const { faults } = await run(
      'import',
      listed('userName,email', ...Array.from({ length: 80 }, (_, n) => `u${n},x`)),
    );
    expect(faults).toHaveLength(51);
    expect(faults[50]).toContain('30 more');
  });
});

test.each([
  [[]],
  [['import']],
  [['migrate', 'now']],
  [['import', 'a', 'b']],
  [['migrate', '--dry-run']],
  [['drop']],
])('%j is answered with what there is', async (args) => {
  const { faults, exitCode } = await directory(args, {});
  expect([exitCode, faults]).toEqual([2, [expect.stringContaining('`migrate`, or `import')]]);
});

test('a setting that is missing is named, and a database that is away is told without its password', async () => {
  expect((await directory(['migrate'], {})).faults).toEqual([
    expect.stringContaining('DATABASE_URL: missing'),
  ]);
  const away = { DATABASE_URL: 'postgres://app:hush-hush@127.0.0.1:9/none' };
  const { faults, exitCode } = await directory(['migrate'], away);
  expect(exitCode).toBe(1);
  expect(faults.join()).toContain('unavailable');
  expect(faults.join()).not.toContain('hush');
});
