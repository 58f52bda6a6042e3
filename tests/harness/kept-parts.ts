/**
 * Storage and database of a run as children of the test itself, so that a test can stop them, let them go on, and
 * end and start them again while everything else goes on.
 */
import { randomBytes } from 'node:crypto';
import { startDatabaseChild, startStorageChild } from '../../local/services-children';
import type { WatchedChild } from '../../local/watched-child';

export type PartName = 'storage' | 'database';

export interface KeptParts {
  /** App settings that lead to them. */
  environment: Record<string, string>;
  /** Stops it where it stands: it accepts connections and answers nothing. */
  pause(part: PartName): void;
  resume(part: PartName): void;
  /** Ends it as a maintenance would: what was acknowledged is kept. Afterwards nothing listens there. */
  end(part: PartName): Promise<void>;
  /** Starts it again, on the ports and with the contents it had. */
  start(part: PartName): Promise<void>;
  stop(): Promise<void>;
}

export async function startKeptParts(state: string): Promise<KeptParts> {
  const account = { name: 'accountaccess', key: randomBytes(64).toString('base64') };
  const storage = startStorageChild({ state, account });
  const database = startDatabaseChild({ state });
  const children: Record<PartName, WatchedChild> = { storage: storage.child, database: database.child };
  const [{ connectionString, ports }, { url, port }] = await Promise.all([storage.ready, database.ready]);

  const starters: Record<PartName, () => { child: WatchedChild; ready: Promise<unknown> }> = {
    storage: () => startStorageChild({ state, account, wishes: ports }),
    database: () => startDatabaseChild({ state, wish: port }),
  };
  const resume = (part: PartName) => {
    try {
      process.kill(children[part].pid, 'SIGCONT');
    } catch {
      // It has ended.
    }
  };
  return {
    environment: { AzureWebJobsStorage: connectionString, DATABASE_URL: url },
    pause: (part) => {
      process.kill(children[part].pid, 'SIGSTOP');
    },
    resume,
    end: (part) => children[part].stop(),
    start: async (part) => {
      const { child, ready } = starters[part]();
      children[part] = child;
      await ready;
    },
    stop: async () => {
      resume('storage');
      resume('database');
      await Promise.all(Object.values(children).map((child) => child.stop()));
    },
  };
}
