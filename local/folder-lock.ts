/**
 * One process per folder of state: two on one database folder destroy it, two on one table file lose each other's
 * rows. A lock file names its holder; the next one waits for it to end, because it may still be closing properly.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface FolderLock {
  /** True when the former holder died without giving the lock back: what it had started may still be closing. */
  leftBehind: boolean;
  release(): void;
}

/** Who holds a lock: `startedAt` tells a process from a later one that was given the same number. */
interface Holder {
  pid: number;
  startedAt: string;
}

const lookAgainMs = 50;

/**
 * Takes the lock or waits for it.
 * @param options.withinMs how long to wait for a living holder; 0 refuses at once
 * @param options.onWait told once, with the holder's process id, when there is something to wait for
 * @throws {FolderInUse} when the holder is still alive after that time
 */
export async function takeFolderLock(
  file: string,
  { withinMs, onWait }: { withinMs: number; onWait?: (pid: number) => void },
): Promise<FolderLock> {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const until = performance.now() + withinMs;
  let told = false;
  let leftBehind = false;
  for (;;) {
    if (tryToTake(file)) return lockOf(file, leftBehind);
    const pid = lockHolder(file);
    if (pid === undefined) {
      leftBehind = true;
      rmSync(file, { force: true });
      continue;
    }
    if (performance.now() >= until) throw new FolderInUse(file, pid);
    if (!told) onWait?.(pid);
    told = true;
    await wait(lookAgainMs);
  }
}

/** The process id of the lock's living holder; undefined when nobody holds it. */
export function lockHolder(file: string): number | undefined {
  const holder = readHolder(file);
  return holder && processStart(holder.pid) === holder.startedAt ? holder.pid : undefined;
}

/** Waits until nobody holds the lock. @throws {FolderInUse} */
export async function waitForFolderLock(file: string, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  for (let pid = lockHolder(file); pid !== undefined; pid = lockHolder(file)) {
    if (performance.now() >= until) throw new FolderInUse(file, pid);
    await wait(lookAgainMs);
  }
}

export class FolderInUse extends Error {
  readonly code = 'folder-in-use';
  readonly pid: number;

  constructor(file: string, pid: number) {
    super(`${path.basename(file, '.lock')} is in use by process ${pid}.`);
    this.pid = pid;
  }
}

function tryToTake(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, JSON.stringify({ pid: process.pid, startedAt: processStart(process.pid) }));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function lockOf(file: string, leftBehind: boolean): FolderLock {
  const release = () => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  return { leftBehind, release };
}

/** An unreadable lock file is that of a process which died while it wrote the line: nobody's. */
function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** When a process started, in the kernel's ticks where /proc tells; '' for a living one elsewhere; undefined: ended. */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return process.platform === 'linux' ? undefined : livingProcess(pid);
  }
}

function livingProcess(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? '' : undefined;
  }
}
