/**
 * Carries a mobile password reset to its end (R). The request's row knows how far it has come; this only has it go on,
 * and waits where the mail server is away. Its history holds an id.
 */
import { type OrchestrationContext, RetryOptions, type Task } from 'durable-functions';
import { type MobileResetInput, type MobileResetOutput, mobileResetActivity } from '../contract';

/** More than it may ever take: a try a minute, and leases of the dead. */
const mostSteps = 20;
/** A durable timer may fire up to a second early. */
const lateMs = 1_000;

/** For surprises only. Five seconds and more: the platform cuts shorter waits. */
const retry = Object.assign(new RetryOptions(5_000, 6), { backoffCoefficient: 2 });

type Context = Pick<OrchestrationContext, 'df'>;

export function* mobileReset(context: Context): Generator<Task, void, unknown> {
  const { id } = context.df.getInput<MobileResetInput>() as MobileResetInput;
  for (let count = 0; count < mostSteps; count++) {
    const step = (yield context.df.callActivityWithRetry(mobileResetActivity.step, retry, {
      id,
    })) as MobileResetOutput;
    if (step.kind === 'ended') return;
    yield context.df.createTimer(new Date(Date.parse(step.until) + lateMs));
  }
}
