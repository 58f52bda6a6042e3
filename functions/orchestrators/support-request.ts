/**
 * Waits for a support request. Everything it knows is the request's id; what to do next it is told by the row
 * through activities, so starting it anew is always right. After a wait it looks again, whoever woke it; a timer
 * may fire up to a second early, which is why it is set one second late.
 */
import { type OrchestrationContext, RetryOptions, type Task, type TimerTask } from 'durable-functions';
import type { NextStep } from '../../domain/next-step';
import { activity, changed, type RequestInput } from '../contract';

/** Histories stay small: after so many steps it goes on as a new generation. */
const stepsPerGeneration = 20;
const lateMs = 1_000;

/** For surprises only, expected failures are values. Five seconds and more: the platform cuts shorter waits. */
const retry = Object.assign(new RetryOptions(5_000, 6), { backoffCoefficient: 2 });

type Context = Pick<OrchestrationContext, 'df'>;

export function* supportRequest(context: Context): Generator<Task, void, unknown> {
  const { id, first } = context.df.getInput<RequestInput>() as RequestInput;
  const call = (name: string): Task => context.df.callActivityWithRetry(name, retry, { id });
  let event: Task | undefined;
  let step: NextStep = first ? { kind: first } : ((yield call(activity.look)) as NextStep);
  for (let count = 0; count < stepsPerGeneration; count++) {
    if (step.kind === 'finished') return;
    if (step.kind !== 'wait') {
      step = (yield call(activity[step.kind])) as NextStep;
      continue;
    }
    // One waiter at a time: of two the later would take the event, and the earlier wait for ever.
    event ??= context.df.waitForExternalEvent(changed);
    const timer: TimerTask = context.df.createTimer(new Date(Date.parse(step.until) + lateMs));
    const winner = yield context.df.Task.any([event, timer]);
    if (winner === event) {
      event = undefined;
      timer.cancel();
    }
    step = (yield call(activity.look)) as NextStep;
  }
  // The row is read first thing by the next generation: an event that is lost here tells it nothing new.
  context.df.continueAsNew({ id });
}
