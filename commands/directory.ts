/**
 * `npm run directory -- migrate` makes the built-in directory's tables or brings them up to date;
 * `npm run directory -- import people.csv [--dry-run]` adds the accounts of a list. Both may run again at any time.
 * The database is the one of the setting DATABASE_URL. Exit code 0: done; 1: the database; 2: the question or the list.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Directory, openDirectory } from '../directory';
import { codeOf } from '../domain/errors';
import { readProviderSettings } from '../functions/settings';
import { readAccounts } from './directory/accounts-file';
import { importAccounts } from './directory/import';

export type DirectoryOutput = {
  /** For standard output. */
  readonly lines: readonly string[];
  /** For standard error. */
  readonly faults: readonly string[];
  readonly exitCode: 0 | 1 | 2;
};

const usage = 'Which work? `migrate`, or `import people.csv [--dry-run]`.';
/** More would hide the first ones. */
const mostFaults = 50;

const done = (...lines: string[]): DirectoryOutput => ({ lines, faults: [], exitCode: 0 });
const wrong = (...faults: readonly string[]): DirectoryOutput => ({ lines: [], faults, exitCode: 2 });

export async function directory(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DirectoryOutput> {
  const asked = askedBy(args);
  if (typeof asked === 'string') return wrong(asked);
  const reading = readProviderSettings(environment);
  if (reading.kind === 'faults') return wrong(...reading.faults);
  const { DATABASE_URL: databaseUrl } = reading.settings;
  if (!databaseUrl) return wrong('DATABASE_URL: missing; postgres://user:password@host:port/database');
  const opened = openDirectory({ databaseUrl, clock: { now: () => new Date() } });
  try {
    return asked.file === undefined
      ? done(migrated(await opened.migrate()))
      : await imported(opened, asked.file, asked.isDry);
  } catch (error) {
    return { lines: [], faults: [databaseFault(codeOf(error))], exitCode: 1 };
  } finally {
    await opened.close();
  }
}

function migrated(steps: number): string {
  if (steps === 0) return 'The tables are up to date; there was nothing to do.';
  return `The tables are up to date now; ${steps} ${steps === 1 ? 'migration was' : 'migrations were'} missing.`;
}

async function imported(opened: Directory, file: string, isDry: boolean): Promise<DirectoryOutput> {
  const csv = textOf(file);
  if (csv === undefined) return wrong(`${file} can't be read, or is not in UTF-8: save it as "CSV UTF-8".`);
  const list = readAccounts(csv);
  if (list.kind === 'faults') return wrong(...shortened(list.faults));
  const outcome = await importAccounts(opened, list.accounts, isDry);
  if (outcome.kind === 'faults') return wrong(...shortened(outcome.faults));
  const { created, present } = outcome;
  const counts = `${isDry ? 'To be added' : 'Added'}: ${created}. There already, and left as they are: ${present}.`;
  if (isDry) return done(counts, 'Nothing was written.');
  const next = 'Nobody knows a password of the new accounts: each gets its first one by a reset link.';
  return created > 0 ? done(counts, next) : done(counts);
}

/** `file` is absent for `migrate`. */
function askedBy(args: readonly string[]) {
  try {
    const options = { 'dry-run': { type: 'boolean' } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [work, file, ...more] = positionals;
    const isDry = values['dry-run'] ?? false;
    if (work === 'migrate' && file === undefined && !isDry) return { isDry };
    if (work === 'import' && file !== undefined && more.length === 0) return { isDry, file };
    return usage;
  } catch (error) {
    return String((error as { message?: unknown }).message);
  }
}

function databaseFault(code: string): string {
  if (code === 'not-found')
    return 'The directory has no tables there yet: run `npm run directory -- migrate` first.';
  return `The database of DATABASE_URL can't do it (${code}). What was added before stays; run the same again.`;
}

function shortened(faults: readonly string[]): readonly string[] {
  if (faults.length <= mostFaults) return faults;
  return [...faults.slice(0, mostFaults), `… and ${faults.length - mostFaults} more. Nothing was written.`];
}

function textOf(file: string): string | undefined {
  try {
    // Another encoding would be taken silently otherwise, with every accent lost.
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}

if (require.main === module) {
  void directory(process.argv.slice(2), process.env).then(({ lines, faults, exitCode }) => {
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    process.stdout.write(lines.map((line) => `${line}\n`).join(''), () => process.exit(exitCode));
  });
}
