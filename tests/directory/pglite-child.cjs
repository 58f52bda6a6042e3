/** A database of its own in a process of its own, as the local run has it: PGlite behind its socket server. */
const { PGlite } = require('@electric-sql/pglite');
const { PGLiteSocketServer } = require('@electric-sql/pglite-socket');

async function main() {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 20 });
  await server.start();
  process.send({ port: Number(server.getServerConn().split(':')[1]) });
}

process.on('disconnect', () => process.exit(0));
main();
