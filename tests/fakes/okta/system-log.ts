/** The System Log: events in the order in which they were stored, which isn't that of their times. */
import { randomUUID } from 'node:crypto';
import type { Clock } from './model';

export type LogEvent = { uuid: string; published: string; eventType: string } & Record<string, unknown>;
type Stored = { readonly event: LogEvent; readonly storedAtMs: number };

export type SystemLog = ReturnType<typeof createSystemLog>;

export function createSystemLog(clock: Clock) {
  const stored: Stored[] = [];
  const listeners = new Set<(event: LogEvent) => void>();

  function store(event: LogEvent): LogEvent {
    stored.push({ event, storedAtMs: clock.now().getTime() });
    for (const listen of listeners) listen(event);
    return event;
  }

  const complete = (event: Record<string, unknown>): LogEvent => ({
    uuid: randomUUID(),
    published: clock.now().toISOString(),
    eventType: '',
    ...event,
  });

  return {
    /** Stores an event now; `uuid` and `published` are filled in where it has none. */
    add: (event: Record<string, unknown>): LogEvent => store(complete(event)),
    /** An event that has happened now and is stored when the returned function is called. */
    late(event: Record<string, unknown>): () => LogEvent {
      const happened = complete(event);
      return () => store(happened);
    },
    /** Events as they are stored, for event hooks. @returns how to stop */
    listen(listener: (event: LogEvent) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    size: (): number => stored.length,
    events: (): readonly LogEvent[] => stored.map(({ event }) => event),
    /** @param from the position to begin at. @returns events, and the position after the last one looked at */
    read(from: number, limit: number, isWanted: (event: LogEvent, storedAtMs: number) => boolean) {
      const events: LogEvent[] = [];
      let at = from;
      for (; at < stored.length && events.length < limit; at += 1) {
        const one = stored[at];
        if (one && isWanted(one.event, one.storedAtMs)) events.push(one.event);
      }
      return { events, next: at };
    },
  };
}
