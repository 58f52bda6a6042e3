/** The orchestrator is deterministic, waits without leaving anything behind, and carries an id and nothing else. */
import type { NextStep, StepKind } from '../../domain/next-step';
import { activity } from '../../functions/contract';
import { type Answer, runOrchestration } from './orchestration-context';

const id = 'lock-00000000000000000000000000000001';
const until = '2026-11-22T11:00:00.000Z';
const wait: NextStep = { kind: 'wait', until };
const finished: NextStep = { kind: 'finished' };
const life: readonly Answer[] = [
  { kind: 'send-notice' },
  wait,
  'event',
  { kind: 'settle' },
  wait,
  'timer',
  { kind: 'close' },
  { kind: 'settle' },
  finished,
];

describe('the orchestration of a request', () => {
  test('does what the row says, step by step, to its end', () => {
    const run = runOrchestration({ id }, life);
    expect(run.done).toBe(true);
    expect(
      run.actions.filter((action) => action.startsWith('call')).map((action) => action.split(' ')[1]),
    ).toEqual([
      activity.look,
      activity['send-notice'],
      activity.look,
      activity.settle,
      activity.look,
      activity.close,
      activity.settle,
    ]);
  });

  test('every kind of step has its activity', () => {
    const kinds: readonly StepKind[] = [
      'send-notice',
      'go-on',
      'ask-again',
      'send-result',
      'settle',
      'close',
    ];
    for (const kind of kinds) {
      const run = runOrchestration({ id }, [{ kind }]);
      expect(run.waitingFor).toMatchObject({ kind: 'activity', name: activity[kind], input: { id } });
    }
  });

  test('a new request is known to need its notice first: no look is spent on it', () => {
    const run = runOrchestration({ id, first: 'send-notice' }, []);
    expect(run.waitingFor).toMatchObject({ kind: 'activity', name: activity['send-notice'] });
  });

  test('replayed twice it asks for the same, at every length of its history', () => {
    for (let length = 0; length <= life.length; length++) {
      const history = life.slice(0, length);
      expect(runOrchestration({ id }, history).actions).toEqual(runOrchestration({ id }, history).actions);
    }
  });

  test('it waits for the row to change or the time to come, a second late, because timers fire early', () => {
    const run = runOrchestration({ id }, [wait]);
    expect(run.waitingFor?.parts).toMatchObject([
      { kind: 'event', name: 'changed' },
      { kind: 'timer', name: '2026-11-22T11:00:01.000Z' },
    ]);
  });

  test('woken by the event, it cancels the timer: else it would stay running until then', () => {
    const run = runOrchestration({ id }, [wait, 'event']);
    expect(run.tasks.filter(({ kind }) => kind === 'timer')).toMatchObject([{ cancelled: true }]);
  });

  test('woken by the timer, it cancels nothing and keeps its one waiter', () => {
    const run = runOrchestration({ id }, [wait, 'timer', wait, 'timer', wait]);
    expect(run.actions.filter((action) => action.startsWith('cancel'))).toEqual([]);
    expect(run.openWaiters()).toBe(1);
  });

  test('there is never more than one open waiter: of two the later would take the event', () => {
    const winners = ['event', 'timer', 'timer', 'event', 'event', 'timer'] as const;
    const answers = winners.flatMap((winner): Answer[] => [wait, winner]);
    for (let length = 0; length <= answers.length; length++) {
      expect(runOrchestration({ id }, answers.slice(0, length)).openWaiters()).toBeLessThanOrEqual(1);
    }
  });

  test('after every wait it looks again, whoever woke it', () => {
    for (const winner of ['event', 'timer'] as const) {
      expect(runOrchestration({ id }, [wait, winner]).waitingFor).toMatchObject({ name: activity.look });
    }
  });

  test('after twenty steps it goes on as a new generation, with the id alone', () => {
    const many = Array.from({ length: 30 }, (): NextStep => ({ kind: 'settle' }));
    const run = runOrchestration({ id, first: 'send-notice' }, many);
    expect(run).toMatchObject({ done: true, continuedWith: { id } });
    expect(run.actions.filter((action) => action.startsWith('call')).length).toBeLessThanOrEqual(21);
    expect(run.continuedWith).toEqual({ id });
  });

  test('a request that has ended makes no new generation', () => {
    expect(runOrchestration({ id }, [finished])).toMatchObject({ done: true, continuedWith: undefined });
  });

  test('P3: every input is the id, nothing else: no name, no link, no words', () => {
    const run = runOrchestration({ id, first: 'send-notice' }, life);
    for (const { kind, input } of run.tasks) {
      if (kind === 'activity') expect(input).toEqual({ id });
    }
  });

  test('an activity that fails for good ends the run with its code, for reconciling to start anew', () => {
    expect(() => runOrchestration({ id }, [new Error('unavailable')])).toThrow('unavailable');
  });
});
