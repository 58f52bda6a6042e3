/** The process of the local storage. It has a session of its own and ends, having saved, with its parent's pipe. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { takeFolderLock } from '../folder-lock';
import { closeWithParent, tellReady } from '../parent-pipe';
import { startAzurite } from './azurite';

/** How long the former process may take to save. */
const takeOverMs = 20_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, ports: { type: 'string', default: '0,0,0' } },
  });
  const { STORAGE_ACCOUNT_NAME: name, STORAGE_ACCOUNT_KEY: key } = process.env;
  if (!values.folder || !name || !key)
    throw new Error('--folder, STORAGE_ACCOUNT_NAME and STORAGE_ACCOUNT_KEY are needed.');
  const [blob = 0, queue = 0, table = 0] = values.ports.split(',').map(Number);

  const lock = await takeFolderLock(`${path.resolve(values.folder)}.lock`, {
    withinMs: takeOverMs,
    onWait: (pid) => process.stderr.write(`Waiting for process ${pid} to save the storage …\n`),
  });
  const storage = await startAzurite({
    folder: values.folder,
    account: { name, key },
    wishes: { blob, queue, table },
  });
  // The lock is given back when the process ends: a save may go on after close() has resolved.
  process.once('exit', lock.release);
  closeWithParent(storage.close);
  tellReady({ ports: storage.ports, connectionString: storage.connectionString });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
