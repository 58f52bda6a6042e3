/** Keeping accounts, migrating and checking, over the database. */
import { Client } from 'pg';
import { type Directory, type NewAccount, openDirectory } from '../../directory';
import migrations from '../../directory/migrations/meta/_journal.json';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };

function account(id: string, properties: Partial<NewAccount> = {}): NewAccount {
  const userName = `${id}@contoso.example`;
  const nothing = { groups: [], roles: [], passwordHash: '!', status: 'active' as const };
  return { id, userName, displayName: id, ...nothing, ...properties };
}

describeOnEachDatabase('the directory', (server) => {
  let directory: Directory;

  function open(): Directory {
    return openDirectory({ databaseUrl: databaseUrl(server().port), clock });
  }

  beforeAll(() => {
    directory = open();
  });
  afterAll(() => directory.close());

  test('before it was migrated the check says that the tables are missing', async () => {
    await expect(directory.check()).rejects.toMatchObject({ code: 'not-found', retryable: false });
  });

  test('two hosts that start at once apply every migration once', async () => {
    const hosts = [open(), open(), open()];
    const applied = await Promise.all(hosts.map((host) => host.migrate()));
    expect(applied.sort()).toEqual([0, 0, migrations.entries.length]);
    expect(await directory.migrate()).toBe(0);
    await Promise.all(hosts.map((host) => host.close()));
    await expect(directory.check()).resolves.toBeUndefined();
  });

  test('accounts are found by mail address, ignoring case: one, or two that nobody can tell apart', async () => {
    const mail = (id: string, email: string) => account(id, { email });
    await directory.accounts.createMany([
      mail('mail-1', 'Seán.O’Brien@mail.example'),
      mail('mail-2', 'shared@mail.example'),
      mail('mail-3', 'SHARED@mail.example'),
      mail('mail-4', 'shared@mail.example'),
    ]);
    const idsBy = async (email: string) =>
      (await directory.accounts.findByEmail(email)).map(({ id }) => id).toSorted();
    expect(await idsBy(' seán.o’brien@MAIL.example ')).toEqual(['mail-1']);
    expect(await idsBy('shared@mail.example')).toHaveLength(2);
    for (const nobody of ['', "x' or true --", '%@mail.example', 'mail-1@contoso.example'])
      expect(await idsBy(nobody)).toEqual([]);
  });

  test('an account comes back as it was given, without its password', async () => {
    const given = account('full', {
      objectId: 'ABCDEF00-0000-4000-8000-000000000001',
      userName: "Zoë.O'Neil@Contoso.example",
      displayName: "Zoë O'Neil",
      email: 'zoe@contoso.example',
      department: 'Field, "West"',
      title: 'Lead {1}',
      groups: ['a,b', '{c}', "d'e", '"f"', ''],
      userType: 'Contractor',
      roles: ['Help desk'],
      managerId: 'boss',
      contractEndsAt: new Date('2027-01-31T17:00:00.000Z'),
      secretKey: true,
      passwordHash: '$argon2id$not-to-be-seen',
    });
    expect(await directory.accounts.createMany([given])).toBe(1);
    const { secretKey, passwordHash, ...rest } = given;
    const found = await directory.accounts.get('full');
    expect(found).toEqual({
      ...rest,
      objectId: 'abcdef00-0000-4000-8000-000000000001',
      groups: ['a,b', '{c}', "d'e", '"f"'],
      secretKeyRequired: true,
      failedAttempts: 0,
      passwordChangedAt: clock.now(),
      passwordNeverExpires: false,
      passwordMustChange: false,
      lockedAt: undefined,
      lockReason: undefined,
      unlockedBy: undefined,
    });
    expect(JSON.stringify(found)).not.toContain('not-to-be-seen');
  });

  test('an account whose id, object id or user name is taken is left out, the others are added', async () => {
    const objectId = '00000000-0000-4000-8000-000000000002';
    await directory.accounts.createMany([account('first', { objectId })]);
    const before = await directory.accounts.count();
    const list = [
      account('first', { userName: 'other@contoso.example' }),
      account('second', { objectId: objectId.toUpperCase() }),
      account('third', { userName: ' FIRST@contoso.EXAMPLE' }),
      account('fourth'),
    ];
    expect(await directory.accounts.createMany(list)).toBe(1);
    expect(await directory.accounts.count()).toBe(before + 1);
    expect(await directory.accounts.get('first')).toMatchObject({ userName: 'first@contoso.example' });
  });

  test('a large organisation is added and locked in few statements', async () => {
    const list = Array.from({ length: 1_200 }, (_, index) => account(`many-${index}`));
    const query = jest.spyOn(Client.prototype, 'query');
    expect(await directory.accounts.createMany(list)).toBe(1_200);
    expect(await directory.lockAccounts(list.map(({ id }) => id))).toBe(1_200);
    const statements = query.mock.calls.length;
    query.mockRestore();
    expect(statements).toBeLessThan(30);
    expect(await directory.accounts.get('many-1199')).toMatchObject({ lockReason: 'Failures' });
  });

  test('a name or an id that can be nobody’s is a mistake of the caller', async () => {
    for (const wrong of [
      { userName: '' },
      { userName: 'a\u0000b' },
      { userName: 'x'.repeat(400) },
      { id: '' },
    ])
      await expect(directory.accounts.createMany([account('x', wrong)])).rejects.toThrow(TypeError);
  });

  test('what a database error quotes does not leave the directory', async () => {
    const quoted = account('quoted', { passwordHash: 'hash-to-keep\u0000' });
    const error = await directory.accounts.createMany([quoted]).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'CodedError', code: 'unexpected' });
    expect(`${error.stack} ${error.cause} ${error.cause?.stack}`).not.toContain('hash-to-keep');
    expect(JSON.stringify(error.cause, Object.getOwnPropertyNames(error.cause))).not.toContain(
      'hash-to-keep',
    );
  });
});

test('the password in the address is in no error', async () => {
  const clocked = { clock, poolSize: 1 };
  for (const url of [
    'postgres://user:pa55word@127.0.0.1:1/x',
    'postgres://user:pa55word@%%%:x/',
    'postgres://user:pa55word@127.0.0.1:99999/x',
  ]) {
    const directory = openDirectory({ databaseUrl: url, ...clocked });
    const error = await directory.check({ timeoutMs: 3_000 }).catch((thrown) => thrown);
    expect(error.name).toBe('CodedError');
    expect(
      `${error.stack} ${error.cause} ${JSON.stringify(error.cause ?? '', ['input', 'message', 'stack'])}`,
    ).not.toContain('pa55word');
    await directory.close();
  }
});

test('a closed directory says so', async () => {
  const directory = openDirectory({ databaseUrl: 'postgres://127.0.0.1:1/x', clock });
  await directory.close();
  await directory.close();
  await expect(directory.check()).rejects.toThrow(TypeError);
});
