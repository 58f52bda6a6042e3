/** One-time links, changing a password, factors and sessions, over the database. The clock stands still. */
import { Client } from 'pg';
import { type Directory, hashPassword, type NewAccount, openDirectory } from '../../directory';
import { Secret } from '../../domain/secret';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const password = 'purple tractor sings quietly';
const fresh = 'seven lanterns over the harbour';
const source = { address: '203.0.113.7', device: 'Firefox, Linux' };
const minuteMs = 60_000;
const linkKey = new Secret('a key for links that is long enough');
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

describeOnEachDatabase('passwords', (server) => {
  let directory: Directory;
  let now = new Date('2026-11-22T10:00:00.000Z');
  let number = 0;

  const open = (key = linkKey) =>
    openDirectory({ databaseUrl: databaseUrl(server().port), clock: { now: () => now }, linkKey: key });

  beforeAll(async () => {
    directory = open();
    await directory.migrate();
  });
  afterAll(() => directory.close());

  /** A statement of somebody else, straight to the database. */
  async function statement(sql: string, values: readonly unknown[] = []) {
    const client = new Client({ connectionString: databaseUrl(server().port) });
    await client.connect();
    try {
      return await client.query(sql, [...values]);
    } finally {
      await client.end();
    }
  }

  function advance(ms: number) {
    now = new Date(now.getTime() + ms);
  }

  async function account(properties: Partial<NewAccount> = {}): Promise<NewAccount> {
    number += 1;
    const id = `account-${number}`;
    const core = { id, userName: `${id}@contoso.example`, displayName: id, status: 'active' as const };
    const made: NewAccount = { ...core, passwordHash, groups: [], roles: [], ...properties };
    expect(await directory.accounts.createMany([made])).toBe(1);
    return made;
  }

  async function linkFor({ id }: NewAccount): Promise<Secret<string>> {
    const token = await directory.passwords.createLink(id);
    if (!token) throw new Error('no link');
    return token;
  }

  const use = (token: Secret<string>, typed = fresh) => directory.passwords.useLink(token, typed, source);
  const change = (userName: string, oldPassword: string, newPassword = fresh) =>
    directory.passwords.change({ userName, oldPassword, newPassword, source });

  async function opens({ userName }: NewAccount, typed: string) {
    return (await directory.signIn({ userName, password: typed, source })).kind === 'signed-in';
  }

  async function sessionOf({ userName }: NewAccount): Promise<Secret<string>> {
    const answer = await directory.signIn({ userName, password, source });
    if (answer.kind !== 'signed-in') throw new Error('not signed in');
    return answer.session;
  }

  async function eventKinds({ id }: NewAccount) {
    return (await directory.signInEvents.list({ accountId: id })).map(({ kind }) => kind);
  }

  describe('a one-time link', () => {
    test('sets the password, and the former one opens nothing any more', async () => {
      const person = await account();
      const token = await linkFor(person);
      advance(minuteMs);
      expect(await use(token)).toEqual({ kind: 'changed', accountId: person.id, stillLocked: false });
      expect(await directory.accounts.get(person.id)).toMatchObject({ passwordChangedAt: now });
      expect(await opens(person, password)).toBe(false);
      expect(await opens(person, fresh)).toBe(true);
      expect((await eventKinds(person))[0]).toBe('password-changed');
    });

    test('the password in use stays valid until then, however often the page is fetched', async () => {
      const person = await account();
      const token = await linkFor(person);
      const { id: accountId, userName } = person;
      for (let fetched = 0; fetched < 20; fetched += 1)
        expect(await directory.passwords.openLink(token)).toEqual({ accountId, userName });
      expect(await opens(person, password)).toBe(true);
      expect(await use(token)).toMatchObject({ kind: 'changed' });
    });

    test('works once', async () => {
      const person = await account();
      const token = await linkFor(person);
      await use(token);
      expect(await directory.passwords.openLink(token)).toBeUndefined();
      expect(await use(token, 'another seven lanterns')).toEqual({ kind: 'refused' });
      expect(await opens(person, fresh)).toBe(true);
    });

    test('of two who use it at once one does', async () => {
      const person = await account();
      const token = await linkFor(person);
      const words = ['seven lanterns over the harbour', 'eleven kettles under the bridge'];
      const answers = await Promise.all(words.map((typed) => use(token, typed)));
      expect(answers.map(({ kind }) => kind).sort()).toEqual(['changed', 'refused']);
      const winner = answers.findIndex(({ kind }) => kind === 'changed');
      expect(await opens(person, words[winner] ?? '')).toBe(true);
    });

    test('ends after fifteen minutes, to the millisecond', async () => {
      const person = await account();
      const token = await linkFor(person);
      advance(15 * minuteMs - 1);
      expect(await directory.passwords.openLink(token)).toBeDefined();
      advance(1);
      expect(await directory.passwords.openLink(token)).toBeUndefined();
      expect(await use(token)).toEqual({ kind: 'refused' });
      expect(await opens(person, password)).toBe(true);
    });

    test('ends when a newer one is made', async () => {
      const person = await account();
      const [first, second] = [await linkFor(person), await linkFor(person)];
      expect(await use(first)).toEqual({ kind: 'refused' });
      expect(await use(second)).toMatchObject({ kind: 'changed' });
    });

    test('ends when the password is changed by the old one', async () => {
      const person = await account();
      const token = await linkFor(person);
      await change(person.userName, password);
      expect(await use(token, 'eleven kettles under the bridge')).toEqual({ kind: 'refused' });
    });

    test('an unfit password uses nothing up', async () => {
      const person = await account();
      const token = await linkFor(person);
      expect(await use(token, 'short')).toEqual({ kind: 'unfit', fault: 'too-short' });
      expect(await use(token, `${person.userName}!!`)).toEqual({ kind: 'unfit', fault: 'user-name' });
      expect(await opens(person, password)).toBe(true);
      expect(await use(token)).toMatchObject({ kind: 'changed' });
    });

    test('a locked account stays locked, and so does its count of failures', async () => {
      const person = await account();
      await directory.lockAccounts([person.id]);
      const { lockedAt } = (await directory.accounts.get(person.id)) ?? {};
      const token = await linkFor(person);
      advance(minuteMs);
      expect(await use(token)).toMatchObject({ kind: 'changed', stillLocked: true });
      const after = await directory.accounts.get(person.id);
      expect(after).toMatchObject({ lockedAt, lockReason: 'Failures', failedAttempts: 5 });
      expect(await opens(person, fresh)).toBe(false);
      await directory.unlock(person.id, person.id);
      expect(await opens(person, fresh)).toBe(true);
    });

    test('a disabled account gets none, and one that was made before is of no use', async () => {
      const disabled = await account({ status: 'disabled' });
      expect(await directory.passwords.createLink(disabled.id)).toBeUndefined();
      const person = await account();
      const token = await linkFor(person);
      await statement("update accounts set status = 'disabled' where id = $1", [person.id]);
      expect(await directory.passwords.openLink(token)).toBeUndefined();
      expect(await use(token)).toEqual({ kind: 'refused' });
    });

    test.each(['nobody', '', 'nu\u0000ll'])('nobody’s id (%#) gets none', async (id) => {
      expect(await directory.passwords.createLink(id)).toBeUndefined();
    });

    test.each(['', 'x', 'A'.repeat(43), 'nu\u0000ll', "' or 1=1 --", 'x'.repeat(100_000)])(
      'what is no token (%#) opens nothing',
      async (token) => {
        expect(await directory.passwords.openLink(token)).toBeUndefined();
        expect(await use(new Secret(token))).toEqual({ kind: 'refused' });
      },
    );

    test('is kept as a keyed hash: another key opens nothing, and the tables hold no token', async () => {
      const person = await account();
      const token = await linkFor(person);
      const session = await sessionOf(person);
      const stranger = open(new Secret('another key that is long enough as well'));
      expect(await stranger.passwords.openLink(token)).toBeUndefined();
      await stranger.close();
      const sibling = open();
      expect(await sibling.passwords.openLink(token)).toBeDefined();
      await sibling.close();
      const { rows } = await statement(
        'select (select json_agg(l) from password_links l) as l, (select json_agg(s) from sessions s) as s',
      );
      for (const secret of [token, session]) {
        expect(secret.reveal()).toMatch(/^[\w-]{43}$/);
        expect(JSON.stringify(rows)).not.toContain(secret.reveal());
      }
    });

    test('a session is no link, and a link no session', async () => {
      const person = await account();
      expect(await directory.passwords.openLink(await sessionOf(person))).toBeUndefined();
      expect(await directory.sessions.accountOf(await linkFor(person))).toBeUndefined();
    });
  });

  describe('changing a password by the old one', () => {
    test('the new one opens the account, the old one no more', async () => {
      const person = await account();
      await opens(person, 'wrong');
      advance(minuteMs);
      expect(await change(person.userName.toUpperCase(), password)).toMatchObject({ kind: 'changed' });
      expect(await directory.accounts.get(person.id)).toMatchObject({
        passwordChangedAt: now,
        failedAttempts: 0,
      });
      expect(await eventKinds(person)).toEqual(['refused', 'password-changed']);
      expect(await opens(person, password)).toBe(false);
      expect(await opens(person, fresh)).toBe(true);
    });

    test('wrong old passwords count like failed sign-ins: the fifth locks', async () => {
      const person = await account();
      await opens(person, 'wrong');
      for (let tries = 0; tries < 4; tries += 1)
        expect(await change(person.userName, 'wrong')).toEqual({ kind: 'refused' });
      const locked = { failedAttempts: 5, lockReason: 'Failures', lockedAt: now };
      expect(await directory.accounts.get(person.id)).toMatchObject(locked);
      expect(await change(person.userName, password)).toEqual({ kind: 'refused' });
      expect(await eventKinds(person)).toEqual([
        ...['refused', 'refused', 'refused', 'refused', 'locked', 'refused-locked'],
      ]);
      await directory.unlock(person.id, person.id);
      expect(await opens(person, password)).toBe(true);
    });

    test('an unfit new password is told before anything else, and counts nothing', async () => {
      const person = await account();
      expect(await change(person.userName, 'wrong', 'short')).toEqual({ kind: 'unfit', fault: 'too-short' });
      expect(await change(person.userName, password, password)).toEqual({
        kind: 'unfit',
        fault: 'unchanged',
      });
      expect(await change('nobody', 'wrong', 'short')).toEqual({ kind: 'unfit', fault: 'too-short' });
      expect(await eventKinds(person)).toEqual([]);
      expect(await directory.accounts.get(person.id)).toMatchObject({ failedAttempts: 0 });
    });

    test('unknown, disabled and those who need more than the password are refused alike', async () => {
      const disabled = await account({ status: 'disabled' });
      const withKey = await account({ secretKey: true });
      for (const userName of ['nobody', '', 'nu\u0000ll', disabled.userName, withKey.userName])
        expect(await change(userName, password)).toEqual({ kind: 'refused' });
      expect(await directory.accounts.get(withKey.id)).toMatchObject({ failedAttempts: 0 });
      const hashes = await statement('select distinct password_hash from accounts where id = any($1)', [
        [disabled.id, withKey.id],
      ]);
      expect(hashes.rows).toEqual([{ password_hash: passwordHash }]);
    });
  });

  describe('sessions', () => {
    test('a sign-in begins one, a refused one does not', async () => {
      const person = await account();
      const session = await sessionOf(person);
      await opens(person, 'wrong');
      expect(await directory.sessions.accountOf(session)).toBe(person.id);
      expect(await directory.sessions.endAll(person.id)).toBe(1);
    });

    test('all end at once, again is no harm, and nobody else’s end', async () => {
      const [person, another] = [await account(), await account()];
      const mine = [await sessionOf(person), await sessionOf(person)];
      const theirs = await sessionOf(another);
      expect(await directory.sessions.endAll(person.id)).toBe(2);
      expect(await directory.sessions.endAll(person.id)).toBe(0);
      for (const session of mine) expect(await directory.sessions.accountOf(session)).toBeUndefined();
      expect(await directory.sessions.accountOf(theirs)).toBe(another.id);
      for (const id of ['nobody', '', 'nu\u0000ll']) expect(await directory.sessions.endAll(id)).toBe(0);
    });

    test('a new password ends them, however it came', async () => {
      const person = await account();
      const before = await sessionOf(person);
      await change(person.userName, password);
      expect(await directory.sessions.accountOf(before)).toBeUndefined();
      const answer = await directory.signIn({ userName: person.userName, password: fresh, source });
      if (answer.kind !== 'signed-in') throw new Error('not signed in');
      await use(await linkFor(person), 'eleven kettles under the bridge');
      expect(await directory.sessions.accountOf(answer.session)).toBeUndefined();
    });

    test('that of an account that was disabled since is nobody’s', async () => {
      const person = await account();
      const session = await sessionOf(person);
      await statement("update accounts set status = 'disabled' where id = $1", [person.id]);
      expect(await directory.sessions.accountOf(session)).toBeUndefined();
      for (const what of ['', 'x', 'A'.repeat(43)])
        expect(await directory.sessions.accountOf(what)).toBeUndefined();
    });
  });

  describe('factors', () => {
    const factors = [
      { id: 'app', kind: 'authenticator-app' as const, name: 'Pixel 8' },
      { id: 'sms', kind: 'sms' as const, name: '+1 ••• ••• 42' },
    ];

    test('are those that the account was made with', async () => {
      const person = await account({ factors });
      expect(await directory.factors.list(person.id)).toEqual(factors);
      expect(await directory.factors.list((await account()).id)).toEqual([]);
      for (const id of ['nobody', '', 'nu\u0000ll']) expect(await directory.factors.list(id)).toEqual([]);
    });

    test('of an account that is left out because its name is taken none are added', async () => {
      const person = await account({ factors });
      const twin = { ...person, id: 'twin', factors };
      const again = { ...person, factors: [{ id: 'more', kind: 'push' as const, name: 'x' }] };
      expect(await directory.accounts.createMany([twin, again])).toBe(0);
      expect(await directory.factors.list(person.id)).toEqual(factors);
      expect(await directory.factors.list('twin')).toEqual([]);
    });

    test('one is removed, once, and the others stay', async () => {
      const [person, another] = [await account({ factors }), await account({ factors })];
      expect(await directory.factors.remove(person.id, 'app')).toBe('removed');
      expect(await directory.factors.remove(person.id, 'app')).toBe('was-gone');
      for (const id of ['never', '', 'nu\u0000ll'])
        expect(await directory.factors.remove(person.id, id)).toBe('was-gone');
      expect(await directory.factors.list(person.id)).toEqual(factors.slice(1));
      expect(await directory.factors.list(another.id)).toEqual(factors);
    });

    test('of a disabled account none is removed', async () => {
      const disabled = await account({ factors, status: 'disabled' });
      expect(await directory.factors.remove(disabled.id, 'app')).toBe('refused');
      expect(await directory.factors.remove('nobody', 'app')).toBe('refused');
      expect(await directory.factors.list(disabled.id)).toEqual(factors);
    });

    test('one that could never be named again is a mistake of the caller', async () => {
      const wrong = [{ id: '', kind: 'sms' as const, name: 'x' }];
      await expect(account({ factors: wrong })).rejects.toThrow(TypeError);
    });
  });
});
