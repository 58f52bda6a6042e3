/** The sign-in rule (D1) over the database of the local run. */
import type { NewAccount } from '../../directory';
import { type Directory, hashPassword, openDirectory } from '../../directory';
import { type DatabaseServer, databaseUrl, startPglite } from './database-servers';

let server: DatabaseServer;
let directory: Directory;
let passwordHash: string;
const password = 'correct horse battery staple';
const source = {
  address: '203.0.113.7',
  application: 'Payroll',
  device: 'Firefox on Linux',
  place: 'Lisbon',
};
let now = new Date('2026-11-22T10:00:00.000Z');
let number = 0;

beforeAll(async () => {
  server = await startPglite();
  directory = openDirectory({ databaseUrl: databaseUrl(server.port), clock: { now: () => now } });
  await directory.migrate();
  passwordHash = await hashPassword(password);
}, 30_000);

afterAll(async () => {
  await directory.close();
  await server.stop();
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

async function kinds(accountId: string) {
  return (await directory.signInEvents.list({ accountId })).map(({ kind }) => kind);
}

test('the right password signs in and leaves an event with its source', async () => {
  const { id, userName } = await account();
  expect(await directory.signIn({ userName, password, source })).toEqual({
    kind: 'signed-in',
    accountId: id,
  });
  const events = await directory.signInEvents.list({ accountId: id });
  expect(events).toEqual([{ id: expect.any(Number), at: now, accountId: id, kind: 'signed-in', source }]);
});

test('the fifth consecutive failure locks', async () => {
  const { id, userName } = await account();
  await attempt(userName, 'wrong', 4);
  expect(await directory.accounts.get(id)).toMatchObject({ failedAttempts: 4, lockedAt: undefined });
  now = new Date('2026-11-22T10:01:00.123Z');
  expect(await attempt(userName, 'wrong')).toEqual(['refused']);
  expect(await directory.accounts.get(id)).toMatchObject({
    failedAttempts: 5,
    lockedAt: now,
    lockReason: 'Failures',
  });
  expect(await kinds(id)).toEqual(['refused', 'refused', 'refused', 'refused', 'locked']);
});
