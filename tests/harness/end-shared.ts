/** Ends what `start-shared.ts` has started, after the last test file. */
import { rmSync } from 'node:fs';
import { sharedParts } from './shared-parts';

// biome-ignore lint/style/noDefaultExport: it is how jest finds it.
export default async function endShared(): Promise<void> {
  const shared = sharedParts();
  if (!shared) return;
  (globalThis as { endShared?: () => void }).endShared?.();
  rmSync(shared.folder, { recursive: true, force: true });
}
