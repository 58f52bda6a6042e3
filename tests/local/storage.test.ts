/** What the local storage promises about rows that it has acknowledged. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TableClient } from '@azure/data-tables';
import { processStart } from '../../local/folder-lock';
import { startStorageChild } from '../../local/services-children';
import type { WatchedChild } from '../../local/watched-child';
import { startMortalParent } from './mortal-parent';

const account = { name: 'accountaccess', key: randomBytes(64).toString('base64') };
const table = (connection: string) =>
  TableClient.fromConnectionString(connection, 'people', { allowInsecureConnection: true });

// The machine may be busy with other tests; none of these takes more than two seconds on an idle one.
jest.setTimeout(60_000);

let state: string;
const started: WatchedChild[] = [];

const start = async (wishes?: { blob: number; queue: number; table: number }) => {
  const { child, ready } = startStorageChild({ state, account, wishes });
  started.push(child);
  return { child, ...(await ready) };
};

beforeEach(() => {
  state = mkdtempSync(path.join(os.tmpdir(), 'storage-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop()));
  rmSync(state, { recursive: true, force: true });
});

it('keeps every acknowledged row when its parent is killed, and the next start waits for it', async () => {
  const parent = await startMortalParent(`children.startStorageChild(${JSON.stringify({ state, account })})`);
  const before = table(String(parent.facts.connectionString));
  await before.createTable();
  for (let n = 0; n < 10; n += 1) await before.createEntity({ partitionKey: 'p', rowKey: String(n), n });
  await parent.kill();

  const { connectionString } = await start();
  const rows: unknown[] = [];
  for await (const row of table(connectionString).listEntities()) rows.push(row);
  expect(rows).toHaveLength(10);
  expect(processStart(parent.childPid)).toBeUndefined();
});

it('keeps rows over an orderly stop, and takes its former ports again', async () => {
  const first = await start();
  await table(first.connectionString).createTable();
  await table(first.connectionString).createEntity({ partitionKey: 'p', rowKey: 'r', n: 1 });
  await first.child.stop();
  expect(await first.child.ended).toEqual({ code: 0, signal: null });

  const second = await start(first.ports);
  expect(second.ports).toEqual(first.ports);
  expect(await table(second.connectionString).getEntity('p', 'r')).toMatchObject({ n: 1 });
});

it('refuses a foreign key, the well-known one of emulators included', async () => {
  const { connectionString } = await start();
  const foreign = connectionString.replace(account.key, randomBytes(64).toString('base64'));
  await expect(table(foreign).createTable()).rejects.toMatchObject({ statusCode: 403 });
});
