/** Hands out turns: one message and one turn per instance at a time, only so many instances at once, fair to I/O. */
import type { Workload } from '../workload';
import type { Instance, Message } from './instance';

export interface TurnQueue {
  /** Queues the instance if it has something to do and may do it. */
  offer(instance: Instance): void;
  stop(): void;
}

export function createTurnQueue(deps: {
  readonly maxConcurrent: number;
  readonly workload: Workload;
  readonly turn: (instance: Instance, message: Message) => Promise<void>;
}): TurnQueue {
  const ready: { instance: Instance; done: () => void }[] = [];
  let running = 0;
  let isScheduled = false;
  let stopped = false;

  const kick = () => {
    if (!isScheduled && !stopped && running < deps.maxConcurrent && ready.length > 0) {
      isScheduled = true;
      setImmediate(drain);
    }
  };

  const offer = (instance: Instance) => {
    if (instance.inTurn || instance.gone || instance.status === 'Suspended' || instance.inbox.length === 0) {
      return;
    }
    instance.inTurn = true;
    ready.push({ instance, done: deps.workload.begin() });
    kick();
  };

  const give = async (instance: Instance, done: () => void) => {
    running += 1;
    try {
      const message = instance.status === 'Suspended' ? undefined : instance.inbox.shift();
      if (message !== undefined && !instance.gone) {
        await deps.turn(instance, message);
      }
    } finally {
      running -= 1;
      instance.inTurn = false;
      offer(instance);
      done();
      kick();
    }
  };

  /** One turn per round of the event loop, so that requests are answered while a thousand instances run. */
  function drain(): void {
    isScheduled = false;
    const next = ready.shift();
    if (next !== undefined) {
      void give(next.instance, next.done);
    }
    kick();
  }

  return {
    offer,
    stop: () => {
      stopped = true;
    },
  };
}
