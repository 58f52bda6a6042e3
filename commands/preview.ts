/**
 * `npm run preview -- --date 2026-12-01 --people FILE [--policy FILE] [--json]`: what would be sent to whom on that day
 * under that policy? Nothing is sent. A table for people; with `--json` one line each on standard output.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isDay } from '../domain/reminder/calendar';
import { type PreviewLine, previewOf } from '../domain/reminder/preview';
import { readPolicyFile } from '../functions/policy-file';
import { type ListedPerson, readPeople } from './preview/people-file';
import { previewTable } from './preview/table';

export type PreviewOutput = { readonly lines: readonly string[]; readonly faults: readonly string[] };

/** @returns what to print, or what is wrong with the question; nothing is both. */
export function preview(args: readonly string[]): PreviewOutput {
  const wrong = (...faults: string[]): PreviewOutput => ({ lines: [], faults });
  const options = optionsOf(args);
  if (typeof options === 'string') return wrong(options);
  const { date, policy: policyFile = 'policy.yaml', people: peopleFile, json = false } = options;
  if (!date || !isDay(date)) return wrong(`--date: ${date ?? 'missing'}; a day such as 2026-12-01`);
  if (!peopleFile) return wrong('--people: missing; a CSV file with the column id (docs/operations.md)');
  const reading = readPolicyFile(policyFile);
  if (reading.kind === 'faults') return wrong(...reading.faults);
  const { policy } = reading;
  const csv = textOf(peopleFile);
  if (csv === undefined) return wrong(`--people: ${peopleFile} can't be read`);
  const listed = readPeople(csv, policy.organisation.timeZone);
  if (listed.kind === 'faults') return wrong(...listed.faults);
  const lines = previewOf(date, listed.people, policy);
  return {
    faults: [],
    lines: json ? lines.map((line) => JSON.stringify(line)) : table(lines, listed.people),
  };
}

const table = (lines: readonly PreviewLine[], people: readonly ListedPerson[]) =>
  previewTable(lines, new Map(people.map((person) => [person.id, person])));

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { date: text, policy: text, people: text, json: { type: 'boolean' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return String((error as { message?: unknown }).message);
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (require.main === module) {
  const { lines, faults } = preview(process.argv.slice(2));
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.exitCode = faults.length > 0 ? 2 : 0;
}
