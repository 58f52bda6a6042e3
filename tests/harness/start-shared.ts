/**
 * What the local runs of all test files share, started once before the first: storage, one process for each of
 * jest's workers, and the stand-in's signing keys, which take a second to find. `shared-parts.ts` hands them out.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { StoragePorts } from '../../local/storage/connection';
import { openTokenSigner } from '../../local/teams/channel-tokens';
import { runningProduct } from './endpoints';
import type { Shared } from './shared-parts';

/** More runs than any worker will ever start. */
const accounts = 400;

/** Jest calls it once, in the process that starts the workers: they inherit what it puts into the environment. */
// biome-ignore lint/style/noDefaultExport: it is how jest finds it.
export default async function startShared({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  if (runningProduct()) return;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shared-'));
  openTokenSigner(folder);
  const key = randomBytes(64).toString('base64');
  const names = Array.from({ length: accounts }, (_, n) => `run${n}`);
  const environment = { ...process.env, AZURITE_ACCOUNTS: names.map((name) => `${name}:${key}`).join(';') };
  const children = Array.from({ length: maxWorkers }, () =>
    fork(path.join(__dirname, 'storage-child.cjs'), {
      env: environment,
      // A session of its own, as the local run's storage has: where the system shares out time by session, it gets its part.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  const storages = await Promise.all(children.map(portsOf));
  const shared: Shared = { folder, key, names, storages };
  process.env.TEST_SHARED = JSON.stringify(shared);
  Object.assign(globalThis, { endShared: () => children.map((child) => child.disconnect()) });
}

function portsOf(child: ChildProcess): Promise<StoragePorts> {
  return new Promise((resolve, reject) => {
    child.once('message', (ports) => resolve(ports as StoragePorts));
    child.once('exit', (code) =>
      reject(new Error(`The shared storage ended with ${code} before it was ready.`)),
    );
  });
}
