/** What an orchestrator asks for, as `durable-functions` writes it: one flat list that grows with every turn. */

export interface RetryOptions {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient?: number;
  readonly maxRetryIntervalInMilliseconds?: number;
  readonly retryTimeoutInMilliseconds?: number;
}

export interface Action {
  readonly actionType: number;
  readonly functionName?: string;
  readonly input?: unknown;
  readonly instanceId?: string;
  readonly version?: string;
  readonly retryOptions?: RetryOptions;
  readonly fireAt?: string;
  readonly isCanceled?: boolean;
  readonly compoundActions?: readonly Action[];
}

export interface OrchestratorState {
  readonly isDone: boolean;
  readonly actions: readonly (readonly Action[])[];
  readonly output?: unknown;
  readonly customStatus?: unknown;
  readonly error?: string;
}

export const actionType = {
  callActivity: 0,
  callActivityWithRetry: 1,
  callSubOrchestrator: 2,
  callSubOrchestratorWithRetry: 3,
  continueAsNew: 4,
  createTimer: 5,
  waitForExternalEvent: 6,
} as const;

/** Actions that this host refuses, by the name an author knows them under. */
export const refusedActions: Readonly<Record<number, string>> = {
  7: 'callEntity',
  8: 'callHttp',
  9: 'signalEntity',
  13: 'lock',
  14: 'release of an entity lock',
};

/** All actions of this execution in the order in which the library numbered their tasks. */
export function flatActions(state: OrchestratorState): Action[] {
  const flat: Action[] = [];
  const visit = (action: Action) => {
    if (action.compoundActions === undefined) {
      flat.push(action);
    } else {
      action.compoundActions.forEach(visit);
    }
  };
  for (const group of state.actions) {
    group.forEach(visit);
  }
  return flat;
}
