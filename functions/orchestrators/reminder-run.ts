/**
 * One day's run of reminders (E, C). The run's row knows how far it has come; this only has it go on, and waits where
 * the channel asks for patience. Its history holds a kind, a day and counts.
 */
import { type OrchestrationContext, RetryOptions, type Task } from 'durable-functions';
import { type RunInput, type RunOutput, runActivity } from '../contract';

/** Histories stay small: after so many steps it goes on as a new generation. */
const stepsPerGeneration = 20;
/** A durable timer may fire up to a second early. */
const lateMs = 1_000;

/** For surprises only. Five seconds and more: the platform cuts shorter waits. */
const retry = Object.assign(new RetryOptions(5_000, 4), { backoffCoefficient: 2 });

type Context = Pick<OrchestrationContext, 'df'>;

export function* reminderRun(context: Context): Generator<Task, void, unknown> {
  const { kind, day } = context.df.getInput<RunInput>() as RunInput;
  for (let count = 0; count < stepsPerGeneration; count++) {
    const step = (yield context.df.callActivityWithRetry(runActivity.step, retry, {
      kind,
      day,
    })) as RunOutput;
    if (step.progress) context.df.setCustomStatus(step.progress);
    if (step.kind === 'done') return;
    if (step.kind === 'wait') {
      yield context.df.createTimer(new Date(Date.parse(step.until) + lateMs));
    }
  }
  context.df.continueAsNew({ kind, day });
}
