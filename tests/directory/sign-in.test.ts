/** The sign-in rule (D1), over the database. Only the Clock tells the time, and it stands still. */
import { Client } from 'pg';
import { type Directory, hashPassword, type NewAccount, openDirectory } from '../../directory';
import { Secret } from '../../domain/secret';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const password = 'correct horse battery staple';
const source = {
  address: '203.0.113.7',
  application: 'Payroll',
  device: 'Firefox on Linux',
  place: 'Lisbon',
};
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

describeOnEachDatabase('signing in', (server, kind) => {
  let directory: Directory;
  let now = new Date('2026-11-22T10:00:00.000Z');
  let number = 0;

  beforeAll(async () => {
    directory = openDirectory({ databaseUrl: databaseUrl(server().port), clock: { now: () => now } });
    await directory.migrate();
  });
  afterAll(() => directory.close());
  beforeEach(() => {
    now = new Date('2026-11-22T10:00:00.000Z');
  });

  async function account(properties: Partial<NewAccount> = {}): Promise<NewAccount> {
    number += 1;
    const made: NewAccount = {
      id: `account-${number}`,
      userName: `person-${number}@contoso.example`,
      displayName: `Person ${number}`,
      passwordHash,
      status: 'active',
      groups: [],
      roles: [],
      ...properties,
    };
    expect(await directory.accounts.createMany([made])).toBe(1);
    return made;
  }

  async function attempt(userName: string, typed: string, times = 1) {
    const answers: string[] = [];
    for (let count = 0; count < times; count += 1)
      answers.push((await directory.signIn({ userName, password: typed, source })).kind);
    return answers;
  }

  async function eventKinds(accountId: string) {
    return (await directory.signInEvents.list({ accountId })).map((event) => event.kind);
  }

  test('the right password signs in and leaves an event with its source', async () => {
    const { id, userName } = await account();
    const answer = await directory.signIn({ userName, password, source });
    expect(answer).toEqual({
      ...{ kind: 'signed-in', accountId: id, session: expect.any(Secret) },
      ...{ setUpEnded: false, passwordChanged: false },
    });
    const events = await directory.signInEvents.list({ accountId: id });
    expect(events).toEqual([{ id: expect.any(Number), at: now, accountId: id, kind: 'signed-in', source }]);
  });

  test('the fifth consecutive failure locks, at that instant', async () => {
    const { id, userName } = await account();
    await attempt(userName, 'wrong', 4);
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 4, lockedAt: undefined });
    now = new Date('2026-11-22T10:01:00.123Z');
    expect(await attempt(userName, 'wrong')).toEqual(['refused']);
    const locked = { failedAttempts: 5, lockedAt: now, lockReason: 'Failures' };
    expect(await directory.accounts.get(id)).toMatchObject(locked);
    expect(await eventKinds(id)).toEqual(['refused', 'refused', 'refused', 'refused', 'locked']);
  });

  test('a success before the limit sets the count back to nothing', async () => {
    const { id, userName } = await account();
    await attempt(userName, 'wrong', 4);
    expect(await attempt(userName, password)).toEqual(['signed-in']);
    await attempt(userName, 'wrong', 4);
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 4, lockedAt: undefined });
  });

  test('a locked account refuses the right password too, and attempts change neither count nor date', async () => {
    const { id, userName } = await account();
    await attempt(userName, 'wrong', 5);
    const lockedAt = now;
    now = new Date('2026-11-22T11:00:00.000Z');
    expect(await attempt(userName, password)).toEqual(['refused']);
    expect(await attempt(userName, 'wrong')).toEqual(['refused']);
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 5, lockedAt });
    expect((await eventKinds(id)).slice(4)).toEqual(['locked', 'refused-locked', 'refused-locked']);
  });

  test('of many failures at once exactly one locks', async () => {
    const { id, userName } = await account();
    await attempt(userName, 'wrong', 4);
    await Promise.all(Array.from({ length: 8 }, () => attempt(userName, 'wrong')));
    const kinds = await eventKinds(id);
    expect(kinds.filter((event) => event === 'locked')).toHaveLength(1);
    expect(kinds.filter((event) => event === 'refused-locked')).toHaveLength(7);
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 5 });
  });

  test('the limit of the policy is the one that holds', async () => {
    const { id, userName } = await account();
    const options = { databaseUrl: databaseUrl(server().port), clock: { now: () => now }, failedAttempts: 3 };
    const strict = openDirectory(options);
    for (let count = 0; count < 3; count += 1) await strict.signIn({ userName, password: 'wrong', source });
    await strict.close();
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 3, lockedAt: now });
  });

  test('a disabled account is refused, never counted and never locked', async () => {
    const { id, userName } = await account({ status: 'disabled' });
    expect(await attempt(userName, password)).toEqual(['refused']);
    await attempt(userName, 'wrong', 5);
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 0, lockedAt: undefined });
    expect(new Set(await eventKinds(id))).toEqual(new Set(['refused-disabled']));
  });

  test('the password alone does not sign in whoever needs a secret key, nor lock them', async () => {
    const { id, userName } = await account({ secretKey: true });
    expect(new Set(await attempt(userName, password, 6))).toEqual(new Set(['device-authorization-required']));
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 0, lockedAt: undefined });
    await attempt(userName, 'wrong', 5);
    expect(await directory.accounts.get(id)).toMatchObject({ lockReason: 'Failures' });
  });

  test.each([
    ["miles.o'brien@contoso.example", "MILES.O'BRIEN@Contoso.example"],
    ['zoë.müller@contoso.example', 'ZOE\u0308.MU\u0308LLER@contoso.example'],
    ['mixed.Case@contoso.example', '  Mixed.case@contoso.example '],
    [`${'long.'.repeat(60)}@contoso.ex`, `${'LONG.'.repeat(60)}@contoso.ex`],
    ['"; drop table accounts; --', '"; DROP TABLE accounts; --'],
    ['安全@contoso.example', '安全@CONTOSO.example'],
  ])('the name %p is also %p', async (userName, typed) => {
    const { id } = await account({ userName });
    expect(await directory.signIn({ userName: typed, password, source })).toMatchObject({ accountId: id });
  });

  test.each([
    ['nobody', 'nobody@contoso.example'],
    ['empty', ''],
    ['blank', '   '],
    ['a null byte', 'ana\u0000@contoso.example'],
    ['half a character', 'ana\ud83d@contoso.example'],
    ['very long', 'x'.repeat(1_000_000)],
  ])('a name that is nobody’s (%s) is refused like any other', async (_, userName) => {
    expect(await directory.signIn({ userName, password, source })).toEqual({ kind: 'refused' });
  });

  test.each([
    ['null bytes', 'a\u0000b'],
    ['half a character', '\ud83d'],
    ['very long', 'x'.repeat(1_000_000)],
    ['empty', ''],
  ])('a password of %s is refused, and counted', async (_, typed) => {
    const { id, userName } = await account();
    expect(await attempt(userName, typed)).toEqual(['refused']);
    expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 1 });
  });

  test('what a browser claims about itself is cleaned and cut', async () => {
    const { id, userName } = await account();
    const claimed = { device: `Fire\u0000fox\r\n${'x'.repeat(500)}`, place: '\u0000' };
    await directory.signIn({ userName, password, source: claimed });
    const [event] = await directory.signInEvents.list({ accountId: id });
    expect(event?.source.device).toMatch(/^Fire fox {2}x+$/);
    expect(event?.source.device).toHaveLength(200);
    expect(event?.source).not.toHaveProperty('place');
  });

  test('unlocking clears the lock, names who did it, and the password is as before', async () => {
    const { id, userName } = await account();
    await attempt(userName, 'wrong', 5);
    expect(await directory.unlock(id, 'admin-1')).toBe('unlocked');
    const cleared = { failedAttempts: 0, lockedAt: undefined, lockReason: undefined, unlockedBy: 'admin-1' };
    expect(await directory.accounts.get(id)).toMatchObject(cleared);
    expect(await attempt(userName, password)).toEqual(['signed-in']);
    expect(await directory.unlock(id, 'admin-2')).toBe('was-not-locked');
    expect(await directory.accounts.get(id)).toMatchObject({ unlockedBy: 'admin-1' });
  });

  test('of two who unlock at once one did it', async () => {
    const { id } = await account();
    await directory.lockAccounts([id]);
    const answers = await Promise.all([directory.unlock(id, 'a'), directory.unlock(id, 'b')]);
    expect(answers.sort()).toEqual(['unlocked', 'was-not-locked']);
  });

  test('many accounts are locked by the same rule, with the events that real failures leave', async () => {
    const some = [await account(), await account()];
    const disabled = await account({ status: 'disabled' });
    const ids = [...some.map(({ id }) => id), disabled.id, 'nobody', 'nu\u0000ll'];
    await attempt(some[0]?.userName ?? '', 'wrong', 2);
    expect(await directory.lockAccounts(ids, source)).toBe(2);
    expect(await directory.lockAccounts(ids, source)).toBe(0);
    for (const { id } of some) {
      expect(await eventKinds(id)).toEqual(['refused', 'refused', 'refused', 'refused', 'locked']);
      expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 5, lockReason: 'Failures' });
    }
    expect(await eventKinds(disabled.id)).toEqual([]);
  });

  test('unknown, locked, disabled and mistyped take the same statements', async () => {
    const active = await account();
    const locked = await account();
    const disabled = await account({ status: 'disabled' });
    await directory.lockAccounts([locked.id]);
    const watched = await watchStatements(server().port);
    const said: string[][] = [];
    for (const userName of ['nobody', 'nu\u0000ll', locked.userName, disabled.userName, active.userName]) {
      await watched.directory.signIn({ userName, password: 'wrong', source });
      said.push(watched.taken());
    }
    await watched.directory.close();
    expect(said[0]).toHaveLength(7);
    for (const statements of said) expect(statements).toEqual(said[0]);
  });

  if (kind === 'PostgreSQL')
    describe('while somebody else holds the row', () => {
      let other: Client;
      beforeAll(async () => {
        other = new Client({ connectionString: databaseUrl(server().port) });
        await other.connect();
      });
      afterAll(() => other.end());

      async function hold(id: string) {
        await other.query('begin');
        await other.query('select 1 from accounts where id = $1 for update', [id]);
      }

      /** Until so many of the directory's connections wait for a row. */
      async function waiting(count: number) {
        const blocked =
          "select 1 from pg_stat_activity where application_name = 'account-access' and wait_event_type = 'Lock'";
        for (;;) {
          await other.query('select pg_stat_clear_snapshot()');
          if ((await other.query(blocked)).rowCount === count) return;
        }
      }

      test('two failures at the limit lock exactly once', async () => {
        const { id, userName } = await account();
        await attempt(userName, 'wrong', 4);
        await hold(id);
        const both = [attempt(userName, 'wrong'), attempt(userName, 'wrong')];
        await waiting(2);
        await other.query('commit');
        expect((await Promise.all(both)).flat()).toEqual(['refused', 'refused']);
        expect((await eventKinds(id)).slice(4)).toEqual(['locked', 'refused-locked']);
      });

      test('a password that is changed while it is being verified does not sign in', async () => {
        const { id, userName } = await account();
        await hold(id);
        const signingIn = attempt(userName, password);
        await waiting(1);
        await other.query("update accounts set password_hash = 'another' where id = $1", [id]);
        await other.query('commit');
        expect(await signingIn).toEqual(['refused']);
      });

      test('the call ends in a time-out, on the server too, and works afterwards', async () => {
        const { id } = await account();
        await directory.lockAccounts([id]);
        await hold(id);
        const unlocking = directory.unlock(id, 'me', { timeoutMs: 150 });
        await expect(unlocking).rejects.toMatchObject({ code: 'timeout' });
        await waiting(0);
        await other.query('commit');
        expect(await directory.unlock(id, 'me')).toBe('unlocked');
      });
    });
});

/** A directory whose statements can be listed, with values and limits left out. */
async function watchStatements(port: number) {
  const statements: string[] = [];
  const query = Client.prototype.query;
  const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...args: unknown[]
  ) {
    const [config] = args as [string | { text: string }];
    statements.push((typeof config === 'string' ? config : config.text).replace(/\d+/g, 'N'));
    return Reflect.apply(query, this, args);
  } as typeof query);
  const directory = openDirectory({ databaseUrl: databaseUrl(port), clock: { now: () => new Date(0) } });
  return {
    directory: {
      ...directory,
      close: async () => {
        spy.mockRestore();
        await directory.close();
      },
    },
    taken: () => statements.splice(0),
  };
}
