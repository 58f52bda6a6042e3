/** Runs timer-triggered functions on their schedules. One never overlaps itself; an overrun is followed at once. */
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Binding } from '../worker/contract';
import type { FunctionApp, RegisteredFunction } from '../worker/function-app';
import type { Invoker } from '../worker/invoker';
import type { Workload } from '../workload';
import { intervalMs, MINUTE_MS, nextRunMs } from './occurrence';
import { parseSchedule, type Schedule } from './schedule';

export interface TimerTriggers {
  start(): void;
  /** Runs a timer by hand. */
  runNow(target: RegisteredFunction): void;
  stop(): void;
}

interface Timer {
  readonly target: RegisteredFunction;
  readonly binding: Binding;
  readonly schedule: Schedule;
  /** Between two occurrences, as seen at the start; the platform looks no later either. */
  readonly usualIntervalMs: number;
  lastMs: number | undefined;
  tickMs: number;
  running: boolean;
  cancel: () => void;
}

/** The platform's way to say that a timer has never run. */
const NEVER = '0001-01-01T00:00:00+00:00';
const stamp = (atMs: number) => new Date(atMs).toISOString().replace('Z', '+00:00');

/** Reads all schedules; throws, naming the function, where one can't be read. */
export function createTimerTriggers(deps: {
  readonly app: FunctionApp;
  readonly clock: Clock;
  readonly invoker: Invoker;
  readonly workload: Workload;
  readonly log: Log;
  readonly setting: (name: string) => string | undefined;
}): TimerTriggers {
  const { clock } = deps;
  const timers = new Map<RegisteredFunction, Timer>();
  let stopped = false;
  for (const target of deps.app.functions.values()) {
    const binding = target.metadata.bindings[target.triggerName];
    if (target.triggerType !== 'timertrigger' || binding === undefined) {
      continue;
    }
    try {
      const timeZone = deps.setting('WEBSITE_TIME_ZONE') ?? 'UTC';
      const schedule = parseSchedule(String(binding.schedule), deps.setting, timeZone);
      timers.set(target, {
        target,
        binding,
        schedule,
        usualIntervalMs: intervalMs(schedule, clock.now()),
        lastMs: undefined,
        tickMs: 0,
        running: false,
        cancel: () => {},
      });
    } catch (error) {
      throw new Error(`Function "${target.metadata.name}": ${(error as Error).message}`, { cause: error });
    }
  }

  /** Schedules under a minute have no status, and neither has one that asked for none. */
  const statusOf = ({ binding, usualIntervalMs, lastMs, tickMs }: Timer) => {
    if (binding.useMonitor === false || usualIntervalMs < MINUTE_MS) {
      return null;
    }
    const last = lastMs === undefined ? NEVER : stamp(lastMs);
    return { Last: last, Next: stamp(tickMs), LastUpdated: last };
  };

  const run = async (timer: Timer) => {
    const { name } = timer.target.metadata;
    const done = deps.workload.begin();
    const startedMs = clock.now();
    try {
      const payload = {
        Schedule: { AdjustForDST: timer.schedule.adjustForDst },
        ScheduleStatus: statusOf(timer),
        IsPastDue: false,
      };
      const outcome = await deps.invoker.invoke(timer.target, { json: JSON.stringify(payload) });
      if (outcome.kind === 'threw') {
        deps.log(
          'error',
          `Function.${name}`,
          `Executed 'Functions.${name}' (Failed): ${outcome.error.message}`,
        );
      }
    } finally {
      timer.lastMs = startedMs;
      done();
    }
  };

  const arm = (timer: Timer, afterMs: number) => {
    timer.tickMs = nextRunMs(timer.schedule, timer.usualIntervalMs, afterMs, clock.move());
    if (stopped || timer.tickMs === Number.POSITIVE_INFINITY) {
      return;
    }
    timer.cancel = clock.at(timer.tickMs, () => {
      // Counted from the start of the run: whatever passed meanwhile is one run, right after this one.
      const startedMs = Math.max(timer.tickMs, clock.now());
      const done = deps.workload.begin();
      timer.running = true;
      void run(timer).finally(() => {
        timer.running = false;
        arm(timer, startedMs);
        done();
      });
    });
  };

  clock.onMove(() => {
    for (const timer of timers.values()) {
      if (!timer.running) {
        timer.cancel();
        arm(timer, clock.now());
      }
    }
  });

  return {
    start: () => {
      for (const timer of timers.values()) {
        arm(timer, clock.now());
        if (timer.binding.runOnStartup === true) {
          void run(timer);
        }
      }
    },
    runNow: (target) => {
      const timer = timers.get(target);
      if (timer !== undefined) {
        void run(timer);
      }
    },
    stop: () => {
      stopped = true;
      for (const timer of timers.values()) {
        timer.cancel();
      }
    },
  };
}
