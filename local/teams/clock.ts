/** The one place of the local servers that reads the time, so that a scenario can live through fourteen days in a second. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A clock that can be moved and remembers by how much. */
export type MovableClock = {
  now(): Date;
  /** Milliseconds that this clock is ahead of the machine's. */
  offsetMs(): number;
  setOffsetMs(offsetMs: number): void;
};

const readOffset = (file: string): number => {
  try {
    const { offsetMs } = JSON.parse(readFileSync(file, 'utf8')) as { offsetMs?: unknown };
    return typeof offsetMs === 'number' && Number.isFinite(offsetMs) ? offsetMs : 0;
  } catch {
    // A torn or foreign file only loses the offset, never the start.
    return 0;
  }
};

/**
 * Makes a clock whose offset is kept in `file` (it goes with the state folder at `--fresh`).
 * `initialOffsetMs` counts only where nothing is kept yet.
 */
export const createMovableClock = (file: string, initialOffsetMs = 0): MovableClock => {
  let offsetMs = existsSync(file) ? readOffset(file) : initialOffsetMs;
  return {
    now: () => new Date(Date.now() + offsetMs),
    offsetMs: () => offsetMs,
    setOffsetMs: (next) => {
      offsetMs = next;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ offsetMs }));
    },
  };
};
