/** Carries out what an orchestrator asked for: starts activities and sub-orchestrations, sets timers, tries again. */
import type { Clock } from '../clock';
import { type Action, actionType, refusedActions } from './actions';
import type { Activities } from './activities';
import { eventType, historyEvent } from './history';
import type { Instance, Message, OpenTask, Retry } from './instance';
import { nextPieceMs, SHORT_TIMER_MAX_MS, timerDueMs } from './timer-due';

export interface Scheduler {
  /**
   * Does one new action; throws with a message for the author where this host doesn't know it.
   * @param turnMs the turn's own instant: by that one the library judges long timers, however long its replay took
   */
  schedule(instance: Instance, action: Action, actionIndex: number, turnMs: number): void;
  /** What a failed attempt, a fired retry timer or a piece of a long timer brings with it. */
  settle(instance: Instance, task: OpenTask, message: Message, turnMs: number): void;
}

export function createScheduler(deps: {
  readonly clock: Clock;
  readonly activities: Activities;
  readonly deliver: (instance: Instance, message: Message) => void;
  readonly startChild: (parent: Instance, taskId: number, action: Action, childId: string) => void;
}): Scheduler {
  const { clock } = deps;
  const takeId = (instance: Instance) => instance.nextTaskId++;

  const runActivity = (instance: Instance, taskId: number, action: Action, retry?: Retry) => {
    const { executionId } = instance;
    const Name = action.functionName ?? '';
    instance.history.append(
      historyEvent(eventType.taskScheduled, taskId, clock.now(), { Name, Version: '', Input: null }),
    );
    instance.openTasks.set(taskId, { retry });
    deps.activities.call(Name, action.input, instance.id, ({ type, fields }) =>
      deps.deliver(instance, { type, executionId, taskId, fields: { TaskScheduledId: taskId, ...fields } }),
    );
  };

  const runChild = (instance: Instance, taskId: number, action: Action, retry?: Retry) => {
    const childId = action.instanceId || `${instance.executionId}:${taskId}`;
    instance.history.append(
      historyEvent(eventType.subOrchestrationCreated, taskId, clock.now(), {
        Name: action.functionName,
        InstanceId: childId,
        Input: null,
      }),
    );
    instance.openTasks.set(taskId, { retry });
    deps.startChild(instance, taskId, action, childId);
  };

  const setTimer = (instance: Instance, fireAtMs: number, task: OpenTask) => {
    const taskId = takeId(instance);
    const { executionId } = instance;
    const nowMs = clock.now();
    const FireAt = new Date(fireAtMs).toISOString();
    instance.history.append(historyEvent(eventType.timerCreated, taskId, nowMs, { FireAt }));
    const cancel = clock.at(timerDueMs(fireAtMs, nowMs), () =>
      deps.deliver(instance, {
        type: eventType.timerFired,
        executionId,
        taskId,
        fields: { TimerId: taskId, FireAt },
      }),
    );
    instance.openTasks.set(taskId, { ...task, cancel });
  };

  const withRetry = (
    instance: Instance,
    action: Action,
    run: (instance: Instance, taskId: number, action: Action, retry?: Retry) => void,
  ) => {
    const options = action.retryOptions;
    if (options === undefined) {
      throw new Error('an action with retry came without its options');
    }
    const retry: Retry = {
      options,
      firstAttemptMs: clock.now(),
      attempt: 1,
      again: (taskId) => run(instance, taskId, action, retry),
    };
    run(instance, takeId(instance), action, retry);
  };

  const waitForNextAttempt = (instance: Instance, retry: Retry) => {
    const { options, attempt, firstAttemptMs } = retry;
    const nowMs = clock.now();
    const { retryTimeoutInMilliseconds: timeoutMs, maxRetryIntervalInMilliseconds: longestMs } = options;
    if (timeoutMs !== undefined && nowMs - firstAttemptMs >= timeoutMs) {
      // The platform gives up without telling the library, which waits for a timer that never comes.
      instance.stuck = true;
      return;
    }
    const grown =
      options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** (attempt - 1);
    const delayMs = longestMs === undefined ? grown : Math.min(grown, longestMs);
    // After the last attempt a timer is still written, only without a wait; the library counts on it.
    const isLast = attempt >= options.maxNumberOfAttempts;
    setTimer(instance, isLast ? nowMs : nowMs + delayMs, { retry, isRetryTimer: true });
  };

  return {
    schedule: (instance, action, actionIndex, turnMs) => {
      switch (action.actionType) {
        case actionType.callActivity:
          runActivity(instance, takeId(instance), action);
          return;
        case actionType.callActivityWithRetry:
          withRetry(instance, action, runActivity);
          return;
        case actionType.callSubOrchestrator:
          runChild(instance, takeId(instance), action);
          return;
        case actionType.callSubOrchestratorWithRetry:
          withRetry(instance, action, runChild);
          return;
        case actionType.createTimer: {
          const endsMs = Date.parse(action.fireAt ?? '');
          if (action.isCanceled) {
            takeId(instance);
            return;
          }
          const isLong = endsMs - turnMs > SHORT_TIMER_MAX_MS;
          setTimer(instance, nextPieceMs(endsMs, clock.now()), {
            actionIndex,
            ...(isLong ? { longTimerEndsMs: endsMs } : {}),
          });
          return;
        }
        case actionType.waitForExternalEvent:
          return;
        default:
          throw new Error(
            `${refusedActions[action.actionType] ?? `action ${action.actionType}`} is not supported by the local Functions host`,
          );
      }
    },
    settle: (instance, task, message, turnMs) => {
      const failed =
        message.type === eventType.taskFailed || message.type === eventType.subOrchestrationFailed;
      if (task.retry !== undefined && failed) {
        waitForNextAttempt(instance, task.retry);
      } else if (task.retry !== undefined && task.isRetryTimer) {
        if (task.retry.attempt < task.retry.options.maxNumberOfAttempts) {
          task.retry.attempt += 1;
          task.retry.again(takeId(instance));
        }
      } else if (task.longTimerEndsMs !== undefined && task.longTimerEndsMs > turnMs) {
        setTimer(instance, nextPieceMs(task.longTimerEndsMs, clock.now()), task);
      }
    },
  };
}
