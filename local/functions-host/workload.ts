/** Counts background work under way (turns, activities, timer runs), so that whoever moves time can wait for it. */

export interface Workload {
  /** Says that a piece of work begins; call what it returns once when it has ended. */
  begin(): () => void;
  busy(): boolean;
  /** True as soon as nothing is under way; false if that took longer than `boundMs` of real time. */
  whenIdle(boundMs: number): Promise<boolean>;
}

export function createWorkload(): Workload {
  let count = 0;
  let waiting: (() => void)[] = [];
  const end = () => {
    count -= 1;
    if (count === 0) {
      const all = waiting;
      waiting = [];
      for (const go of all) {
        go();
      }
    }
  };
  return {
    begin: () => {
      count += 1;
      let open = true;
      return () => {
        if (open) {
          open = false;
          end();
        }
      };
    },
    busy: () => count > 0,
    whenIdle: (boundMs) =>
      new Promise((resolve) => {
        if (count === 0) {
          resolve(true);
          return;
        }
        const timeout = setTimeout(() => resolve(false), boundMs);
        waiting.push(() => {
          clearTimeout(timeout);
          resolve(true);
        });
      }),
  };
}
