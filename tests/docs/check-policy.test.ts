/** `npm run check-policy`: sound or not, and why not, before anything is started. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkPolicy } from '../../commands/check-policy';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'policy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function checked(content: string) {
  const file = path.join(folder, 'policy.yaml');
  writeFileSync(file, content);
  return run([file]);
}

function run(args: readonly string[]) {
  const results: string[] = [];
  const faults: string[] = [];
  const code = checkPolicy(args, {
    result: (line) => results.push(line),
    fault: (line) => faults.push(line),
  });
  return { code, results, faults };
}

test('a sound policy is called sound, a partial one too', () => {
  expect(checked('unlock:\n  maximum: 5\n')).toMatchObject({
    code: 0,
    faults: [],
    results: [/is sound$/].map(expect.stringMatching),
  });
});

test('all faults are told at once, each with key, value and what is allowed', () => {
  const { code, results, faults } = checked(
    'unlock:\n  maximum: 0\nfollowup: 24h\nlockouts:\n  checkEvery: 7s\n',
  );
  expect({ code, results }).toEqual({ code: 1, results: [] });
  expect(faults.toSorted()).toEqual([
    'policy: followup is "24h"; allowed: no such key exists',
    'policy: lockouts.checkEvery is "7s"; allowed: a duration such as 30s, 15m, 6h or 14d, from 5s to 1h, a whole multiple of 5s',
    'policy: unlock.maximum is 0; allowed: a whole number from 1 to 100',
  ]);
});

test('a file that is not there is a fault, not a sound policy', () => {
  expect(run([path.join(folder, 'missing.yaml')])).toMatchObject({ code: 1, results: [] });
});

test('two files are one too many', () => {
  expect(run(['a.yaml', 'b.yaml']).code).toBe(2);
});
