/**
 * The end of a run: older cards lose their buttons, which would cost as much as a message each while the new ones go
 * out; and what nobody needs any more is removed, a share of it each day.
 */
import { eachOf } from '../../abreast';
import type { Deps } from '../../deps';
import { after } from '../../duration';
import type { OwingRow } from '../../ports/reminder-store';
import { addDays } from '../../reminder/calendar';
import { cardsToRetire, withoutButtons } from '../../reminder/row';
import { changeReminder } from './change-reminder';
import { type PhaseResult, passTo, type RunInProgress } from './run-in-progress';

const keptDays = 60;
const runKeptDays = 30;
const purgedAtOnce = 2_000;
const retiredAtOnce = 100;
const abreast = 8;
const patienceMs = 20_000;
const mostRounds = 6;

export async function tidy(deps: Deps, run: RunInProgress): Promise<PhaseResult> {
  const { kind, day } = run.key;
  const owing = await deps.reminders.owing(retiredAtOnce);
  if (owing.length > 0) {
    const answers = await eachOf(owing, abreast, (one) => retire(deps, one));
    if (!answers.includes('later')) return (await run.save({})) ? { kind: 'more' } : { kind: 'overtaken' };
    // Throttled or away: it is tried again a little later, some times; then it is left to the next run.
    const rounds = Number(run.row().cursor ?? 0) + 1;
    const until = after(deps.clock.now(), patienceMs);
    if (rounds <= mostRounds) {
      const isMine = await run.save({ waitUntil: until, cursor: String(rounds) });
      return isMine ? { kind: 'wait', until } : { kind: 'overtaken' };
    }
  }
  await deps.reminderRuns.forgetGathered(run.key);
  await deps.reminders.purge(addDays(day, -keptDays), purgedAtOnce);
  await deps.reminderRuns.purge(kind, addDays(day, -runKeptDays));
  return passTo(run, { phase: 'done', finishedAt: deps.clock.now().toISOString() });
}

async function retire(deps: Deps, owing: OwingRow): Promise<'done' | 'later'> {
  const row = (await deps.reminders.read(owing.id))?.value;
  const cards = row ? cardsToRetire(row) : [];
  const gone = new Set<string>();
  for (const { activityId, template } of cards) {
    if (row?.kind !== 'password-expiry') break;
    const answer = await deps.messenger.replace(row.person, activityId, {
      ...{ kind: 'retired', template, accountName: row.accountName, ending: 'superseded' },
      at: deps.clock.now().toISOString(),
    });
    if (answer !== 'later') gone.add(activityId);
  }
  if (gone.size > 0) {
    await changeReminder(deps, owing.id, (now) =>
      now.kind === 'password-expiry' ? withoutButtons(now, gone) : undefined,
    );
  }
  if (gone.size < cards.length) return 'later';
  await deps.reminders.owesNothing(owing);
  return 'done';
}
