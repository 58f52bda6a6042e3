/** The activities of a support request: each decodes its input and calls one use-case. They may run twice. */
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { CodedError } from '../../domain/errors';
import type { StepKind } from '../../domain/next-step';
import { advance, look } from '../../domain/use-cases/advance';
import { activity, type RequestInput, type StepOutput } from '../contract';
import { guarded } from '../edge';
import type { Product } from '../product';

export function registerRequestActivities(product: Product): void {
  const client = df.input.durableClient();
  const register = (
    name: string,
    run: (deps: ReturnType<Product['depsFor']>, id: string) => Promise<StepOutput>,
  ): void => {
    df.app.activity(name, {
      extraInputs: [client],
      handler: (input: unknown, context: InvocationContext) =>
        guarded(context, () => run(product.depsFor(context), idOf(input))),
    });
  };
  register(activity.look, look);
  const { look: _look, ...steps } = activity;
  for (const [step, name] of Object.entries(steps)) {
    register(name, (deps, id) => advance(deps, id, step as StepKind));
  }
}

function idOf(input: unknown): string {
  const { id } = (input ?? {}) as Partial<RequestInput>;
  if (typeof id !== 'string')
    throw new CodedError('unexpected', 'an activity was called without a request id');
  return id;
}
