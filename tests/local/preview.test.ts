/** `npm run preview` beside the local run: its directory while that is down, and while it is up. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lockHolder, takeFolderLock } from '../../local/folder-lock';
import { demoOrganisation } from '../../local/people/demo-organisation';
import { previewHere } from '../../local/preview';
import { seedDirectory } from '../../local/seed';
import { startDatabaseChild } from '../../local/services-children';
import { writePrivateJson } from '../../local/state-folder';

jest.setTimeout(60_000);

const today = new Date('2026-11-22T12:00:00Z');
const state = mkdtempSync(path.join(os.tmpdir(), 'preview-run-'));
const environment = { LOCAL_STATE_FOLDER: state };
const ask = ['--date', '2026-11-22', '--json'];
afterAll(() => rmSync(state, { recursive: true, force: true }));

const toldOn = async (args: readonly string[]) => {
  const { lines, faults } = await previewHere(args, environment);
  expect(faults).toEqual([]);
  return lines.map((line) => {
    const { person, kind, daysBefore } = JSON.parse(line) as Record<string, string>;
    return [Number.parseInt(person?.slice(-2) ?? '', 16), kind, daysBefore];
  });
};
const expected = [
  [6, 'password-expiry', 2],
  [4, 'password-expiry', 4],
  [13, 'password-expiry', 7],
  [5, 'password-expiry', 14],
  [3, 'contractor-expiry', [2, 7, 14]],
  [3, 'excluded', 7],
];

test('before the first start there is nobody to tell of, and nothing is made', async () => {
  const { lines, faults, exitCode } = await previewHere(ask, environment);
  expect([lines, faults.length, exitCode]).toEqual([[], 1, 2]);
  expect(faults[0]).toMatch(/^There is no local directory yet: `npm start` makes one/);
  expect(existsSync(path.join(state, 'database'))).toBe(false);
});

test('while the run is up its database is asked; while it is down it is opened, and closed again', async () => {
  const { child, ready } = startDatabaseChild({ state });
  const { url: databaseUrl } = await ready;
  const clock = { now: () => today };
  await seedDirectory({
    databaseUrl,
    accounts: demoOrganisation({ today }),
    demoPassword: 'Demo-demo-1234',
    clock,
  });
  const policy = path.resolve(__dirname, '..', '..', 'local', 'policy.yaml');
  const values = { DATABASE_URL: databaseUrl, POLICY_FILE: policy };
  writePrivateJson(path.join(state, 'local.settings.json'), { IsEncrypted: false, Values: values });

  const run = await takeFolderLock(path.join(state, 'run.lock'), { withinMs: 0 });
  expect(await toldOn(ask)).toEqual(expected);
  await child.stop();
  run.release();

  expect(await toldOn(ask)).toEqual(expected);
  for (const name of ['run', 'database'])
    expect(lockHolder(path.join(state, `${name}.lock`))).toBeUndefined();
});
