/** The activity of a mobile password reset: decodes its input and calls one use-case. It may run twice. */
import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { CodedError } from '../../domain/errors';
import { carryOutMobileReset } from '../../domain/use-cases/mobile-reset/carry-out';
import { type MobileResetInput, mobileResetActivity } from '../contract';
import { guarded } from '../edge';
import type { Product } from '../product';

export function registerMobileResetActivity(product: Product): void {
  df.app.activity(mobileResetActivity.step, {
    extraInputs: [df.input.durableClient()],
    handler: (input: unknown, context: InvocationContext) =>
      guarded(context, async () => {
        const { id } = (input ?? {}) as Partial<MobileResetInput>;
        const { mobile, ...deps } = product.depsFor(context);
        if (typeof id === 'string' && mobile) return carryOutMobileReset({ ...deps, mobile }, id);
        throw new CodedError(
          'unexpected',
          'a mobile reset was called without its id, or without a directory',
        );
      }),
  });
}
