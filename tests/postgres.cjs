/**
 * The PostgreSQL server that tests run on beside PGlite: Debian's package, found or installed, and one server for a
 * whole run in a temporary folder, on loopback only. Plain JavaScript, because `npm test` starts it before jest.
 */
const { execFileSync, spawn, spawnSync } = require('node:child_process');
const { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { Client } = require('pg');

const debian = '/usr/lib/postgresql';
const command = 'apt-get update && apt-get install -y --no-install-recommends postgresql';

/** Folder of the installed server's programs, newest version first; undefined if there is none. */
function findPostgres() {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ];
  return folders.find(
    (one) => existsSync(path.join(one, 'initdb')) && existsSync(path.join(one, 'postgres')),
  );
}

/** Installs it where this machine lets us. @returns its programs, or what to do about their absence */
function findOrInstallPostgres(say) {
  const found = findPostgres();
  if (found) return { programs: found };
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!mayInstall)
    return { problem: 'PostgreSQL is not installed here (Debian: sudo apt-get install postgresql)' };
  say('Installing PostgreSQL (once) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('sh', ['-c', command], { stdio: ['ignore', 2, 2], env });
  const installed = findPostgres();
  return installed
    ? { programs: installed }
    : { problem: `PostgreSQL could not be installed (exit code ${status}): ${command}` };
}

/** A cluster of its own. The server refuses to run as root, so root starts it as `postgres`. */
async function startPostgresServer(programs) {
  const folder = mkdtempSync(path.join(tmpdir(), 'directory-test-'));
  // The server ends with this process, however that ends.
  const asUser = ['setpriv', '--pdeathsig=INT'];
  if (process.getuid?.() === 0) {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, uid, statSync(folder).gid);
    asUser.push(`--reuid=${uid}`, '--regid=postgres', '--init-groups');
  }
  const data = path.join(folder, 'data');
  const parts = (program, args) => [...asUser, path.join(programs, program), ...args];
  const [init, ...initArgs] = parts('initdb', [
    ...['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
  ]);
  execFileSync(init, initArgs, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await freePort();
  const settings = [
    ...[`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='],
    ...['fsync=off', 'max_connections=200'],
  ];
  const [start, ...startArgs] = parts('postgres', ['-D', data, ...settings.flatMap((one) => ['-c', one])]);
  const server = spawn(start, startArgs, { cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
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

async function listening(port) {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 200) throw error;
      await pause(50);
    }
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

module.exports = { findPostgres, findOrInstallPostgres, startPostgresServer };
