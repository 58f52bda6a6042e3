/** Runs activities, at most so many at a time, and turns their end into the event the orchestration will see. */
import type { LogLevel } from '../worker/contract';
import type { FunctionApp, RegisteredFunction } from '../worker/function-app';
import type { Invoker } from '../worker/invoker';
import { activityArgument, resultJson } from '../worker/values';
import type { Workload } from '../workload';
import { eventType } from './history';
import type { Message } from './instance';

export type ActivityEnd = Pick<Message, 'type' | 'fields'>;

export interface Activities {
  /** Queues one call; `ended` is called with its event, never for an unknown name. */
  call(name: string, input: unknown, instanceId: string, ended: (end: ActivityEnd) => void): void;
  /** Begins nothing more. */
  stop(): void;
}

/** How .NET writes a failure down; orchestrators get it as the second half of the message. */
function failureDetails(error: Error): string {
  return JSON.stringify({
    $type: 'System.Exception, System.Private.CoreLib',
    ClassName: 'System.Exception',
    Message: ` ${error.message}`,
    InnerException: {
      ClassName: 'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException',
      RemoteStackTrace: error.stack ?? String(error),
      RemoteMessage: error.message,
    },
  });
}

export function createActivities(deps: {
  readonly app: FunctionApp;
  readonly invoker: Invoker;
  readonly workload: Workload;
  readonly maxConcurrent: number;
  readonly twice: boolean;
  readonly log: (level: LogLevel, category: string, message: string) => void;
}): Activities {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  let stopped = false;

  const startMore = () => {
    while (running < deps.maxConcurrent && !stopped) {
      const run = waiting.shift();
      if (run === undefined) {
        return;
      }
      running += 1;
      void run().finally(() => {
        running -= 1;
        startMore();
      });
    }
  };
  const runOnce = async (
    target: RegisteredFunction,
    input: unknown,
    instanceId: string,
  ): Promise<ActivityEnd> => {
    const { name } = target.metadata;
    const outcome = await deps.invoker.invoke(target, activityArgument(input), {
      instanceId: { string: instanceId },
    });
    if (outcome.kind === 'returned') {
      const result = resultJson(outcome.response.returnValue);
      return { type: eventType.taskCompleted, fields: { Result: result } };
    }
    deps.log('error', `Function.${name}`, `Executed 'Functions.${name}' (Failed): ${outcome.error.message}`);
    const reason = `Activity function '${name}' failed:  ${outcome.error.message}`;
    return { type: eventType.taskFailed, fields: { Reason: reason, Details: failureDetails(outcome.error) } };
  };

  return {
    call: (name, input, instanceId, ended) => {
      const target = deps.app.find('activityTrigger', name);
      if (target === undefined) {
        // The platform says nothing at all here, and waits for ever.
        deps.log(
          'warning',
          'Host.Durable',
          `'${instanceId}' waits for ever: there is no activity '${name}'.`,
        );
        return;
      }
      const done = deps.workload.begin();
      waiting.push(async () => {
        try {
          let end = await runOnce(target, input, instanceId);
          if (deps.twice) {
            end = await runOnce(target, input, instanceId);
          }
          ended(end);
        } finally {
          done();
        }
      });
      startMore();
    },
    stop: () => {
      stopped = true;
    },
  };
}
