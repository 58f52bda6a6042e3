/** The host owns the time of its process: everything that waits here waits on this clock, and it can be moved. */
import { realNow } from './date-shift';
import { createDueQueue, type DueEntry } from './due-queue';
import type { Workload } from './workload';

/** The longest wait setTimeout can do; a longer one is taken in pieces. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;
/** How long a step of a move waits for the work it caused; once that was not enough, steps wait less. */
const PATIENCE_MS = 5000;
const SHORT_PATIENCE_MS = 100;

export interface Clock {
  now(): number;
  offsetMs(): number;
  /** Calls `fire` when `dueMs` has come; answers with what cancels it. */
  at(dueMs: number, fire: () => void): () => void;
  /** Moves time forward, stopping at each instant something is due and letting that settle before going on. */
  advance(ms: number): Promise<void>;
  /** Takes over an offset from before a restart. */
  adopt(offsetMs: number): void;
  /** While time is being moved: from where and to where. */
  move(): { readonly fromMs: number; readonly toMs: number } | undefined;
  onMove(listener: () => void): void;
  stop(): void;
}

export function createClock(workload: Workload): Clock {
  const queue = createDueQueue();
  const moveListeners: (() => void)[] = [];
  let offset = 0;
  let moving: { fromMs: number; toMs: number } | undefined;
  let alarm: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  let stopped = false;
  let moves = Promise.resolve();
  const now = () => realNow() + offset;

  const arm = () => {
    const next = queue.peek();
    if (stopped || moving !== undefined || next === undefined || (alarm && armedFor <= next.dueMs)) {
      return;
    }
    clearTimeout(alarm);
    armedFor = next.dueMs;
    alarm = setTimeout(ring, Math.min(Math.max(0, next.dueMs - now()), LONGEST_WAIT_MS));
  };
  const fireDue = () => {
    for (let next = queue.peek(); next !== undefined && next.dueMs <= now(); next = queue.peek()) {
      const { fire } = queue.pop() ?? next;
      next.fire = undefined;
      fire?.();
    }
  };
  function ring(): void {
    alarm = undefined;
    armedFor = Number.POSITIVE_INFINITY;
    if (moving === undefined && !stopped) {
      fireDue();
      arm();
    }
  }

  const advance = async (ms: number) => {
    const target = offset + ms;
    const fromMs = now();
    const toMs = fromMs + ms;
    moving = { fromMs, toMs };
    clearTimeout(alarm);
    alarm = undefined;
    let patience = PATIENCE_MS;
    try {
      await workload.whenIdle(patience);
      for (const listener of moveListeners) {
        listener();
      }
      // Up to the instant that was asked for, not to "now": real time goes on, and frequent timers with it.
      for (let next = queue.peek(); !stopped && next && next.dueMs <= toMs; next = queue.peek()) {
        offset = Math.min(target, Math.max(offset, next.dueMs - realNow()));
        fireDue();
        if (!(await workload.whenIdle(patience))) {
          patience = SHORT_PATIENCE_MS;
        }
      }
    } finally {
      offset = target;
      moving = undefined;
      fireDue();
      arm();
    }
    // Who asks right afterwards may expect to see what the move brought.
    if (patience === SHORT_PATIENCE_MS) await workload.whenIdle(PATIENCE_MS);
  };

  return {
    now,
    offsetMs: () => offset,
    at: (dueMs, fire) => {
      const entry: DueEntry = { dueMs, fire };
      queue.push(entry);
      arm();
      return () => {
        entry.fire = undefined;
      };
    },
    advance: (ms) => {
      moves = moves.then(() => advance(ms));
      return moves;
    },
    adopt: (offsetMs) => {
      offset = offsetMs;
    },
    move: () => moving,
    onMove: (listener) => {
      moveListeners.push(listener);
    },
    stop: () => {
      stopped = true;
      clearTimeout(alarm);
    },
  };
}
