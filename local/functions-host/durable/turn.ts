/** One turn of an orchestration: replay its history with one new event, then do what the orchestrator asks for. */
import type { Clock } from '../clock';
import type { LogLevel } from '../worker/contract';
import type { FunctionApp } from '../worker/function-app';
import type { Invoker } from '../worker/invoker';
import { actionType, flatActions, type OrchestratorState } from './actions';
import { eventType, historyEvent } from './history';
import type { Instance, Message } from './instance';
import type { Scheduler } from './scheduler';

/** How a turn leaves the instance. */
export type TurnEnd =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ended'; readonly status: 'Completed' | 'Failed'; readonly output: string }
  | { readonly kind: 'continueAsNew'; readonly input: string | undefined };

const CUSTOM_STATUS_LIMIT_BYTES = 16 * 1024;
const OUT_OF_PROCESS_MARK = '$OutOfProcData$:';
const waiting: TurnEnd = { kind: 'waiting' };
const failedWith = (text: string): TurnEnd => ({
  kind: 'ended',
  status: 'Failed',
  output: JSON.stringify(text),
});

/** The orchestrationTrigger payload. It is put together as text, since the history is kept as text. */
function payloadOf(instance: Instance, fresh: readonly string[], isReplaying: boolean): string {
  const parentId = instance.parent?.instance.id ?? null;
  return (
    `{"history":[${instance.history.text(fresh)}],"input":${instance.input ?? 'null'},` +
    `"instanceId":${JSON.stringify(instance.id)},"isReplaying":${isReplaying},` +
    `"parentInstanceId":${JSON.stringify(parentId)},"upperSchemaVersion":1,"upperSchemaVersionNew":2,` +
    '"longRunningTimerIntervalDuration":"3.00:00:00","maximumShortTimerDuration":"6.00:00:00",' +
    '"defaultHttpAsyncRequestSleepTimeMillseconds":30000}'
  );
}

/** How many tasks the library has numbered, to notice when host and library disagree. */
function tasksOf(context: unknown): number | undefined {
  const { df } = (context ?? {}) as { df?: { taskOrchestratorExecutor?: { sequenceNumber?: number } } };
  return df?.taskOrchestratorExecutor?.sequenceNumber;
}

export function createTurn(deps: {
  readonly clock: Clock;
  readonly app: FunctionApp;
  readonly invoker: Invoker;
  readonly scheduler: Scheduler;
  readonly log: (level: LogLevel, category: string, message: string) => void;
}): (instance: Instance, message: Message) => Promise<TurnEnd> {
  const { clock, scheduler } = deps;

  /** Runs the orchestrator over the history; no state means that it hangs, as on the platform. */
  const replay = async (instance: Instance, fresh: readonly string[], isReplaying: boolean) => {
    const target = deps.app.find('orchestrationTrigger', instance.name);
    if (target === undefined) {
      return { state: undefined, tasks: undefined };
    }
    const outcome = await deps.invoker.invoke(
      target,
      { string: payloadOf(instance, fresh, isReplaying) },
      { instanceId: { string: instance.id } },
    );
    const tasks = tasksOf(outcome.context);
    if (outcome.kind === 'returned') {
      return { state: JSON.parse(outcome.response.returnValue?.json ?? 'null') as OrchestratorState, tasks };
    }
    const [, carried] = outcome.error.message.split(OUT_OF_PROCESS_MARK);
    if (carried === undefined) {
      return { state: { isDone: false, actions: [], error: outcome.error.message }, tasks };
    }
    const state = JSON.parse(carried) as OrchestratorState;
    // Only an Error has a message to fail with; anything else that was thrown leaves the instance as it is.
    return { state: state.error ? state : undefined, tasks };
  };

  const cancelTimers = (instance: Instance, actions: readonly { readonly isCanceled?: boolean }[]) => {
    for (const [taskId, task] of instance.openTasks) {
      if (task.actionIndex !== undefined && actions[task.actionIndex]?.isCanceled) {
        task.cancel?.();
        instance.openTasks.delete(taskId);
      }
    }
  };

  const scheduleNew = (
    instance: Instance,
    state: OrchestratorState,
    tasks: number | undefined,
    turnMs: number,
  ): TurnEnd => {
    const actions = flatActions(state);
    cancelTimers(instance, actions);
    for (let index = instance.actionsSeen; index < actions.length; index += 1) {
      const action = actions[index];
      if (action?.actionType === actionType.continueAsNew) {
        return {
          kind: 'continueAsNew',
          input: action.input === undefined ? undefined : JSON.stringify(action.input),
        };
      }
      if (action !== undefined) {
        scheduler.schedule(instance, action, index, turnMs);
      }
    }
    instance.actionsSeen = actions.length;
    if (tasks !== undefined && tasks !== instance.nextTaskId && !instance.stuck) {
      throw new Error(
        `the library counts ${tasks} tasks, the host ${instance.nextTaskId}: a task was yielded again in a second Task.any or Task.all`,
      );
    }
    return waiting;
  };

  return async (instance, message) => {
    const nowMs = clock.now();
    const task = message.taskId === undefined ? undefined : instance.openTasks.get(message.taskId);
    if (message.taskId !== undefined) {
      instance.openTasks.delete(message.taskId);
    }
    const isReplaying = !instance.history.isEmpty();
    const fresh = [
      historyEvent(eventType.orchestratorStarted, -1, nowMs),
      historyEvent(message.type, -1, nowMs, message.fields),
    ];
    const { state, tasks } =
      instance.returned === undefined && !instance.stuck
        ? await replay(instance, fresh, isReplaying)
        : { state: undefined, tasks: undefined };
    instance.history.appendPlayed(...fresh);
    if (task !== undefined) {
      scheduler.settle(instance, task, message, nowMs);
    }
    return finishTurn(instance, state, tasks, nowMs);
  };

  function finishTurn(
    instance: Instance,
    state: OrchestratorState | undefined,
    tasks: number | undefined,
    turnMs: number,
  ): TurnEnd {
    instance.updatedMs = clock.now();
    if (state === undefined || instance.stuck) {
      return waiting;
    }
    if (state.customStatus !== undefined) {
      const text = JSON.stringify(state.customStatus);
      if (text.length * 2 > CUSTOM_STATUS_LIMIT_BYTES) {
        const kilobytes = Math.floor((text.length * 2) / 1024);
        return failedWith(
          `The UTF-16 size of the JSON-serialized payload must not exceed 16 KB. The current payload size is ${kilobytes} KB.`,
        );
      }
      instance.customStatus = text;
    }
    try {
      const next = scheduleNew(instance, state, tasks, turnMs);
      instance.history.appendPlayed(historyEvent(eventType.orchestratorCompleted, -1, clock.now()));
      if (next.kind === 'continueAsNew') {
        return next;
      }
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      deps.log('error', 'Host.Durable', `Orchestrator function '${instance.name}': ${reason}.`);
      return failedWith(`Orchestrator function '${instance.name}' failed: ${reason}.`);
    }
    if (state.error) {
      return failedWith(`Orchestrator function '${instance.name}' failed: ${state.error}`);
    }
    return state.isDone
      ? { kind: 'ended', status: 'Completed', output: JSON.stringify(state.output ?? null) }
      : waiting;
  }
}
