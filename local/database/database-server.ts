/**
 * PostgreSQL for the local run: PGlite behind its socket server, so that the product knows one driver and one
 * `DATABASE_URL`. The server takes any password; only loopback reaches it.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { freePort } from '../ports';

export interface LocalDatabase {
  port: number;
  url: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** PGlite runs one statement at a time; this is how many may stand in line. */
const maxConnections = 20;

/**
 * Opens the folder, which must be nobody else's, and listens on loopback.
 * @param options.template a prepared folder to begin with; without one PGlite makes its own, in seconds
 * @param options.wish a port to take where it is free
 */
export async function startDatabase({
  folder,
  template,
  wish,
}: {
  folder: string;
  template?: string;
  wish: number;
}): Promise<LocalDatabase> {
  if (!existsSync(folder)) beginWith(template, folder);
  const database = await PGlite.create({ dataDir: folder });
  const port = await freePort(wish);
  const server = new PGLiteSocketServer({ db: database, host, port, maxConnections });
  await server.start();
  return {
    port,
    url: `postgres://postgres@${host}:${port}/postgres`,
    close: async () => {
      await server.stop();
      await database.close();
    },
  };
}

/** Copies beside and renames: a death in the middle leaves no half database behind. */
function beginWith(template: string | undefined, folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 });
  if (!template || !existsSync(template)) return;
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(template, unfinished, { recursive: true });
  renameSync(unfinished, folder);
}
