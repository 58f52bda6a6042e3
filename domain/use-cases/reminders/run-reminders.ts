/**
 * One step of a run: from where its row says that it is, for as long as an activity may take. Two processes that do so
 * at once do no harm: each person's row says who sends, the run's row says who goes on.
 */
import type { Deps } from '../../deps';
import type { RunKey } from '../../ports/reminder-store';
import type { ReminderKind } from '../../reminder/messages';
import type { RunPhase, RunRow } from '../../reminder/row';
import { gatherContractors, resolveManagers } from './gather-contractors';
import { mailUnreached } from './mail-unreached';
import { openRun, type PhaseResult, type RunInProgress } from './run-in-progress';
import { sendContractors } from './send-contractors';
import { sendPasswords } from './send-passwords';
import { tellSummary } from './tell-summary';
import { tidy } from './tidy';

/** For the run's custom status: counts and nobody's data. */
export type RunProgress = Pick<RunRow, 'phase' | 'counts'>;

export type RunStep =
  | { readonly kind: 'more' | 'done'; readonly progress?: RunProgress }
  | { readonly kind: 'wait'; readonly until: string; readonly progress?: RunProgress };

type Phase = (deps: Deps, run: RunInProgress) => Promise<PhaseResult>;

const mailing: Phase = (deps, run) => {
  const { passwordExpiry, contractorExpiry, organisation } = deps.policy;
  const { sendAt } = run.key.kind === 'password-expiry' ? passwordExpiry : contractorExpiry;
  return mailUnreached(deps, run, { sendAt, timeZone: organisation.timeZone });
};

const toTheEnd = { mailing, telling: tellSummary, tidying: tidy };
const phases: Readonly<Record<ReminderKind, Partial<Record<RunPhase, Phase>>>> = {
  'password-expiry': { sending: sendPasswords, ...toTheEnd },
  'contractor-expiry': {
    gathering: gatherContractors,
    resolving: resolveManagers,
    sending: sendContractors,
    ...toTheEnd,
  },
};

/** With which phase a run of that kind begins. */
export const firstPhase: Readonly<Record<ReminderKind, RunPhase>> = {
  'password-expiry': 'sending',
  'contractor-expiry': 'gathering',
};

/** Short phases follow one another within one step. */
const shareMs = 20_000;

export async function runReminders(deps: Deps, key: RunKey): Promise<RunStep> {
  const startedAt = deps.clock.now().getTime();
  const stored = await deps.reminderRuns.read(key);
  if (!stored) return { kind: 'done' };
  const run = openRun(deps, stored);
  for (;;) {
    const { phase } = run.row();
    const work = phases[key.kind][phase];
    if (!work) return { kind: 'done', progress: progressOf(run) };
    const result = await work(deps, run);
    if (result.kind === 'wait') return { ...result, progress: progressOf(run) };
    const isLong = deps.clock.now().getTime() - startedAt >= shareMs;
    if (result.kind !== 'ended' || isLong) return { kind: 'more', progress: progressOf(run) };
  }
}

function progressOf(run: RunInProgress): RunProgress {
  const { phase, counts } = run.row();
  return { phase, counts };
}
