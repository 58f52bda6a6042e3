/** The app's entry: reads settings and policy, and registers every function. All names stand here or in contract.ts. */
import { app } from '@azure/functions';
import * as df from 'durable-functions';
import { prepareTemplates } from '../cards/render';
import { registerMobileResetActivity } from './activities/mobile-reset';
import { registerReminderActivities } from './activities/reminders';
import { registerRequestActivities } from './activities/requests';
import { orchestrator } from './contract';
import { registerGo } from './http/go';
import { registerHealth } from './http/health';
import { registerIncomingTicket } from './http/incoming-ticket';
import { registerMessages } from './http/messages';
import { registerMobileReset } from './http/mobile-reset';
import { registerOktaEvents } from './http/okta-events';
import { registerOperator } from './http/operator';
import { registerPortal } from './http/portal';
import { registerRecover } from './http/recover';
import { registerSignIn } from './http/sign-in';
import { mobileReset } from './orchestrators/mobile-reset';
import { reminderRun } from './orchestrators/reminder-run';
import { supportRequest } from './orchestrators/support-request';
import { startUp } from './start-up';
import { registerPollLockouts } from './timers/poll-lockouts';
import { registerReconcile } from './timers/reconcile';
import { registerStartReminderRuns } from './timers/start-reminder-runs';

const product = startUp();

df.app.orchestration(orchestrator.supportRequest, supportRequest);
df.app.orchestration(orchestrator.mobileReset, mobileReset);
df.app.orchestration(orchestrator.reminderRun, reminderRun);
registerRequestActivities(product);
registerMobileResetActivity(product);
registerReminderActivities(product);
registerPollLockouts(product);
registerReconcile(product);
registerStartReminderRuns(product);
registerMessages(product);
registerMobileReset(product);
registerSignIn(product);
registerRecover(product);
registerGo(product);
registerPortal(product);
registerOperator(product);
registerOktaEvents(product);
registerIncomingTicket(product);
registerHealth(product);

/** Who writes to a process that has had a moment to itself doesn't wait for the cards' library (0.3 s). */
const cardsAfterMs = 1_000;
app.hook.appStart(() => {
  setTimeout(prepareTemplates, cardsAfterMs).unref();
});
