/** Databases for tests: PGlite behind its socket server always, a real PostgreSQL server where it is installed. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client } from 'pg';
import { findPostgres, startPostgresServer } from '../postgres.cjs';

export type DatabaseServer = { readonly port: number; stop(): Promise<void> };

/** The suites of a file run one after the other, each on a database of its own: this is its name. */
let present = 'postgres';

/** The present suite's database, by its server's port or by that of a line that leads there. */
export function databaseUrl(port: number): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/${present}`;
}

export async function startPglite(): Promise<DatabaseServer> {
  const child = fork(join(__dirname, 'pglite-child.cjs'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // As the local run starts it.
    execArgv: ['--wasm-tiering-budget=1000000000'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', () => reject(new Error('PGlite did not start.')));
  });
  return {
    port,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

/**
 * A database of its own: on the server that `npm test` has started for the whole run, else on one that is started
 * for this suite. Undefined where PostgreSQL is not installed.
 */
export function postgres(): (() => Promise<DatabaseServer>) | undefined {
  const shared = Number(process.env.TEST_POSTGRES_PORT);
  if (shared) return () => databaseOn(shared);
  const programs = findPostgres();
  return programs === undefined ? undefined : () => startPostgresServer(programs);
}

async function databaseOn(port: number): Promise<DatabaseServer> {
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await onServer(port, `create database ${name} template template0`);
  present = name;
  return {
    port,
    async stop() {
      present = 'postgres';
      await onServer(port, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(port: number, statement: string): Promise<void> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
