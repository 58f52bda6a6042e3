/** The orchestration of a run: deterministic, waits where it is told to, and carries a kind and a day and nothing else. */
import type { RunOutput } from '../../functions/contract';
import { runActivity } from '../../functions/contract';
import { reminderRun } from '../../functions/orchestrators/reminder-run';

const input = { kind: 'password-expiry', day: '2026-12-01' } as const;
const progress = {
  phase: 'sending',
  counts: { due: 1, sent: 1, mailed: 0, resolved: {}, excluded: {}, undelivered: {} },
} as const;
const more: RunOutput = { kind: 'more', progress };
const wait: RunOutput = { kind: 'wait', until: '2026-12-01T18:00:30.000Z', progress };
const done: RunOutput = { kind: 'done', progress };

/** Steps the bare generator; a wait is answered by its timer. */
function play(answers: readonly (RunOutput | 'timer' | Error)[]) {
  const actions: string[] = [];
  const df = {
    getInput: () => input,
    callActivityWithRetry: (name: string, _retry: unknown, given: unknown) =>
      void actions.push(`call ${name} ${JSON.stringify(given)}`),
    createTimer: (at: Date) => void actions.push(`timer ${at.toISOString()}`),
    setCustomStatus: (status: unknown) => void actions.push(`status ${JSON.stringify(status)}`),
    continueAsNew: (next: unknown) => void actions.push(`continue as new ${JSON.stringify(next)}`),
  };
  const generator = reminderRun({ df } as unknown as Parameters<typeof reminderRun>[0]);
  let step = generator.next();
  for (const answer of answers) {
    if (step.done) break;
    step = answer instanceof Error ? generator.throw(answer) : generator.next(answer);
  }
  return { actions, done: step.done === true };
}

const call = `call ${runActivity.step} ${JSON.stringify(input)}`;
const status = `status ${JSON.stringify(progress)}`;
const life = [more, wait, 'timer', more, done] as const;

test('does step after step until the run is done, and shows how far it is', () => {
  expect(play(life)).toEqual({
    done: true,
    actions: [call, status, call, status, 'timer 2026-12-01T18:00:31.000Z', call, status, call, status],
  });
});

test('replayed twice it asks for the same, at every length of its history', () => {
  for (let length = 0; length <= life.length; length++) {
    expect(play(life.slice(0, length))).toEqual(play(life.slice(0, length)));
  }
});

test('after twenty steps it goes on as a new generation, with the kind and the day alone', () => {
  const { actions } = play(Array.from({ length: 30 }, () => more));
  expect(actions.filter((action) => action === call)).toHaveLength(20);
  expect(actions.at(-1)).toBe(`continue as new ${JSON.stringify(input)}`);
});

test('an activity that fails for good ends it with its code: the timer starts it anew', () => {
  expect(() => play([new Error('unavailable')])).toThrow('unavailable');
});
