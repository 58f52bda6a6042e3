/**
 * Every minute: wakes the open requests whose orchestration is missing, failed, finished or behind its row, begins
 * mobile password resets that were not begun, ends what acts at the administrator's desk have left open, and removes
 * those that ended long ago.
 */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { purgeActs } from '../../domain/use-cases/desk/act-row';
import { settleActs } from '../../domain/use-cases/desk/settle-act';
import { settleCarrierActs } from '../../domain/use-cases/desk/settle-carrier-act';
import { reconcileMobileResets } from '../../domain/use-cases/mobile-reset/reconcile-mobile-resets';
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
        const { mobile, ...others } = deps;
        const resets = mobile ? await reconcileMobileResets({ ...others, mobile }) : 0;
        if (resets > 0) createLog(context).info('mobile-resets-begun', { count: resets });
        if (product.policy.administrators.length === 0) return;
        // One that can't be settled now holds the other up as little as any of its own.
        const ends = await Promise.allSettled([settleActs(deps), settleCarrierActs(deps)]);
        const settled = ends.reduce((sum, end) => sum + (end.status === 'fulfilled' ? end.value : 0), 0);
        if (settled > 0) createLog(context).info('desk-acts-settled', { count: settled });
        const gone = await purgeActs(deps);
        if (gone > 0) createLog(context).info('desk-acts-purged', { count: gone });
        for (const end of ends) if (end.status === 'rejected') throw end.reason;
      }),
  });
}
