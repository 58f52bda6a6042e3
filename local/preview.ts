/**
 * `npm run preview`: the operators' command, which here finds the local run's directory by itself. While the run is
 * up its database is asked; while it isn't, the database is opened for the time of the command, under the locks that
 * the start script takes, so that neither comes upon the other.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Environment, endWith, type PreviewOutput, preview, previewOptions } from '../commands/preview';
import { openDirectory } from '../directory';
import { policyFile, setting } from './app-settings';
import { FolderInUse, lockHolder, takeFolderLock } from './folder-lock';
import { startDatabaseChild } from './services-children';
import { localSettingsFile, readJson, stateFolder } from './state-folder';

/** How long a start, an end or another preview may still hold the folder. */
const patienceMs = 20_000;

const wrong = (fault: string, exitCode: 1 | 2 = 2): PreviewOutput => ({
  lines: [],
  faults: [fault],
  exitCode,
});

/** A list needs no directory, and whoever sets a provider means that one. */
export async function previewHere(args: readonly string[], environment: Environment): Promise<PreviewOutput> {
  const options = previewOptions(args);
  const isElsewhere = setting(environment, 'DATABASE_URL') ?? setting(environment, 'OKTA_ORG_URL');
  if (typeof options === 'string' || options.people !== undefined || isElsewhere !== undefined)
    return preview(args, environment);
  const folder = stateFolder(environment);
  const values = lastRun(environment);
  const database = path.join(folder, 'database');
  const isOurs = existsSync(database);
  if (values.DATABASE_URL && (!isOurs || lockHolder(path.join(folder, 'run.lock')) !== undefined))
    return preview(args, { ...values, ...present(environment) });
  if (!isOurs)
    return wrong('There is no local directory yet: `npm start` makes one. Or give a list with --people.');
  return withDatabase(folder, (url) =>
    preview(args, {
      ...{ POLICY_FILE: policyFile(environment), ...values, ...present(environment), DATABASE_URL: url },
    }),
  );
}

/** What the last run, or the present one, gives its host; nothing before the first. */
function lastRun(environment: Environment): Record<string, string> {
  const { Values: values } = readJson(localSettingsFile(environment)) ?? {};
  const known = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}

const present = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value));

async function withDatabase(
  folder: string,
  ask: (url: string) => Promise<PreviewOutput>,
): Promise<PreviewOutput> {
  const lock = await takeFolderLock(path.join(folder, 'run.lock'), { withinMs: patienceMs }).catch(
    (error: unknown) => {
      if (error instanceof FolderInUse) return undefined;
      throw error;
    },
  );
  if (!lock) return wrong('The local run is just starting or ending. Try again in a moment.', 1);
  const { child, ready } = startDatabaseChild({ state: folder });
  try {
    const { url } = await ready;
    await bringUpToDate(url);
    return await ask(url);
  } finally {
    // Closed properly before the lock is given back; a Ctrl-C closes it by the end of the pipe.
    await child.stop(patienceMs);
    lock.release();
  }
}

/** A folder of an older checkout lacks what its next start would add. */
async function bringUpToDate(databaseUrl: string): Promise<void> {
  const directory = openDirectory({ databaseUrl, clock: { now: () => new Date() } });
  try {
    await directory.migrate();
  } finally {
    await directory.close();
  }
}

if (require.main === module) {
  const failed = (error: unknown) => wrong(error instanceof Error ? error.message : String(error), 1);
  void previewHere(process.argv.slice(2), process.env).catch(failed).then(endWith);
}
