/**
 * How a run goes through a long list: block after block, the next one read ahead, several of a block at once and some
 * of the next while the last of it are still on their way. A block's place is written when all of it is settled, and
 * in order, so that a run that dies goes on where nothing is left behind. Memory holds two blocks.
 */
import type { Deps } from '../../deps';
import { hasCode, mayRetry } from '../../errors';
import { type Counted, noCounts, withCounted } from '../../reminder/run';
import type { PhaseResult, RunInProgress } from './run-in-progress';

export type Block<T> = { readonly items: readonly T[]; readonly next?: string };

export type Outcome =
  | { readonly kind: 'counted'; readonly counted: readonly Counted[] }
  /** Not now: throttled, or another holds the lease. */
  | { readonly kind: 'blocked'; readonly until: string };

export type BlockWork<T> = {
  /** Throws `conflict` where the list must begin anew: then everything is counted anew, and nobody told again. */
  read(cursor: string | undefined): Promise<Block<T>>;
  each(item: T): Promise<Outcome>;
  /** What counts for an item that can't be done and never will be. Without it the run fails, and says so. */
  hopeless?(item: T): Promise<Outcome>;
  /** Written with the place of the last block. */
  readonly after: Parameters<RunInProgress['save']>[0];
};

const abreast = 12;
/** After so long no further block is begun; after the longer time not even the present one is finished. */
const shareMs = 25_000;
const longestMs = 50_000;

type Stop =
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'blocked'; readonly until: string }
  | { readonly kind: 'failed'; readonly error: unknown };

export async function inBlocks<T>(
  { clock }: Pick<Deps, 'clock'>,
  run: RunInProgress,
  work: BlockWork<T>,
): Promise<PhaseResult> {
  const startedAt = clock.now().getTime();
  const tookMs = (): number => clock.now().getTime() - startedAt;
  const lane = createLane(abreast);
  let stop: Stop | undefined;
  let saving: Promise<unknown> = Promise.resolve();
  let isWhole = true;
  let block = await read(work, run.row().cursor);
  for (;;) {
    if (block.kind === 'begin-anew') {
      await saving;
      return (await run.save({ cursor: undefined, counts: noCounts })) ? { kind: 'more' } : overtaken;
    }
    if (block.kind === 'failed') {
      stop ??= block;
      break;
    }
    const { items, next } = block;
    const ahead = next !== undefined && tookMs() < shareMs ? read(work, next) : undefined;
    const outcomes: Promise<Outcome | Stop>[] = [];
    for (const item of items) {
      await lane.enter();
      isWhole = !stop && tookMs() < longestMs;
      if (!isWhole) {
        lane.leave();
        break;
      }
      outcomes.push(attempt(work, item).finally(lane.leave));
    }
    const before = saving;
    const complete = isWhole;
    saving = (async () => {
      await before;
      const settled = await Promise.all(outcomes);
      stop ??= firstStop(settled);
      if (stop || !complete) return;
      const counted = settled.flatMap((outcome) => (outcome.kind === 'counted' ? outcome.counted : []));
      const counts = withCounted(run.row().counts, counted);
      const place = next === undefined ? { cursor: undefined, ...work.after } : { cursor: next };
      if (!(await run.save({ counts, ...place }))) stop = overtaken;
    })().catch((error) => {
      stop ??= { kind: 'failed', error };
    });
    if (!complete || stop || next === undefined || !ahead) {
      await ahead;
      await saving;
      if (!stop && complete && next === undefined) return { kind: 'ended' };
      break;
    }
    block = await ahead;
  }
  await saving;
  return resultOf(run, stop);
}

const overtaken = { kind: 'overtaken' } as const;

async function resultOf(run: RunInProgress, stop: Stop | undefined): Promise<PhaseResult> {
  if (stop?.kind === 'failed') throw stop.error;
  if (stop?.kind === 'overtaken') return overtaken;
  // Written although nothing has moved on: who looks for runs that died sees that this one lives.
  const isMine = await run.save(stop ? { waitUntil: stop.until } : {});
  if (!isMine) return overtaken;
  return stop ? { kind: 'wait', until: stop.until } : { kind: 'more' };
}

type Reading<T> = ({ readonly kind: 'block' } & Block<T>) | { readonly kind: 'begin-anew' } | Stop;

/** Never rejects: a block that is read ahead may fail before anybody waits for it. */
async function read<T>(
  work: BlockWork<T>,
  cursor: string | undefined,
): Promise<Exclude<Reading<T>, { kind: 'overtaken' | 'blocked' }>> {
  try {
    return { kind: 'block', ...(await work.read(cursor)) };
  } catch (error) {
    if (cursor !== undefined && hasCode(error, 'conflict')) return { kind: 'begin-anew' };
    return { kind: 'failed', error };
  }
}

/** Never rejects. What can't be cured by trying again may not hold up everybody behind it. */
async function attempt<T>(work: BlockWork<T>, item: T): Promise<Outcome | Stop> {
  try {
    return await work.each(item).catch((error) => {
      if (mayRetry(error) || !work.hopeless) throw error;
      return work.hopeless(item);
    });
  } catch (error) {
    return { kind: 'failed', error };
  }
}

function firstStop(settled: readonly (Outcome | Stop)[]): Stop | undefined {
  const failed = settled.find((outcome) => outcome.kind === 'failed');
  if (failed?.kind === 'failed') return failed;
  const until = settled
    .flatMap((outcome) => (outcome.kind === 'blocked' ? [outcome.until] : []))
    .toSorted()
    .at(-1);
  return until === undefined ? undefined : { kind: 'blocked', until };
}

/** At most so many at a time. */
function createLane(width: number) {
  let free = width;
  const waiting: (() => void)[] = [];
  return {
    enter: async (): Promise<void> => {
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    },
    leave: (): void => {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}
