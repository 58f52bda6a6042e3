/** What a run came to: one record in the audit trail, and a card to each administrator who wants it. */
import type { Deps } from '../../deps';
import { after, isPast } from '../../duration';
import { personKey } from '../../person';
import { system } from '../../ports/audit-trail';
import type { ReminderMessage } from '../../reminder/messages';
import type { RunSummary } from '../../reminder/row';
import { describeCounts } from '../../reminder/run';
import { type PhaseResult, passTo, type RunInProgress } from './run-in-progress';

const shownProblems = 20;
const sendingMs = 30_000;

export async function tellSummary(deps: Deps, run: RunInProgress): Promise<PhaseResult> {
  await record(deps, run);
  const wanted = deps.policy.administrators.filter(({ summaries }) => summaries);
  const message = wanted.length > 0 ? await summaryOf(deps, run) : undefined;
  if (!message) return passTo(run, { phase: 'tidying' });
  for (const { objectId } of wanted) {
    const now = deps.clock.now();
    const present = run.row().summaries?.find((summary) => summary.objectId === objectId);
    if (present && present.state !== 'sending') continue;
    if (present && !isPast(present.leaseUntil, now)) return wait(run, present.leaseUntil);
    const leaseUntil = after(now, sendingMs);
    if (!(await note(run, { objectId, state: 'sending', leaseUntil }))) return { kind: 'overtaken' };
    const answer = await deps.messenger.send(personKey(deps.tenantId, objectId), message);
    if (answer.kind === 'later') {
      const isMine = await note(run, { objectId, state: 'sending', leaseUntil: answer.notBefore });
      return isMine ? wait(run, answer.notBefore) : { kind: 'overtaken' };
    }
    if (!(await note(run, { objectId, state: answer.kind, leaseUntil }))) return { kind: 'overtaken' };
  }
  return passTo(run, { phase: 'tidying' });
}

async function wait(run: RunInProgress, until: string): Promise<PhaseResult> {
  return (await run.save({ waitUntil: until })) ? { kind: 'wait', until } : { kind: 'overtaken' };
}

function note(run: RunInProgress, summary: RunSummary): Promise<boolean> {
  const others = (run.row().summaries ?? []).filter(({ objectId }) => objectId !== summary.objectId);
  return run.save({ summaries: [...others, summary] });
}

/** The same instant and key however often it is written: the run's own start. */
async function record(deps: Deps, run: RunInProgress): Promise<void> {
  const { kind, day, counts, startedAt, unfinished } = run.row();
  await deps.audit.record({
    key: `${kind}-${day}`,
    at: startedAt,
    act: 'reminder-run',
    actor: system,
    subject: system,
    verifiedBy: 'system',
    source: 'timer',
    reason: `${kind} ${day}: ${unfinished ? 'unfinished, ' : ''}${describeCounts(counts)}`,
    result: unfinished ? 'failed' : 'done',
  });
}

async function summaryOf(deps: Deps, run: RunInProgress): Promise<ReminderMessage> {
  const { kind, day, counts } = run.row();
  const problems = await deps.reminderRuns.problems(run.key, shownProblems);
  const problemCount = Object.values(counts.undelivered).reduce((sum, count) => sum + count, 0);
  return { kind: 'run-summary', run: kind, day, counts, problems, problemCount };
}
