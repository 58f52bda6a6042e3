/** The process of the local database. It has a session of its own and closes the folder with its parent's pipe. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { takeFolderLock } from '../folder-lock';
import { closeWithParent, tellReady } from '../parent-pipe';
import { projectRoot } from '../project-root';
import { startDatabase } from './database-server';

/** How long the former process may take to close. */
const takeOverMs = 20_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, port: { type: 'string', default: '0' } },
  });
  if (!values.folder) throw new Error('--folder is needed.');

  const lock = await takeFolderLock(`${path.resolve(values.folder)}.lock`, {
    withinMs: takeOverMs,
    onWait: (pid) => process.stderr.write(`Waiting for process ${pid} to close the database …\n`),
  });
  const database = await startDatabase({
    folder: values.folder,
    template: await templateFolder(),
    wish: Number(values.port),
  });
  process.once('exit', lock.release);
  closeWithParent(async () => {
    await database.close();
    process.exit(0);
  });
  tellReady({ port: database.port, url: database.url });
}

/** Where the start script has prepared a folder: the rule is plain JavaScript, since it is needed before the build. */
async function templateFolder(): Promise<string> {
  const root = projectRoot();
  const module = path.join(root, 'local', 'database', 'template.mjs');
  const { databaseTemplateFolder } = (await import(pathToFileURL(module).href)) as {
    databaseTemplateFolder(root: string): string;
  };
  return databaseTemplateFolder(root);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
