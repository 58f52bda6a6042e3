/** Every minute: wakes the open requests whose orchestration is missing, failed, finished or behind its row. */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { reconcile } from '../../domain/use-cases/reconcile';
import { guarded } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';

export function registerReconcile(product: Product): void {
  app.timer('reconcile-support-requests', {
    schedule: '0 * * * * *',
    extraInputs: [df.input.durableClient()],
    handler: (_timer, context) =>
      guarded(context, async () => {
        const woken = await reconcile(product.depsFor(context));
        if (woken > 0) createLog(context).info('requests-woken', { count: woken });
      }),
  });
}
