/** Finds the system's Chromium for the browser tests, and installs it where this machine lets us. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const packages = ['chromium', 'fonts-noto-color-emoji'];

/**
 * @param {(line: string) => void} say
 * @returns {Promise<{path: string, problem?: undefined} | {path?: undefined, problem: string}>}
 */
export async function findOrInstallChromium(say) {
  const found = findChromium();
  if (found) return { path: found };
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) {
    return {
      problem: `The browser tests need Chromium. Install it (Debian: sudo sh -c "${command}"), or set CHROMIUM_PATH.`,
    };
  }
  say('Installing Chromium (once) …');
  const { status } = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const installed = findChromium();
  return installed
    ? { path: installed }
    : { problem: `Chromium could not be installed (exit code ${status}): ${command}` };
}

/** @returns {string | undefined} */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  return names.map(findProgram).find(Boolean);
}

function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}
