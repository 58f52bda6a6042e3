/** An orchestration instance as the task hub keeps it. Input, output and custom status are JSON text throughout. */
import { randomUUID } from 'node:crypto';
import type { RetryOptions } from './actions';
import { createHistory, type EventType, type History } from './history';

export type RuntimeStatus = 'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated';

/** Something that has happened to an instance and waits for its turn. */
export interface Message {
  readonly type: EventType;
  /** The execution it belongs to; events raised from outside belong to whichever runs. */
  readonly executionId?: string;
  /** The task that it ends, for completions and fired timers. */
  readonly taskId?: number;
  readonly fields: Record<string, unknown>;
}

/** What is repeated when a task with retry fails. */
export interface Retry {
  readonly options: RetryOptions;
  readonly firstAttemptMs: number;
  attempt: number;
  again(taskId: number): void;
}

/** A task that the platform still waits for: an instance with one of these can't complete. */
export interface OpenTask {
  readonly retry?: Retry;
  /** Set on the timer between two attempts. */
  readonly isRetryTimer?: boolean;
  /** Which action of the orchestrator a timer belongs to, to see that it was cancelled. */
  readonly actionIndex?: number;
  /** The final instant of a timer that is waited for in pieces. */
  readonly longTimerEndsMs?: number;
  cancel?(): void;
}

export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly createdMs: number;
  readonly parent:
    | { readonly instance: Instance; readonly executionId: string; readonly taskId: number }
    | undefined;
  updatedMs: number;
  status: RuntimeStatus;
  input: string | undefined;
  output: string | undefined;
  customStatus: string | undefined;
  executionId: string;
  history: History;
  inbox: Message[];
  openTasks: Map<number, OpenTask>;
  nextTaskId: number;
  actionsSeen: number;
  /** The orchestrator has ended, but open tasks keep the instance running. */
  returned: { readonly status: 'Completed' | 'Failed'; readonly output: string } | undefined;
  /** Nothing will ever move this instance again, as on the platform; it stays Running. */
  stuck: boolean;
  /** It is queued for a turn, or has one. */
  inTurn: boolean;
  /** Replaced or purged: whatever still comes for it goes nowhere. */
  gone: boolean;
}

const finalStates: readonly RuntimeStatus[] = ['Completed', 'Failed', 'Terminated'];

export const isFinal = (instance: Instance): boolean => finalStates.includes(instance.status);

export const newId = (): string => randomUUID().replaceAll('-', '');

export function createInstance(
  of: Pick<Instance, 'id' | 'name' | 'version' | 'input' | 'parent'>,
  nowMs: number,
): Instance {
  return {
    ...of,
    createdMs: nowMs,
    updatedMs: nowMs,
    status: 'Pending',
    output: undefined,
    customStatus: undefined,
    inbox: [],
    returned: undefined,
    stuck: false,
    inTurn: false,
    gone: false,
    ...newExecution(),
  };
}

/** The parts that every execution begins anew: the first one, and each after continueAsNew. */
export function newExecution(): Pick<
  Instance,
  'executionId' | 'history' | 'openTasks' | 'nextTaskId' | 'actionsSeen'
> {
  return {
    executionId: newId(),
    history: createHistory(),
    openTasks: new Map(),
    nextTaskId: 0,
    actionsSeen: 0,
  };
}

/** Cancels every timer of the instance and forgets its tasks; results still under way find nobody. */
export function dropOpenTasks(instance: Instance): void {
  for (const task of instance.openTasks.values()) {
    task.cancel?.();
  }
  instance.openTasks.clear();
}
