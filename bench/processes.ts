/** What processes have taken of memory and processor, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, which is 100 on every Linux of today. */
const ticksPerSecond = 100;

/** The peak of the process's resident memory in MiB. @throws where there is no /proc */
export function peakMemoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (!kilobytes) throw new Error(`The kernel tells no peak of process ${pid}.`);
  return Math.round(Number(kilobytes) / 1024);
}

/** The child process of `pid` that runs this module. @throws where there is none */
export function childRunning(pid: number, module: string): number {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const parent = /\) . (\d+) /.exec(readFileSync(`/proc/${entry}/stat`, 'utf8'))?.[1];
      const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8');
      if (Number(parent) === pid && line.includes(module)) return Number(entry);
    } catch {
      // It has ended in between.
    }
  }
  throw new Error(`Process ${pid} has no child that runs ${module}.`);
}

/** The processor time that the process has taken so far, in seconds. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
