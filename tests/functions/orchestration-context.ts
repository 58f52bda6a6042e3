/** A durable context without the platform: the bare generator is stepped, and every action that it asks for is kept. */
import type { Task } from 'durable-functions';
import type { NextStep } from '../../domain/next-step';
import { supportRequest } from '../../functions/orchestrators/support-request';

type FakeTask = {
  readonly kind: 'activity' | 'event' | 'timer' | 'any';
  readonly name: string;
  readonly input?: unknown;
  readonly parts?: readonly FakeTask[];
  cancelled?: boolean;
  answered?: boolean;
};

/** What the world answers to the next yield: a step for an activity; who wins, for a wait. */
export type Answer = NextStep | 'event' | 'timer' | Error;

export function runOrchestration(input: unknown, answers: readonly Answer[]) {
  const actions: string[] = [];
  const tasks: FakeTask[] = [];
  const state: { continuedWith?: unknown } = {};
  const task = (made: FakeTask): FakeTask => {
    tasks.push(made);
    return made;
  };
  const df = {
    getInput: () => input,
    callActivityWithRetry: (name: string, _retry: unknown, given: unknown) => {
      actions.push(`call ${name} ${JSON.stringify(given)}`);
      return task({ kind: 'activity', name, input: given });
    },
    waitForExternalEvent: (name: string) => {
      actions.push(`wait for ${name}`);
      return task({ kind: 'event', name });
    },
    createTimer: (at: Date) => {
      actions.push(`timer ${at.toISOString()}`);
      const timer = task({ kind: 'timer', name: at.toISOString() });
      return Object.assign(timer, {
        cancel: () => {
          timer.cancelled = true;
          actions.push(`cancel ${timer.name}`);
        },
      });
    },
    Task: { any: (parts: readonly FakeTask[]) => ({ kind: 'any', name: 'any', parts }) as FakeTask },
    continueAsNew: (next: unknown) => {
      state.continuedWith = next;
      actions.push(`continue as new ${JSON.stringify(next)}`);
    },
  };
  const generator = supportRequest({ df } as unknown as Parameters<typeof supportRequest>[0]);
  const reply = (yielded: FakeTask, answer: Answer): unknown => {
    if (yielded.kind !== 'any') return answer;
    const winner = yielded.parts?.find(({ kind }) => kind === answer);
    if (!winner) throw new Error(`nobody of the wait is a ${String(answer)}`);
    winner.answered = true;
    return winner;
  };
  let step = generator.next();
  let used = 0;
  for (const answer of answers) {
    if (step.done) break;
    const yielded = step.value as Task as unknown as FakeTask;
    step = answer instanceof Error ? generator.throw(answer) : generator.next(reply(yielded, answer));
    used++;
  }
  return {
    actions,
    tasks,
    done: step.done === true,
    used,
    continuedWith: state.continuedWith,
    waitingFor: step.done ? undefined : (step.value as unknown as FakeTask),
    /** Waiters for the event that nobody has answered yet. */
    openWaiters: () => tasks.filter(({ kind, answered }) => kind === 'event' && !answered).length,
  };
}
