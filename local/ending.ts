/** The ways a start script is told to end, in one promise; and the end itself, which takes seconds, not more. */
import { readFileSync } from 'node:fs';

const lookAgainMs = 1000;

/**
 * Resolves when the person wants the run to end: Ctrl-C, a termination signal, a closed terminal, or npm being gone
 * (npm is our parent then, and a killed npm can't pass a signal on). A second Ctrl-C ends this process at once; the
 * children end with their pipes.
 * @param options.watchStdin the end of standard input tells it too
 */
export function untilToldToEnd({ watchStdin }: { watchStdin: boolean }): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    const tell = (signal: NodeJS.Signals) => {
      if (told && signal === 'SIGINT') process.exit(130);
      told = true;
      resolve();
    };
    process.on('SIGINT', tell).on('SIGTERM', tell).on('SIGHUP', tell);
    if (watchStdin) process.stdin.on('end', resolve).on('error', resolve).resume();
    if (process.env.npm_lifecycle_event === undefined) return;
    const starters = ourStarters();
    setInterval(() => {
      if (ourStarters() !== starters) resolve();
    }, lookAgainMs).unref();
  });
}

/**
 * Who started us, as long as they live: npm, or npm's shell and npm. A shell stays when npm is killed, so on Linux
 * its parent is looked at as well; but only of such a shell, since npm's own parent may leave as it likes.
 */
function ourStarters(): string {
  const parent = process.ppid;
  try {
    const [, option] = readFileSync(`/proc/${parent}/cmdline`, 'utf8').split('\0');
    if (option !== '-c') return String(parent);
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    const [, grandparent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${parent} of ${grandparent}`;
  } catch {
    return String(parent);
  }
}

/** What a run can't go on without. */
interface Lasting {
  name: string;
  ended: Promise<unknown>;
  lastLines(): string[];
}

/**
 * Waits for the first of the two ends.
 * @returns the exit code: 0 when the person wanted it, 1 when a part ended by itself, which is then told
 */
export async function untilTheEnd(
  toldToEnd: Promise<void>,
  parts: Lasting[],
  tell: (line: string) => void,
): Promise<number> {
  const failed = Promise.race(
    parts.map(async (part) => {
      await part.ended;
      return [`The ${part.name} has ended by itself.`, ...part.lastLines().map((line) => `  ${line}`)].join(
        '\n',
      );
    }),
  );
  const failure = await Promise.race([toldToEnd.then(() => undefined), failed]);
  if (failure === undefined) return 0;
  tell(failure);
  return 1;
}
