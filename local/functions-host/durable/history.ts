/**
 * The history of an orchestration instance, kept as the JSON text that every replay needs anyway: no second copy in
 * objects, and a finished instance's text is deflated until somebody asks for it.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The numbers of the protocol. */
export const eventType = {
  executionStarted: 0,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  subOrchestrationCreated: 7,
  subOrchestrationCompleted: 8,
  subOrchestrationFailed: 9,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
  eventRaised: 15,
} as const;

export type EventType = (typeof eventType)[keyof typeof eventType];

/** One event as JSON text, not yet played. */
export function historyEvent(
  type: EventType,
  eventId: number,
  atMs: number,
  fields: Record<string, unknown> = {},
): string {
  const head = `{"EventType":${type},"EventId":${eventId},"IsPlayed":false,"Timestamp":"${new Date(atMs).toISOString()}"`;
  const rest = JSON.stringify(fields);
  return rest === '{}' ? `${head}}` : `${head},${rest.slice(1)}`;
}

/** The same event in later turns. Our own field comes before anything an app wrote, so the first match is it. */
const played = (event: string) => event.replace('"IsPlayed":false', '"IsPlayed":true');

export interface History {
  /** Adds what has happened to the instance; later turns see it as played. */
  appendPlayed(...events: string[]): void;
  /** Adds what the instance has scheduled; that stays unplayed on the platform. */
  append(...events: string[]): void;
  /** The events as a comma-separated list, with `fresh` ones of this turn behind. */
  text(fresh?: readonly string[]): string;
  isEmpty(): boolean;
  /** Packs the text of an instance that nobody will replay again. */
  pack(): void;
}

export function createHistory(): History {
  let text = '';
  let packed: Buffer | undefined;
  const add = (events: readonly string[]) => {
    text = [text, ...events].filter((part) => part !== '').join(',');
  };
  return {
    appendPlayed: (...events) => add(events.map(played)),
    append: (...events) => add(events),
    text: (fresh = []) => {
      const kept = packed === undefined ? text : inflateRawSync(packed).toString();
      return fresh.length === 0 ? kept : [kept, ...fresh].filter((part) => part !== '').join(',');
    },
    isEmpty: () => text === '' && packed === undefined,
    pack: () => {
      packed = deflateRawSync(text, { level: 1 });
      text = '';
    },
  };
}
