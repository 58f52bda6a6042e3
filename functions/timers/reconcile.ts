/**
 * Every minute: wakes the open requests whose orchestration is missing, failed, finished or behind its row, and ends
 * what acts at the administrator's desk have left open.
 */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { settleActs } from '../../domain/use-cases/desk/settle-act';
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
        const deps = product.depsFor(context);
        const woken = await reconcile(deps);
        if (woken > 0) createLog(context).info('requests-woken', { count: woken });
        if (product.policy.administrators.length === 0) return;
        const settled = await settleActs(deps);
        if (settled > 0) createLog(context).info('desk-acts-settled', { count: settled });
      }),
  });
}
