/**
 * Every minute: starts the runs of reminders that are due, and has those go on that have stopped. Runs begin on quarters
 * of an hour; asking oftener brings back a run that died. The first tick of a process asks too (poll-lockouts.ts).
 */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { startDueRuns } from '../../domain/use-cases/reminders/start-due-runs';
import { guarded } from '../edge';
import { createLog } from '../log';
import type { Product } from '../product';

export function registerStartReminderRuns(product: Product): void {
  app.timer('start-reminder-runs', {
    schedule: '0 * * * * *',
    extraInputs: [df.input.durableClient()],
    handler: (_timer, context) =>
      guarded(context, async () => {
        const on = await startDueRuns(product.depsFor(context));
        if (on > 0) createLog(context).info('reminder-runs-on', { count: on });
      }),
  });
}
