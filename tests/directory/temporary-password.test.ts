/** R4, R5: a temporary password stands beside the original, until it ends or a new one is set. */
import fc from 'fast-check';
import { type Directory, hashPassword, openDirectory } from '../../directory';
import { drawTemporaryPassword } from '../../directory/temporary-password';
import { Secret } from '../../domain/secret';
import { databaseUrl } from './database-servers';
import { describeOnEachDatabase } from './each-database';

const original = 'purple tractor sings quietly';
const fresh = 'seven lanterns over the harbour';
const source = { address: '203.0.113.7' };
const minuteMs = 60_000;
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(original);
});

describe('R4 what is drawn', () => {
  it('has ten characters of all kinds, and none that looks like another', () => {
    fc.assert(
      fc.property(fc.constant(0), () => {
        const drawn = drawTemporaryPassword().reveal();
        expect(drawn).toHaveLength(10);
        for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(drawn).toMatch(kind);
        expect(drawn).not.toMatch(/[0Oo1lIi|5Ss2Zz8B6bGgquv]/);
      }),
      { numRuns: 500 },
    );
  });

  it('is never the same, and no place has always the same kind', () => {
    const many = Array.from({ length: 500 }, () => drawTemporaryPassword().reveal());
    expect(new Set(many).size).toBe(500);
    for (let at = 0; at < 10; at++) expect(new Set(many.map((one) => one[at])).size).toBeGreaterThan(20);
  });
});

describeOnEachDatabase('a temporary password', (server) => {
  let directory: Directory;
  let now = new Date('2026-11-22T10:00:00.000Z');
  let number = 0;

  const open = (temporaryPasswords: boolean) =>
    openDirectory({
      databaseUrl: databaseUrl(server().port),
      clock: { now: () => now },
      temporaryPasswords,
      linkKey: new Secret('l'.repeat(32)),
      encryptionKey: new Secret('e'.repeat(32)),
    });
  beforeAll(async () => {
    directory = open(true);
    await directory.migrate();
  });
  afterAll(() => directory.close());

  async function account(status: 'active' | 'disabled' = 'active') {
    number += 1;
    const id = `temporary-${number}`;
    const userName = `${id}@contoso.example`;
    const made = { id, userName, displayName: id, status, passwordHash, groups: [], roles: [] };
    expect(await directory.accounts.createMany([made])).toBe(1);
    return { id, userName };
  }
  const inHalfAnHour = () => new Date(now.getTime() + 30 * minuteMs);
  const issue = async (id: string) => {
    const password = await directory.passwords.issueTemporary(id, inHalfAnHour());
    if (!password) throw new Error('none was issued');
    return password;
  };
  const enter = async (
    userName: string,
    password: Secret<string> | string,
    newPassword?: string,
    at = directory,
  ) => (await at.signIn({ userName, password, source, ...(newPassword ? { newPassword } : {}) })).kind;

  it('R4 opens the way to a new password and to nothing else, and the original goes on working', async () => {
    const { id, userName } = await account();
    const temporary = await issue(id);
    expect(await enter(userName, temporary)).toBe('change-password-required');
    expect(await enter(userName, original)).toBe('signed-in');
    expect(await enter(userName, temporary)).toBe('change-password-required');
    expect(await enter(userName, temporary, 'short')).toBe('change-password-required');
    expect(await enter(userName, temporary, fresh)).toBe('signed-in');
    expect(await enter(userName, fresh)).toBe('signed-in');
    expect(await enter(userName, temporary)).toBe('refused');
    expect(await enter(userName, original)).toBe('refused');
  });

  it('R4 ends after its time, and with the next one', async () => {
    const { id, userName } = await account();
    const first = await issue(id);
    const second = await issue(id);
    expect(await enter(userName, first)).toBe('refused');
    now = new Date(now.getTime() + 30 * minuteMs - 1);
    expect(await enter(userName, second)).toBe('change-password-required');
    now = new Date(now.getTime() + 1);
    expect(await enter(userName, second)).toBe('refused');
    expect(await enter(userName, original)).toBe('signed-in');
  });

  it('R3 is not issued for a locked or disabled account or for nobody, and opens no lock', async () => {
    const [locked, disabled, other] = [await account(), await account('disabled'), await account()];
    const before = await issue(other.id);
    await directory.lockAccounts([locked.id, other.id]);
    for (const id of [locked.id, disabled.id, 'nobody', undefined])
      expect(await directory.passwords.issueTemporary(id, inHalfAnHour())).toBeUndefined();
    expect(await enter(other.userName, before)).toBe('refused');
  });

  it('D1 a wrong one counts as a failed attempt', async () => {
    const { id, userName } = await account();
    await issue(id);
    for (let n = 0; n < 5; n++) expect(await enter(userName, 'XXXXyyyy1#')).toBe('refused');
    expect(await directory.accounts.get(id)).toMatchObject({ lockReason: 'Failures' });
  });

  it('R3 counts for nothing while temporary passwords are switched off', async () => {
    const { id, userName } = await account();
    const temporary = await issue(id);
    const off = open(false);
    expect(await enter(userName, temporary, undefined, off)).toBe('refused');
    await off.close();
  });

  it('ends with a password set in another way', async () => {
    const { id, userName } = await account();
    const temporary = await issue(id);
    const change = { userName, oldPassword: original, newPassword: fresh, source };
    expect(await directory.passwords.change(change)).toMatchObject({ kind: 'changed' });
    expect(await enter(userName, temporary)).toBe('refused');
  });
});
