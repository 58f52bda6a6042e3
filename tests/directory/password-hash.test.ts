/** Hashing: the right cost, the same cost for everybody, and nothing loaded before it is needed. */
import { parseOptions } from '@node-rs/argon2';
import { hashPassword, nobodysHash, verifyPassword } from '../../directory/password-hash';
import { Secret } from '../../domain/secret';

const owasp = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32, saltLen: 16, algorithm: 2 };

test('hashes are Argon2id with the parameters of OWASP, and so is nobody’s', async () => {
  expect(parseOptions(await hashPassword('x'))).toMatchObject(owasp);
  expect(parseOptions(nobodysHash)).toMatchObject(owasp);
});

test('a password matches its hash and no other, secret or not', async () => {
  const hash = await hashPassword(new Secret('pässword'));
  expect(await verifyPassword(hash, 'pa\u0308ssword')).toBe(true);
  expect(await verifyPassword(hash, new Secret('pässword'))).toBe(true);
  expect(await verifyPassword(hash, 'Pässword')).toBe(false);
  expect(await verifyPassword(undefined, 'pässword')).toBe(false);
});

test('two hashes of one password differ', async () => {
  expect(await hashPassword('x')).not.toBe(await hashPassword('x'));
});

test('what is no hash of ours matches nothing and costs as much', async () => {
  for (const hash of ['!', '', '$2b$10$abc', undefined]) {
    const startMs = performance.now();
    expect(await verifyPassword(hash, '!')).toBe(false);
    expect(performance.now() - startMs).toBeGreaterThan(2);
  }
});

test('a password of more than 1,024 characters is refused, even where its beginning is right', async () => {
  const hash = await hashPassword('x'.repeat(1_024));
  expect(await verifyPassword(hash, 'x'.repeat(1_024))).toBe(true);
  expect(await verifyPassword(hash, 'x'.repeat(1_025))).toBe(false);
  await expect(hashPassword('x'.repeat(1_025))).rejects.toMatchObject({ code: 'refused' });
});

test('a crowd is served a few at a time, and one too large is turned away', async () => {
  let running = 0;
  let mostRunning = 0;
  const verify = async () => {
    running += 1;
    mostRunning = Math.max(mostRunning, running);
    await new Promise(setImmediate);
    running -= 1;
    return true;
  };
  let hashing: typeof import('../../directory/password-hash') | undefined;
  jest.isolateModules(() => {
    jest.doMock('@node-rs/argon2', () => ({ verify }));
    hashing = require('../../directory/password-hash') as typeof import('../../directory/password-hash');
  });
  const crowd = Array.from({ length: 520 }, () => hashing?.verifyPassword('$argon2id$', 'x'));
  const settled = await Promise.allSettled(crowd);
  const turnedAway = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(mostRunning).toBeLessThanOrEqual(3);
  expect(new Set(turnedAway)).toEqual(new Set(['throttled']));
  expect(turnedAway).toHaveLength(520 - 500 - mostRunning);
  expect(await hashing?.verifyPassword('$argon2id$', 'x')).toBe(true);
});

test('opening the directory loads neither driver, query builder nor hashing library', () => {
  jest.isolateModules(() => {
    for (const name of [
      'pg',
      'drizzle-orm',
      'drizzle-orm/pg-core',
      'drizzle-orm/node-postgres',
      '@node-rs/argon2',
    ])
      jest.doMock(name, () => {
        throw new Error(`${name} was loaded`);
      });
    const { openDirectory } = require('../../directory') as typeof import('../../directory');
    const directory = openDirectory({
      databaseUrl: 'postgres://127.0.0.1/x',
      clock: { now: () => new Date(0) },
    });
    expect(() => require('../../directory/tables')).toThrow('was loaded');
    return directory.close();
  });
});
