/** The embedded Functions host, put together: the app's worker, its task hub, its timers, its front door. */

import { createClock } from './clock';
import { installDateShift } from './date-shift';
import { createActivities } from './durable/activities';
import { createManagementApi } from './durable/management-api';
import { CLIENT_API_PATH, clientBindingData, managementUrls } from './durable/management-urls';
import { createTaskHub } from './durable/task-hub';
import { readHostSettings } from './host-settings';
import { createAdminRoutes } from './http/admin-routes';
import { createClientApi } from './http/client-api';
import { createFrontDoor } from './http/front-door';
import { createListener } from './http/listener';
import { createRouter } from './http/router';
import { loadKeys } from './keys';
import { createLog } from './log';
import { createStandInClock } from './stand-in-clock';
import { createTimerTriggers } from './timers/timer-triggers';
import { AppRefusedError, loadApp } from './worker/app-loader';
import { installCoreModule } from './worker/core-module';
import { createFunctionApp } from './worker/function-app';
import { createInvoker } from './worker/invoker';
import { createWorkload } from './workload';

export interface FunctionsHostOptions {
  /** The folder with package.json and host.json. */
  readonly root: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where the keys are kept. */
  readonly stateFolder: string;
  /** Every activity is executed twice, and the second result counts. */
  readonly activitiesTwice: boolean;
  /** The environment the app reads, which gets the variables of the real worker. */
  readonly environment: NodeJS.ProcessEnv;
  readonly writeLog: (line: string) => void;
}

export interface FunctionsHost {
  readonly port: number;
  readonly functionKey: string;
  readonly masterKey: string;
  /** Takes nothing new, and waits for what runs, up to 5 seconds. */
  stop(): Promise<void>;
}

const STOP_PATIENCE_MS = 5000;

/**
 * Starts a host. It changes the process for good (global Date, module resolution, environment), so there is one per
 * process. Throws AppRefusedError where the app can't run here.
 */
export async function createFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { root, environment } = options;
  const settings = readHostSettings(root);
  const log = createLog(settings.logLevel, options.writeLog);
  const workload = createWorkload();
  const clock = createClock(workload);
  installDateShift(clock.offsetMs);
  const standIn = createStandInClock(environment.TEAMS_SERVICE_URL);
  clock.adopt(await standIn.ask());

  const keys = loadKeys(options.stateFolder);
  const listener = await createListener({ port: options.port, bothFamilies: true, log });
  const clientListener = await createListener({ port: 0, bothFamilies: false, log });
  const origin = `http://localhost:${listener.port}`;
  const hubAt = (at: string) => ({ hubName: settings.hubName, origin: at, key: keys.durableKey });
  Object.assign(environment, {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    FUNCTIONS_EXTENSION_VERSION: '~4',
    AZURE_FUNCTIONS_ENVIRONMENT: environment.AZURE_FUNCTIONS_ENVIRONMENT ?? 'Development',
    // Says that X-Forwarded-For is the host's own word, as it is here.
    WEBSITE_INSTANCE_ID: 'embedded',
    WEBSITE_HOSTNAME: `localhost:${listener.port}`,
    AzureWebJobsScriptRoot: root,
    FUNCTIONS_APPLICATION_DIRECTORY: root,
    FUNCTIONS_WORKER_DIRECTORY: __dirname,
  });

  const app = createFunctionApp();
  installCoreModule(app, log);
  await loadApp(root, app);

  const clientData = clientBindingData(hubAt(origin), clientListener.port);
  const invoker = createInvoker({ app, clientData: () => clientData, log });
  const activities = createActivities({
    app,
    invoker,
    workload,
    log,
    maxConcurrent: settings.maxConcurrentActivities,
    twice: options.activitiesTwice,
  });
  const maxConcurrentTurns = settings.maxConcurrentOrchestrators;
  const hub = createTaskHub({ clock, app, invoker, workload, activities, maxConcurrentTurns, log });
  const { router, timers } = readTriggers();
  const managementApi = createManagementApi(hub);
  const urlsOf = (id: string, at: string) => managementUrls(hubAt(at), id);
  const admin = createAdminRoutes({ app, clock, keys, timers, standIn });
  for (const hook of app.hooks('appStart')) {
    await hook({ hookData: {}, appHookData: {}, functionAppDirectory: root });
  }
  clientListener.serve(
    createClientApi({ path: CLIENT_API_PATH, managementApi, urlsOf: (id) => urlsOf(id, origin) }),
  );
  listener.serve(createFrontDoor({ router, invoker, keys, admin, managementApi, urlsOf, log }));
  timers.start();

  function readTriggers() {
    try {
      return {
        router: createRouter(app, settings.routePrefix),
        timers: createTimerTriggers({
          app,
          clock,
          invoker,
          workload,
          log,
          setting: (name) => environment[name],
        }),
      };
    } catch (error) {
      throw new AppRefusedError((error as Error).message, { cause: error });
    }
  }

  return {
    port: listener.port,
    functionKey: keys.functionKey,
    masterKey: keys.masterKey,
    stop: async () => {
      timers.stop();
      hub.stop();
      activities.stop();
      clock.stop();
      listener.close();
      const endsAt = performance.now() + STOP_PATIENCE_MS;
      while ((invoker.active() > 0 || listener.active() > 0) && performance.now() < endsAt) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      for (const hook of app.hooks('appTerminate')) {
        await hook({ hookData: {}, appHookData: {} });
      }
      clientListener.close();
      listener.closeAll();
      clientListener.closeAll();
    },
  };
}
