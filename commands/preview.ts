/**
 * `npm run preview -- --date 2026-12-01 [--people FILE] [--policy FILE] [--json]`: what would be sent to whom on that
 * day under that policy? Of a list, or of the identity providers that the settings name; the local run's directory is
 * found by local/preview.ts. Nothing is sent or changed. A table for people; with `--json` one line each.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { codeOf } from '../domain/errors';
import type { Policy } from '../domain/policy/schema';
import { type Day, isDay } from '../domain/reminder/calendar';
import { type PreviewLine, previewOf } from '../domain/reminder/preview';
import { readPolicyFile } from '../functions/policy-file';
import { readProviderSettings } from '../functions/settings';
import { readPeople } from './preview/people-file';
import { providerPreview } from './preview/provider-source';
import { openSources } from './preview/providers';
import { type Named, previewTable } from './preview/table';

export type PreviewOutput = {
  readonly lines: readonly string[];
  readonly faults: readonly string[];
  /** 1: a provider can't be asked; 2: the question, the list, the settings or the policy are wrong. */
  readonly exitCode: 0 | 1 | 2;
};

export type Environment = Readonly<Record<string, string | undefined>>;

const wrong = (...faults: string[]): PreviewOutput => ({ lines: [], faults, exitCode: 2 });

/** @returns what to print, or what is wrong; nothing is both. */
export async function preview(args: readonly string[], environment: Environment): Promise<PreviewOutput> {
  const options = previewOptions(args);
  if (typeof options === 'string') return wrong(options);
  const { date, people } = options;
  if (!date || !isDay(date)) return wrong(`--date: ${date ?? 'missing'}; a day such as 2026-12-01`);
  const reading = readPolicyFile(options.policy ?? (environment.POLICY_FILE || 'policy.yaml'));
  if (reading.kind === 'faults') return wrong(...reading.faults);
  const { policy } = reading;
  const asJson = options.json ?? false;
  return people === undefined
    ? ofProviders(date, policy, environment, asJson)
    : ofList(date, policy, people, asJson);
}

function ofList(date: Day, policy: Policy, file: string, asJson: boolean): PreviewOutput {
  const csv = textOf(file);
  if (csv === undefined) return wrong(`--people: ${file} can't be read`);
  const listed = readPeople(csv, policy.organisation.timeZone);
  if (listed.kind === 'faults') return wrong(...listed.faults);
  const names = new Map(listed.people.map((person) => [person.id, person]));
  return said(previewOf(date, listed.people, policy), names, asJson);
}

async function ofProviders(
  date: Day,
  policy: Policy,
  environment: Environment,
  asJson: boolean,
): Promise<PreviewOutput> {
  const settings = readProviderSettings(environment);
  if (settings.kind === 'faults') return wrong(...settings.faults);
  const { DATABASE_URL, OKTA_ORG_URL } = settings.settings;
  if (!DATABASE_URL && !OKTA_ORG_URL)
    return wrong('Whose accounts? Set DATABASE_URL or OKTA_ORG_URL, or give a list with --people.');
  const opened = openSources(settings.settings, policy);
  if (opened.kind === 'faults') return wrong(...opened.faults);
  try {
    const { lines, names } = await providerPreview(date, opened.sources, policy);
    const { timeZone } = policy.organisation;
    return said(lines, new Map([...names].map(([id, name]) => [id, { name, timeZone }])), asJson);
  } catch (error) {
    return { lines: [], faults: [`The accounts can't be read (${codeOf(error)}).`], exitCode: 1 };
  } finally {
    await opened.close();
  }
}

function said(
  lines: readonly PreviewLine[],
  names: ReadonlyMap<string, Named>,
  asJson: boolean,
): PreviewOutput {
  const text = asJson ? lines.map((line) => JSON.stringify(line)) : previewTable(lines, names);
  return { lines: text, faults: [], exitCode: 0 };
}

/** The options as they were typed, or what is wrong with them. */
export function previewOptions(args: readonly string[]) {
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

/** Prints it and ends: connections that were given up may still be open. */
export function endWith({ lines, faults, exitCode }: PreviewOutput): void {
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''), () => process.exit(exitCode));
}

if (require.main === module) void preview(process.argv.slice(2), process.env).then(endWith);
