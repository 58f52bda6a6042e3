/**
 * A run's row while an activity works on it. It is written by ETag: who finds that another has written in between
 * stops, because that one is going on with the same run.
 */
import type { Deps } from '../../deps';
import type { RunKey } from '../../ports/reminder-store';
import type { Stored } from '../../ports/stores';
import type { RunRow } from '../../reminder/row';

export type RunInProgress = {
  readonly key: RunKey;
  row(): RunRow;
  /** Writes the changed row, with the instant; false if another has written in between, and from then on. */
  save(change: Partial<RunRow>): Promise<boolean>;
};

/** What an activity's share of a phase came to. `overtaken` = another goes on with the run. */
export type PhaseResult =
  | { readonly kind: 'ended' | 'more' | 'overtaken' }
  | { readonly kind: 'wait'; readonly until: string };

export function openRun(
  { reminderRuns, clock }: Pick<Deps, 'reminderRuns' | 'clock'>,
  stored: Stored<RunRow>,
): RunInProgress {
  let present: Stored<RunRow> | undefined = stored;
  let row = stored.value;
  return {
    key: { kind: row.kind, day: row.day },
    row: () => row,
    save: async (change) => {
      if (!present) return false;
      const { waitUntil: _over, ...former } = present.value;
      const next = { ...former, ...change, changedAt: clock.now().toISOString() };
      const written = await reminderRuns.write(next, present.etag);
      present = written === 'conflict' ? undefined : written;
      if (present) row = present.value;
      return present !== undefined;
    },
  };
}

/** On to the next phase, from its beginning. */
export async function passTo(run: RunInProgress, change: Partial<RunRow>): Promise<PhaseResult> {
  return { kind: (await run.save({ ...change, cursor: undefined })) ? 'ended' : 'overtaken' };
}
