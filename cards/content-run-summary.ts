/** Words of what a run of reminders came to, for the administrators who want it: counts, and whom nobody could tell. */
import type { RunProblem } from '../domain/reminder/messages';
import { isTextKey, type TextKey } from './locale';
import type { Content, Writers } from './slots';
import type { Speaker } from './speaker';

/** Names and reasons that a card has room for; the others are counted. */
const shownProblems = 20;

export const runSummaryContent: Writers<'run-summary'> = {
  'run-summary': ({ run, day, counts, problems, problemCount }, speaker) => {
    const { say, number } = speaker;
    const shown = problems.slice(0, shownProblems);
    const unseen = problemCount - shown.length;
    const lists = [
      ...reasons('resolved', counts.resolved, speaker),
      ...reasons('excluded', counts.excluded, speaker),
      ...reasons('undelivered', counts.undelivered, speaker),
      ...(shown.length > 0
        ? [{ text: say('run-summary.problems'), items: shown.map((one) => problemOf(one, speaker)) }]
        : []),
    ];
    return {
      title: say(`run-summary.title-${run}`),
      text: say(counts.due === 0 ? 'run-summary.text-none' : 'run-summary.text', { date: speaker.day(day) }),
      ...(counts.due === 0
        ? {}
        : {
            facts: [
              { title: say('fact.due'), value: number(counts.due) },
              { title: say('fact.sent'), value: number(counts.sent) },
              { title: say('fact.mailed'), value: number(counts.mailed) },
            ],
          }),
      lists,
      ...(unseen > 0 ? { hint: speaker.counted('run-summary.more-problems', unseen) } : {}),
      tone: problemCount > 0 ? 'Attention' : 'Accent',
    };
  },
};

/** A list with a line for each reason, the most frequent first. */
function reasons(
  list: 'resolved' | 'excluded' | 'undelivered',
  counts: Readonly<Record<string, number>>,
  speaker: Speaker,
): NonNullable<Content['lists']> {
  const lines = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) =>
      speaker.say('run-summary.line', {
        what: speaker.say(reasonKeyOf(reason)),
        value: speaker.number(count),
      }),
    );
  return lines.length > 0 ? [{ text: speaker.say(`run-summary.${list}`), items: lines }] : [];
}

function problemOf({ name, reason }: RunProblem, { say, show }: Speaker): string {
  return say('run-summary.line', { what: show(name), value: say(reasonKeyOf(reason)) });
}

/** Runs of other versions may tell of reasons that have no words here. */
function reasonKeyOf(reason: string): TextKey {
  const key = `run.reason.${reason}`;
  return isTextKey(key) ? key : 'run.reason.other';
}
