/** The activity of a run of reminders: decodes its input and calls one use-case. It may run twice. */
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { CodedError } from '../../domain/errors';
import { isDay } from '../../domain/reminder/calendar';
import { runReminders } from '../../domain/use-cases/reminders/run-reminders';
import { type RunInput, runActivity } from '../contract';
import { guarded } from '../edge';
import type { Product } from '../product';

export function registerReminderActivities(product: Product): void {
  df.app.activity(runActivity.step, {
    extraInputs: [df.input.durableClient()],
    handler: (input: unknown, context: InvocationContext) =>
      guarded(context, () => runReminders(product.depsFor(context), runOf(input))),
  });
}

function runOf(input: unknown): RunInput {
  const { kind, day } = (input ?? {}) as Partial<RunInput>;
  const isKnown = kind === 'password-expiry' || kind === 'contractor-expiry';
  if (isKnown && typeof day === 'string' && isDay(day)) return { kind, day };
  throw new CodedError('unexpected', 'a run was called without its kind and day');
}
