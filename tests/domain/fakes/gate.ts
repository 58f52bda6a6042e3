/** The point that every fake call passes: it counts, writes a journal, and breaks where a test says so. */
import { CodedError } from '../../../domain/errors';

/** `before`: the call never arrives. `after`: it does, and its answer is lost. */
export type Break = {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** `once`: one call fails. `dead`: so do all that follow, until somebody calls `revive`. */
  readonly mode: 'once' | 'dead';
};

export type Gate = ReturnType<typeof createGate>;

export function createGate() {
  let count = 0;
  let armed: Break | undefined;
  let dead = false;
  const down = new Set<string>();
  const journal: string[] = [];
  const fail = (): never => {
    throw new CodedError('unavailable', 'broken by the test');
  };
  return {
    journal,
    /** How many calls have passed since the gate was armed or reset. */
    count: () => count,
    reset: () => {
      count = 0;
    },
    breakAt: (plan: Break) => {
      armed = plan;
      count = 0;
    },
    revive: () => {
      armed = undefined;
      dead = false;
    },
    /** Every call whose name begins so fails until `up` is called. */
    takeDown: (name: string) => void down.add(name),
    bringUp: (name: string) => void down.delete(name),

    /** The same object whose methods pass the gate; generators and plain values are left as they are. */
    guard: <T extends object>(name: string, port: T): T =>
      new Proxy(port, {
        get: (target, key) => {
          const member = Reflect.get(target, key) as unknown;
          if (typeof member !== 'function' || key === 'allOpen') return member;
          return async (...args: unknown[]): Promise<unknown> => {
            const call = `${name}.${String(key)}`;
            const mine = ++count;
            const hit = armed?.at === mine;
            if (dead || [...down].some((prefix) => call.startsWith(prefix))) fail();
            if (hit && armed?.mode === 'dead') dead = true;
            if (hit && armed?.when === 'before') fail();
            journal.push(call);
            // Looked up only now, so that a test may put another function in its place.
            const present = Reflect.get(target, key) as (...values: unknown[]) => unknown;
            const answer: unknown = await Reflect.apply(present, target, args);
            if (hit && armed?.when === 'after') fail();
            return answer;
          };
        },
      }),
  };
}
