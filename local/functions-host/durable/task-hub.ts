/** The task hub: every orchestration instance, its inbox, and the turns it gets. It lives in memory only. */
import type { Clock } from '../clock';
import type { LogLevel } from '../worker/contract';
import type { FunctionApp } from '../worker/function-app';
import type { Invoker } from '../worker/invoker';
import type { Workload } from '../workload';
import type { Action } from './actions';
import type { Activities } from './activities';
import { eventType } from './history';
import {
  createInstance,
  dropOpenTasks,
  type Instance,
  isFinal,
  type Message,
  newExecution,
  newId,
} from './instance';
import { createInstanceTable, type InstanceTable } from './instance-table';
import { createScheduler } from './scheduler';
import { createTurn, type TurnEnd } from './turn';
import { createTurnQueue } from './turn-queue';

export interface NewInstance {
  readonly name: string;
  readonly id: string | undefined;
  /** JSON text. */
  readonly input: string | undefined;
  readonly version: string;
}

export interface TaskHub {
  readonly instances: InstanceTable;
  knows(name: string): boolean;
  orchestratorNames(): string[];
  /** Starts an instance, replacing whatever has its id, and answers with the id. */
  start(wanted: NewInstance): string;
  raiseEvent(instance: Instance, name: string, data: string): void;
  terminate(instance: Instance, reason: string): void;
  suspend(instance: Instance, reason: string): void;
  resume(instance: Instance): void;
  purge(instance: Instance): void;
  stop(): void;
}

export function createTaskHub(deps: {
  readonly clock: Clock;
  readonly app: FunctionApp;
  readonly invoker: Invoker;
  readonly workload: Workload;
  readonly activities: Activities;
  readonly maxConcurrentTurns: number;
  readonly log: (level: LogLevel, category: string, message: string) => void;
}): TaskHub {
  const { clock, app } = deps;
  const instances = createInstanceTable();
  const scheduler = createScheduler({ clock, activities: deps.activities, deliver, startChild });
  const takeTurn = createTurn({ clock, app, invoker: deps.invoker, scheduler, log: deps.log });
  const queue = createTurnQueue({
    maxConcurrent: deps.maxConcurrentTurns,
    workload: deps.workload,
    turn: async (instance, message) => {
      if (message.executionId === undefined || message.executionId === instance.executionId) {
        instance.status = instance.status === 'Pending' ? 'Running' : instance.status;
        apply(instance, await takeTurn(instance, message));
      }
    },
  });

  function deliver(instance: Instance, message: Message): void {
    if (!instance.gone && !isFinal(instance)) {
      instance.inbox.push(message);
      queue.offer(instance);
    }
  }

  function begin(instance: Instance): void {
    const { executionId } = instance;
    instance.inbox.unshift({
      type: eventType.executionStarted,
      executionId,
      fields: {
        OrchestrationInstance: { InstanceId: instance.id, ExecutionId: executionId },
        ParentInstance: instance.parent
          ? { OrchestrationInstance: { InstanceId: instance.parent.instance.id } }
          : null,
        Name: instance.name,
        Version: instance.version,
        Input: null,
      },
    });
    queue.offer(instance);
  }

  function apply(instance: Instance, end: TurnEnd): void {
    if (instance.gone || isFinal(instance)) {
      return;
    }
    if (end.kind === 'continueAsNew') {
      dropOpenTasks(instance);
      // What is in the history dies with it; what is still in the inbox is handed on, if it came from outside.
      instance.inbox = instance.inbox.filter((message) => message.executionId === undefined);
      Object.assign(instance, newExecution(), { input: end.input });
      begin(instance);
    } else if (end.kind === 'ended') {
      instance.returned = end;
    }
    if (instance.returned !== undefined && instance.openTasks.size === 0 && !instance.stuck) {
      finish(instance, instance.returned.status, instance.returned.output);
    }
  }

  function finish(instance: Instance, status: 'Completed' | 'Failed' | 'Terminated', output: string): void {
    dropOpenTasks(instance);
    instance.status = status;
    instance.output = output;
    instance.inbox = [];
    instance.returned = undefined;
    instance.updatedMs = clock.now();
    instance.history.pack();
    tellParent(instance);
  }

  function tellParent({ parent, name, status, output }: Instance): void {
    if (parent === undefined) {
      return;
    }
    const { instance, executionId, taskId } = parent;
    if (status === 'Completed') {
      const fields = { TaskScheduledId: taskId, Result: output };
      deliver(instance, { type: eventType.subOrchestrationCompleted, executionId, taskId, fields });
      return;
    }
    const Reason = String(JSON.parse(output ?? '""'));
    const cause = Reason.replace(`Orchestrator function '${name}' failed: `, '');
    const fields = { TaskScheduledId: taskId, Reason, Details: `Message: ${cause}, StackTrace: ` };
    deliver(instance, { type: eventType.subOrchestrationFailed, executionId, taskId, fields });
  }

  function put(instance: Instance): void {
    const previous = instances.get(instance.id);
    if (previous !== undefined) {
      forget(previous);
    }
    instances.add(instance);
    begin(instance);
  }

  function startChild(parent: Instance, taskId: number, action: Action, childId: string): void {
    const target = app.find('orchestrationTrigger', action.functionName ?? '');
    if (target === undefined) {
      deps.log(
        'warning',
        'Host.Durable',
        `'${parent.id}' waits for ever: there is no orchestrator '${action.functionName}'.`,
      );
      return;
    }
    const input = action.input === undefined ? undefined : JSON.stringify(action.input);
    const of = { id: childId, name: target.metadata.name, version: action.version ?? '', input };
    put(
      createInstance(
        { ...of, parent: { instance: parent, executionId: parent.executionId, taskId } },
        clock.now(),
      ),
    );
  }

  function forget(instance: Instance): void {
    instance.gone = true;
    dropOpenTasks(instance);
    instance.inbox = [];
    instances.remove(instance);
  }

  return {
    instances,
    knows: (name) => app.find('orchestrationTrigger', name) !== undefined,
    orchestratorNames: () =>
      [...app.functions.values()]
        .filter((known) => known.triggerType === 'orchestrationtrigger')
        .map((known) => known.metadata.name),
    start: ({ name, id = newId(), input, version }) => {
      const known = app.find('orchestrationTrigger', name)?.metadata.name ?? name;
      put(createInstance({ id, name: known, version, input, parent: undefined }, clock.now()));
      return id;
    },
    raiseEvent: (instance, name, data) =>
      deliver(instance, { type: eventType.eventRaised, fields: { Name: name, Input: data } }),
    terminate: (instance, reason) => finish(instance, 'Terminated', JSON.stringify(reason)),
    suspend: (instance, reason) => {
      instance.status = 'Suspended';
      instance.output = JSON.stringify(reason);
    },
    resume: (instance) => {
      if (instance.status === 'Suspended') {
        instance.status = 'Running';
        instance.output = undefined;
        queue.offer(instance);
      }
    },
    purge: forget,
    stop: () => queue.stop(),
  };
}
