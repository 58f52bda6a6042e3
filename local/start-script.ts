/** What `npm start` and `npm run services` share: faults are told in a sentence, and whatever was started ends. */
import { untilToldToEnd } from './ending';
import { type LocalRun, startLocalRun } from './local-run';
import { readOptions, type StartOptions } from './options';

/** Errors whose message is written for the person at the terminal; all others show where they come from. */
const told = new Set([
  'option',
  'port',
  'policy',
  'run-is-alive',
  'folder-in-use',
  'child-ended',
  'not-healthy',
]);

export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * Starts the run, lets `body` go on with it until it resolves, ends the run, and sets the exit code.
 * @param body resolves with the exit code
 */
export async function runStartScript(
  body: (run: LocalRun, toldToEnd: Promise<void>, options: StartOptions) => Promise<number>,
): Promise<void> {
  let run: LocalRun | undefined;
  let code = 1;
  try {
    const options = readOptions(process.argv.slice(2));
    // Listened for from the beginning: being told to end while it starts, a run ends as soon as it is up.
    const toldToEnd = untilToldToEnd(options);
    run = await startLocalRun(options);
    code = await body(run, toldToEnd, options);
  } catch (error) {
    say(faultText(error));
  }
  await run?.stop();
  process.exit(code);
}

function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && told.has(code) ? error.message : (error.stack ?? error.message);
}
