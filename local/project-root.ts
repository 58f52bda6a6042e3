/** Finds the checkout from compiled and from source modules alike, so that paths need no setting. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of host.json: the Functions app's root, in which every host is started. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'host.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('host.json was not found above this module.');
    folder = parent;
  }
  return folder;
}

/**
 * The compiled form of one of our modules, for child processes.
 * @param module path inside dist, for example `local/storage/main.js`
 */
export function compiledModule(module: string): string {
  return path.join(projectRoot(), 'dist', module);
}
