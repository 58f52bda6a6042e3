/** What the local database promises: one opener at a time, nothing committed is lost, and several connections. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Pool } from 'pg';
import { processStart } from '../../local/folder-lock';
import { startDatabaseChild } from '../../local/services-children';
import type { WatchedChild } from '../../local/watched-child';
import { startMortalParent } from './mortal-parent';

// The machine may be busy with other tests; none of these takes more than two seconds on an idle one.
jest.setTimeout(60_000);

let state: string;
const started: WatchedChild[] = [];

const start = async () => {
  const { child, ready } = startDatabaseChild({ state });
  started.push(child);
  return { child, ...(await ready) };
};

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

beforeEach(() => {
  state = mkdtempSync(path.join(os.tmpdir(), 'database-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.stop()));
  rmSync(state, { recursive: true, force: true });
});

it('keeps every committed row when its parent is killed, and the next start waits for it', async () => {
  const parent = await startMortalParent(`children.startDatabaseChild(${JSON.stringify({ state })})`);
  await query(String(parent.facts.url), 'create table people as select generate_series(1, 100) as id');
  await parent.kill();

  const { url } = await start();
  expect(await query(url, 'select count(*)::int as n from people')).toEqual([{ n: 100 }]);
  expect(processStart(parent.childPid)).toBeUndefined();
});

it('keeps committed rows even when it is killed itself', async () => {
  const first = await start();
  await query(first.url, 'create table people as select generate_series(1, 100) as id');
  await first.child.kill();

  const { url } = await start();
  expect(await query(url, 'select count(*)::int as n from people')).toEqual([{ n: 100 }]);
});

it('serves others after a client was cut off in the middle of a transaction, whose rows are gone', async () => {
  const { url } = await start();
  await query(url, 'create table people (id int)');
  const dying = new Client({ connectionString: url });
  dying.on('error', () => {});
  await dying.connect();
  await dying.query('begin');
  await dying.query('insert into people values (1)');
  (dying as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();

  expect(await query(url, 'select count(*)::int as n from people')).toEqual([{ n: 0 }]);
});

it('answers each of many connections with its own rows, failures in between', async () => {
  const { url } = await start();
  const pool = new Pool({ connectionString: url, max: 10 });
  const answers = await Promise.allSettled(
    Array.from({ length: 100 }, (_, n) =>
      pool.query(n % 5 === 4 ? 'select $1::int / 0 as n' : 'select $1::int as n', [n]),
    ),
  );
  await pool.end();
  const seen = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.rows[0].n : 'failed'));
  expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => (n % 5 === 4 ? 'failed' : n)));
});
