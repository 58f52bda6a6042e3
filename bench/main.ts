/** `npm run bench [-- name ...]`: one JSON line per figure on standard output, progress on standard error. */
import os from 'node:os';
import type { Measurement } from './figure';
import { burst } from './figures/burst';
import { coldStart } from './figures/cold-start';
import { directorySearch } from './figures/directory-search';
import { hookToNotice } from './figures/hook-to-notice';
import { idlePoll } from './figures/idle-poll';
import { mobileUniformity } from './figures/mobile-uniformity';
import { readySeconds } from './figures/ready-seconds';
import { reminderRun } from './figures/reminder-run';
import { signIn } from './figures/sign-in';
import { turnOverhead } from './figures/turn-overhead';

const measurements: readonly Measurement[] = [
  turnOverhead,
  idlePoll,
  coldStart,
  readySeconds,
  burst,
  hookToNotice,
  reminderRun,
  directorySearch,
  signIn,
  mobileUniformity,
];

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function main(names: readonly string[]): Promise<number> {
  const known = measurements.flatMap(({ figures }) => figures);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    say(`There is no figure "${unknown.join('", "')}". There are: ${known.join(', ')}.`);
    return 2;
  }
  const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);
  let failed = 0;
  for (const { figures, measure } of measurements) {
    if (!figures.some(isWanted)) continue;
    say(
      `${figures.join(', ')} … (load ${os.loadavg()[0]?.toFixed(1)} on ${os.availableParallelism()} cores)`,
    );
    try {
      for (const figure of await measure(say)) {
        if (isWanted(figure.name)) process.stdout.write(`${JSON.stringify(figure)}\n`);
      }
    } catch (error) {
      failed += 1;
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  return failed > 0 ? 1 : 0;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
