/** Databases for tests: PGlite behind its socket server always, a real PostgreSQL server where it is installed. */
import { execFileSync, fork, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

export type DatabaseServer = { readonly port: number; stop(): Promise<void> };

export function databaseUrl(port: number): string {
  return `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
}

export async function startPglite(): Promise<DatabaseServer> {
  const child = fork(join(__dirname, 'pglite-child.cjs'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
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

/** Folder of the installed server's programs, newest version first; undefined if there is none. */
export function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** A cluster of its own in a temporary folder, on loopback only. The server refuses to run as root. */
export async function startPostgres(programs: string): Promise<DatabaseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'directory-test-'));
  // The server ends with this process, however that ends.
  const asUser = ['setpriv', '--pdeathsig=INT'];
  if (process.getuid?.() === 0) {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, uid, statSync(folder).gid);
    asUser.push(`--reuid=${uid}`, '--regid=postgres', '--init-groups');
  }
  const data = join(folder, 'data');
  const run = (program: string, args: string[]) => {
    const [command = '', ...rest] = [...asUser, join(programs, program), ...args];
    return { command, rest };
  };
  const init = run('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  execFileSync(init.command, init.rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const start = run('postgres', ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]);
  const server = spawn(start.command, start.rest, { cwd: folder, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await listening(port);
  return {
    port,
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: databaseUrl(port) });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 200) throw error;
      await pause(50);
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
