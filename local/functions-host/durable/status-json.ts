/** What a status query tells about an instance. Input, output and custom status are JSON text already. */
import type { Instance } from './instance';

export interface StatusOptions {
  readonly showInput: boolean;
  readonly showHistory: boolean;
  readonly showHistoryOutput: boolean;
}

const eventNames: Readonly<Record<number, string>> = {
  0: 'ExecutionStarted',
  4: 'TaskScheduled',
  5: 'TaskCompleted',
  6: 'TaskFailed',
  7: 'SubOrchestrationInstanceCreated',
  8: 'SubOrchestrationInstanceCompleted',
  9: 'SubOrchestrationInstanceFailed',
  10: 'TimerCreated',
  11: 'TimerFired',
  15: 'EventRaised',
};

/** Whole seconds, as the platform writes them. */
const seconds = (atMs: number) => `${new Date(atMs).toISOString().slice(0, 19)}Z`;

type Event = Record<string, unknown> & { readonly EventType: number };

/** The history as the platform's HTTP API words it: no bookkeeping, scheduling folded into completion. */
function historyJson(instance: Instance, showOutput: boolean): string {
  const events = JSON.parse(`[${instance.history.text()}]`) as Event[];
  const started = new Map(
    events
      .filter(({ EventType }) => EventType === 4 || EventType === 7)
      .map((event) => [event.EventId, event]),
  );
  const shown = events
    .filter(({ EventType }) => EventType in eventNames && EventType !== 4 && EventType !== 7)
    .map(({ EventType, EventId, IsPlayed, TaskScheduledId, TimerId, Result, ...event }) => {
      const scheduled = started.get(TaskScheduledId);
      return {
        EventType: eventNames[EventType],
        ...(Result !== undefined && showOutput ? { Result: JSON.parse(String(Result)) } : {}),
        ...event,
        ...(scheduled
          ? { ScheduledTime: scheduled.Timestamp, FunctionName: scheduled.Name, Input: null }
          : {}),
      };
    });
  return JSON.stringify(shown);
}

/** The status object as JSON text. */
export function statusJson(instance: Instance, options: StatusOptions): string {
  const input = options.showInput ? (instance.input ?? 'null') : 'null';
  const history = options.showHistory
    ? `,"historyEvents":${historyJson(instance, options.showHistoryOutput)}`
    : '';
  return (
    `{"name":${JSON.stringify(instance.name)},"instanceId":${JSON.stringify(instance.id)},` +
    `"runtimeStatus":"${instance.status}","input":${input},"customStatus":${instance.customStatus ?? 'null'},` +
    `"output":${instance.output ?? 'null'},"createdTime":"${seconds(instance.createdMs)}",` +
    `"lastUpdatedTime":"${seconds(instance.updatedMs)}"${history}}`
  );
}
