/** The storage account: opens tables. One of it is made at the start and shared by all stores. */
import { createClients, type StorageConnection } from './connection';
import { type Found, lookAt } from './look';
import { createTable, type Table } from './table';

export type StorageSettings = {
  readonly connection: StorageConnection;
  /** Milliseconds each operation may take. Default 5000. */
  readonly timeoutMs?: number;
  /** Begins the name of every table, so that an account can be shared with others. Default `AccountAccess`. */
  readonly tablePrefix?: string;
};

export interface Storage {
  /** The table of that name (letters and digits); made when first used. */
  table(name: string): Table;
  /** One cheap read that proves address and credentials; throws a coded error if they don't work. */
  check(): Promise<void>;
  /** As `check`, but makes nothing where nothing is yet. */
  look(): Promise<Found>;
}

/** Opens nothing yet. Throws TypeError for a connection string that is none. */
export function createStorage(settings: StorageSettings): Storage {
  const { connection, timeoutMs = 5_000, tablePrefix = 'AccountAccess' } = settings;
  const client = createClients(connection);
  const opened = new Map<string, Table>();
  const table = (name: string): Table => {
    const present = opened.get(name) ?? createTable(client(`${tablePrefix}${name}`), timeoutMs);
    opened.set(name, present);
    return present;
  };
  return {
    table,
    async check() {
      await table('Cursors').get('check', 'check');
    },
    look: () => lookAt(client(`${tablePrefix}Cursors`), timeoutMs),
  };
}
