/**
 * A database of its own in a process of its own, as the local run has it: PGlite behind its socket server. Where
 * the local run has prepared an empty database already, a copy of it saves some seconds.
 */
const { cpSync, existsSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { PGlite } = require('@electric-sql/pglite');
const { PGLiteSocketServer } = require('@electric-sql/pglite-socket');

const root = join(__dirname, '..', '..');
let folder;

async function open() {
  const { databaseTemplateFolder } = await import(join(root, 'local', 'database', 'template.mjs'));
  const template = databaseTemplateFolder(root);
  if (!existsSync(template)) return PGlite.create();
  folder = mkdtempSync(join(tmpdir(), 'directory-test-'));
  cpSync(template, folder, { recursive: true });
  return PGlite.create({ dataDir: folder, relaxedDurability: true });
}

async function main() {
  const db = await open();
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 20 });
  await server.start();
  process.send({ port: Number(server.getServerConn().split(':')[1]) });
}

/** The parent has stopped, or wants this to. */
process.on('disconnect', () => {
  if (folder) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
main();
