/** What a local run takes of what all of them share: an account of its own at its worker's storage, and signing keys. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { connectionString, type StoragePorts } from '../../local/storage/connection';

/** As `start-shared.ts` puts it into the environment. */
export type Shared = {
  /** Holds the signing keys, and marks which accounts are taken. */
  readonly folder: string;
  /** base64; every account has the same. */
  readonly key: string;
  readonly names: readonly string[];
  /** By worker. */
  readonly storages: readonly StoragePorts[];
};

/** Undefined where jest was not told to start them. */
export function sharedParts(): Shared | undefined {
  const { TEST_SHARED } = process.env;
  return TEST_SHARED ? (JSON.parse(TEST_SHARED) as Shared) : undefined;
}

/** @returns app settings that lead to an account that nobody has used */
export function takeStorage({ folder, key, names, storages }: Shared): { AzureWebJobsStorage: string } {
  const name = names.find((one) => isMine(path.join(folder, one)));
  if (name === undefined) throw new Error(`All ${names.length} storage accounts are taken.`);
  const ports = storages[(Number(process.env.JEST_WORKER_ID ?? 1) - 1) % storages.length];
  if (!ports) throw new Error('No storage was started.');
  return { AzureWebJobsStorage: connectionString({ name, key }, ports) };
}

/** Before the run's stand-in starts: it takes the keys that it finds. */
export function giveSigningKeys({ folder }: Shared, state: string): void {
  const target = path.join(state, 'teams');
  mkdirSync(target, { recursive: true, mode: 0o700 });
  copyFileSync(path.join(folder, 'signing-keys.json'), path.join(target, 'signing-keys.json'));
}

/** Only one of all workers makes the folder. */
function isMine(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
