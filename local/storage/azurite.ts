/**
 * Azurite's three servers, from code rather than from its command line: only so do we know when they have saved
 * (its own shutdown doesn't wait) and that nothing is reported to anybody.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import BlobConfiguration from 'azurite/dist/src/blob/BlobConfiguration';
import BlobServer from 'azurite/dist/src/blob/BlobServer';
import QueueConfiguration from 'azurite/dist/src/queue/QueueConfiguration';
import QueueServer from 'azurite/dist/src/queue/QueueServer';
import TableConfiguration from 'azurite/dist/src/table/TableConfiguration';
import TableServer from 'azurite/dist/src/table/TableServer';
import { freePort } from '../ports';
import type { AzuriteServer } from './azurite-server';
import { connectionString, loopback as host, type StorageAccount, type StoragePorts } from './connection';

export interface LocalStorage {
  ports: StoragePorts;
  connectionString: string;
  /** Resolves when every accepted write is on its way to the disk; the process must then end by itself. */
  close(): Promise<void>;
}

const keepAliveSeconds = 0;

/**
 * Starts blob, queue and table storage on loopback.
 * @param options.wishes ports to take where they are free; 0 or taken: any free one
 */
export async function startAzurite({
  folder,
  account,
  wishes,
}: {
  folder: string;
  account: StorageAccount;
  wishes: StoragePorts;
}): Promise<LocalStorage> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.AZURITE_ACCOUNTS = `${account.name}:${account.key}`;
  const file = (name: string) => path.join(folder, name);
  const files = (name: string) => [{ locationId: 'Default', locationPath: file(name), maxConcurrency: 10 }];
  const quiet = [false, undefined, false, undefined, false, true] as const;

  const [blob, queue, table] = await Promise.all([
    listening(wishes.blob, (port) => {
      const paths = [file('blobs.json'), file('blob-extents.json'), files('blobs')] as const;
      return new BlobServer(new BlobConfiguration(host, port, keepAliveSeconds, ...paths, ...quiet));
    }),
    listening(wishes.queue, (port) => {
      const paths = [file('queues.json'), file('queue-extents.json'), files('queues')] as const;
      return new QueueServer(new QueueConfiguration(host, port, keepAliveSeconds, ...paths, ...quiet));
    }),
    listening(wishes.table, (port) => {
      const options = [false, false, undefined, undefined, false, true] as const;
      return new TableServer(
        new TableConfiguration(host, port, keepAliveSeconds, file('tables.json'), ...options),
      );
    }),
  ]);

  const ports = { blob: portOf(blob), queue: portOf(queue), table: portOf(table) };
  return {
    ports,
    connectionString: connectionString(account, ports),
    close: async () => {
      await Promise.all([blob.close(), queue.close(), table.close()]);
    },
  };
}

async function listening<S extends AzuriteServer>(wish: number, create: (port: number) => S): Promise<S> {
  const server = create(await freePort(wish));
  await server.start();
  return server;
}

function portOf(server: AzuriteServer): number {
  return Number(new URL(server.getHttpServerAddress()).port);
}
