/**
 * Where reading the lockout events goes on. Numbers are given out in order but become visible when their
 * transaction commits: 101 may appear after 102 was read. So a missing number is asked for again until, for a
 * minute, a larger one has been visible; by then its transaction has ended one way or the other.
 */
import type { IdRange, LockoutReading } from '../../../directory';

export type LockoutPosition = {
  /** Everything up to this number is done with. */
  readonly after: number;
  /** Beyond it: ranges that were handed out or are of no interest. Ascending, apart from one another. */
  readonly seen: readonly IdRange[];
  /** This number was visible at that instant (milliseconds); at most one per five seconds. */
  readonly marks: readonly (readonly [id: number, atMs: number])[];
};

const start: LockoutPosition = { after: 0, seen: [], marks: [] };
const settleMs = 60_000;
const markEveryMs = 5_000;
const lastNumber = Number.MAX_SAFE_INTEGER;
/** Keep the position under 20,000 characters, even of the largest numbers: 36 for a range, 32 for a mark. */
const mostRanges = 500;

/** A stored position; what can't be read begins anew, which is harmless. */
export function parsePosition(text: string | undefined): LockoutPosition {
  try {
    const { after, seen = [], marks = [] } = JSON.parse(text ?? '{}') as Partial<LockoutPosition>;
    const pairs = [...seen, ...marks];
    const sound = pairs.every((pair) => pair.length === 2 && pair.every(Number.isSafeInteger));
    return Number.isSafeInteger(after) && after !== undefined && sound ? { after, seen, marks } : start;
  } catch {
    return start;
  }
}

export function formatPosition({ after, seen, marks }: LockoutPosition): string {
  return JSON.stringify({
    after,
    ...(seen.length > 0 ? { seen } : {}),
    ...(marks.length > 0 ? { marks } : {}),
  });
}

/** The numbers that are still to be asked for: between the ranges seen, and all beyond the last. */
export function gapsOf({ after, seen }: LockoutPosition): readonly IdRange[] {
  const gaps: IdRange[] = [];
  let low = after + 1;
  for (const [first, last] of seen) {
    if (low < first) gaps.push([low, first - 1]);
    low = last + 1;
  }
  gaps.push([low, lastNumber]);
  return gaps;
}

/**
 * The position after a reading of its gaps. `askedAtMs` and `answeredAtMs` are the clock before and after it.
 * Events beyond `horizon` must not be handed out now: there was no room to remember them. They come when a minute
 * has settled the gaps below; with so many of them (never in ordinary operation) a few events may come twice.
 */
export function advance(
  position: LockoutPosition,
  reading: Pick<LockoutReading, 'present' | 'end' | 'outdated'>,
  askedAtMs: number,
  answeredAtMs: number,
): { readonly position: LockoutPosition; readonly horizon: number } {
  const all = joined([...position.seen, ...reading.present]);
  const horizon = all.length > mostRanges ? (all[mostRanges - 1]?.[1] ?? lastNumber) : lastNumber;
  const marks = position.marks
    .filter(([id]) => id <= horizon)
    .map(([id, atMs]) => [id, Math.min(atMs, answeredAtMs)] as const);

  const complete = reading.end ?? lastNumber;
  const settled = marks.filter(([id, atMs]) => atMs <= askedAtMs - settleMs && id <= complete);
  const floor = Math.max(position.after, reading.outdated, ...settled.map(([id]) => id));
  const { after, seen } = closed(floor, all.slice(0, mostRanges));

  const open = marks.filter(([id]) => id > after);
  const top = seen.at(-1)?.[1];
  const last = open.at(-1);
  const due = !last || (top !== undefined && top > last[0] && answeredAtMs - last[1] >= markEveryMs);
  if (top !== undefined && due) open.push([top, answeredAtMs]);
  return { position: { after, seen, marks: open }, horizon };
}

/** Takes away what lies below, and what follows without a gap. */
function closed(floor: number, ranges: readonly IdRange[]): { after: number; seen: readonly IdRange[] } {
  let after = floor;
  const seen: IdRange[] = [];
  for (const [low, high] of ranges) {
    if (low <= after + 1) after = Math.max(after, high);
    else seen.push([low, high]);
  }
  return { after, seen };
}

function joined(ranges: readonly IdRange[]): readonly IdRange[] {
  const result: IdRange[] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && low <= last[1] + 1) result[result.length - 1] = [last[0], Math.max(last[1], high)];
    else result.push([low, high]);
  }
  return result;
}
