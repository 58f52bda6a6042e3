/**
 * U1: fires every five seconds and returns at once unless the policy's interval is over. The first tick of a
 * process also wakes what a crash left asleep, so that nobody waits for the next minute.
 */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { codeOf } from '../../domain/errors';
import { pollLockouts } from '../../domain/use-cases/poll-lockouts';
import { afterStart, reconcile } from '../../domain/use-cases/reconcile';
import { startDueRuns } from '../../domain/use-cases/reminders/start-due-runs';
import { guarded } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';

export function registerPollLockouts(product: Product): void {
  let justStarted = true;
  app.timer('poll-lockouts', {
    schedule: '*/5 * * * * *',
    extraInputs: [df.input.durableClient()],
    handler: (_timer, context) =>
      guarded(context, async () => {
        const deps = product.depsFor(context);
        if (justStarted) {
          await reconcile(deps, afterStart);
          justStarted = false;
          // Whatever keeps reminders from starting must not keep lockouts from being told; their own timer asks again.
          await startDueRuns(deps, true).catch((error: unknown) => {
            createLog(context).error('failed', { code: codeOf(error), step: 'reminder-runs' });
          });
        }
        const startedAt = product.clock.now().getTime();
        const result = await pollLockouts(deps);
        if (result.kind === 'not-due') return;
        const durationMs = product.clock.now().getTime() - startedAt;
        createLog(context).info('lockouts-polled', { count: result.started, durationMs });
      }),
  });
}
