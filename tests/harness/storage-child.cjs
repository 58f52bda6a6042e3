/**
 * Azurite in memory for all the runs of one jest worker: with an account for each, they see nothing of each other.
 * One process that stays is warm after the first run, and it saves each run a start of its own.
 */
const { join } = require('node:path');
const azurite = (name) => require(join('azurite', 'dist', 'src', name)).default;

const host = '127.0.0.1';
const keepAliveSeconds = 0;
/** No access log, no debug log; any version of the API; nothing is kept on the disk. */
const quiet = [false, undefined, false, undefined, false, true];
const inMemory = ['', '', '', undefined, false, true];

async function main() {
  const blob = new (azurite('blob/BlobServer'))(
    new (azurite('blob/BlobConfiguration'))(host, 0, keepAliveSeconds, '', '', [], ...quiet, ...inMemory),
  );
  const queue = new (azurite('queue/QueueServer'))(
    new (azurite('queue/QueueConfiguration'))(host, 0, keepAliveSeconds, '', '', [], ...quiet, ...inMemory),
  );
  const tableOptions = [false, false, undefined, undefined, false, true];
  const table = new (azurite('table/TableServer'))(
    new (azurite('table/TableConfiguration'))(host, 0, keepAliveSeconds, '', ...tableOptions, ...inMemory),
  );
  await Promise.all([blob.start(), queue.start(), table.start()]);
  const portOf = (server) => Number(new URL(server.getHttpServerAddress()).port);
  process.send({ blob: portOf(blob), queue: portOf(queue), table: portOf(table) });
}

/** The parent has ended, or wants this to. */
process.on('disconnect', () => process.exit(0));
main();
