/** What the lock on a folder promises. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lockHolder, takeFolderLock, waitForFolderLock } from '../../local/folder-lock';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  file = path.join(folder, 'database.lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('names its living holder, and nobody after it was given back', async () => {
  const lock = await takeFolderLock(file, { withinMs: 0 });
  expect(lockHolder(file)).toBe(process.pid);
  lock.release();
  expect(lockHolder(file)).toBeUndefined();
});

it('refuses a second taker while the first one lives, and says who it is', async () => {
  const lock = await takeFolderLock(file, { withinMs: 0 });
  await expect(takeFolderLock(file, { withinMs: 0 })).rejects.toMatchObject({
    code: 'folder-in-use',
    pid: process.pid,
  });
  lock.release();
});

it('waits for the holder and tells once that it does', async () => {
  const first = await takeFolderLock(file, { withinMs: 0 });
  const onWait = jest.fn();
  const second = takeFolderLock(file, { withinMs: 5000, onWait });
  setTimeout(first.release, 200);
  (await second).release();
  expect(onWait.mock.calls).toEqual([[process.pid]]);
  await waitForFolderLock(file, 0);
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 30, startedAt: '1' })],
  ['a process that was given a dead one’s number', JSON.stringify({ pid: process.pid, startedAt: '1' })],
  ['a process that died while it wrote its name', '{"pi'],
])('is not held by %s', async (_, content) => {
  writeFileSync(file, content);
  expect(lockHolder(file)).toBeUndefined();
  (await takeFolderLock(file, { withinMs: 0 })).release();
});
