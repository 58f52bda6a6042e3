/**
 * `npm run manifest`: builds and checks the Teams app package, offline. Prints the path of the zip and nothing else
 * on standard output; faults and notes go to standard error.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from './package';
import { readManifestSettings } from './settings';

const root = path.resolve(__dirname, '..', '..');
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function main(args: readonly string[]): number {
  const out = outOf(args);
  if (out === undefined) return 2;
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const reading = readManifestSettings(process.env, version);
  if (reading.kind === 'faults') return refused(reading.faults);
  for (const note of reading.notes) say(note);
  const build = buildPackage(reading.settings);
  if (build.kind === 'faults') return refused(build.faults);
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, build.zip);
  process.stdout.write(`${out}\n`);
  return 0;
}

function outOf(args: readonly string[]): string | undefined {
  try {
    const { out } = parseArgs({ args: [...args], options: { out: { type: 'string' } } }).values;
    return path.resolve(out ?? path.join(root, 'dist', 'package', 'account-access.zip'));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\nThere is: --out FILE.`);
    return undefined;
  }
}

function refused(faults: readonly string[]): number {
  say('The Teams app package was not built:');
  for (const fault of faults) say(`  ${fault}`);
  return 1;
}

process.exitCode = main(process.argv.slice(2));
