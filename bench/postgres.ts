/** A PostgreSQL server of its own in a temporary folder, on loopback only, where Debian's package is installed. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

const installed = '/usr/lib/postgresql';

export type PostgresServer = {
  readonly url: string;
  query(sql: string): Promise<void>;
  stop(): Promise<void>;
};

/** @throws where the server isn't installed. It refuses to run as root, so root starts it as `postgres`. */
export async function startPostgres(): Promise<PostgresServer> {
  const version = existsSync(installed)
    ? readdirSync(installed).toSorted((a, b) => Number(b) - Number(a))[0]
    : undefined;
  if (!version) throw new Error('PostgreSQL is not installed (apt-get install postgresql).');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-postgres-'));
  const as = ['setpriv', '--pdeathsig=INT'];
  if (process.getuid?.() === 0) {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, uid, statSync(folder).gid);
    as.push(`--reuid=${uid}`, '--regid=postgres', '--init-groups');
  }
  const [command = '', ...prefix] = as;
  const program = (name: string) => [...prefix, path.join(installed, version, 'bin', name)];
  const data = path.join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(command, [...program('initdb'), ...init], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(command, [...program('postgres'), ...args], { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await listening(url);
  return {
    url,
    query: async (sql) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    },
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 200) throw error;
      await wait(50);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
