/** Storage and database as children of the start script: what each is given, and what it answers. */
import path from 'node:path';
import { compiledModule } from './project-root';
import type { StorageAccount, StoragePorts } from './storage/connection';
import { startChild, type WatchedChild } from './watched-child';

export interface StorageChild {
  child: WatchedChild;
  ready: Promise<{ connectionString: string; ports: StoragePorts }>;
}

export interface DatabaseChild {
  child: WatchedChild;
  ready: Promise<{ url: string; port: number }>;
}

/** @param options.wishes ports that an earlier run had: whoever still knows them finds the storage again */
export function startStorageChild({
  state,
  account,
  wishes,
}: {
  state: string;
  account: StorageAccount;
  wishes?: StoragePorts;
}): StorageChild {
  const ports = wishes ? [wishes.blob, wishes.queue, wishes.table].join(',') : '0,0,0';
  const child = startChild({
    name: 'storage',
    args: [
      compiledModule('local/storage/main.js'),
      '--folder',
      path.join(state, 'storage'),
      '--ports',
      ports,
    ],
    environment: { ...process.env, STORAGE_ACCOUNT_NAME: account.name, STORAGE_ACCOUNT_KEY: account.key },
    logFile: path.join(state, 'logs', 'storage.log'),
    readyWord: 'ready',
  });
  return {
    child,
    ready: child.ready.then((facts) => ({
      connectionString: String(facts.connectionString),
      ports: facts.ports as StoragePorts,
    })),
  };
}

/** @param options.wish the port that an earlier run had */
export function startDatabaseChild({ state, wish = 0 }: { state: string; wish?: number }): DatabaseChild {
  const child = startChild({
    name: 'database',
    args: [
      // Compiling PostgreSQL's hot functions anew costs a second of a start and gains nothing in a day's work.
      '--wasm-tiering-budget=1000000000',
      compiledModule('local/database/main.js'),
      ...['--folder', path.join(state, 'database')],
      ...['--port', String(wish)],
    ],
    environment: process.env,
    logFile: path.join(state, 'logs', 'database.log'),
    readyWord: 'ready',
  });
  return {
    child,
    ready: child.ready.then((facts) => ({ url: String(facts.url), port: Number(facts.port) })),
  };
}
