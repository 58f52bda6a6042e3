/** Two commands at once must not install or build at the same time: a file in dist/ names who does. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const longestWaitMs = 10 * 60_000;

/** A file with the holder's process id; a holder that is gone holds nothing. */
export async function takeBuildLock(root, say) {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  const file = path.join(root, 'dist', '.building');
  const until = performance.now() + longestWaitMs;
  let told = false;
  for (;;) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      const remove = () => rmSync(file, { force: true });
      process.once('exit', remove);
      return () => {
        process.off('exit', remove);
        remove();
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder === undefined) {
      rmSync(file, { force: true });
      continue;
    }
    if (performance.now() > until)
      throw new Error(`Process ${holder} has been building for ten minutes: giving up.`);
    if (!told) say(`Waiting for process ${holder}, which is installing or building …`);
    told = true;
    await wait(200);
  }
}

/** @returns {number | undefined} the living process in the lock file; a file being written is given two seconds */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (!pid) return Date.now() - statSync(file).mtimeMs < 2000 ? -1 : undefined;
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? -1 : undefined;
  }
}
