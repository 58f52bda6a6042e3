/**
 * `npm run check [-- --env FILE] [--json]`: do the credentials and rights of every configured connector work? Each is
 * tried by reads, which change nothing. Exit code 0: all fine; 1: something failed; 2: wrong usage, settings or policy.
 */
import { parseArgs } from 'node:util';
import { readPolicyFile } from '../functions/policy-file';
import { createProduct, type Product } from '../functions/product';
import { candidatesOf } from './check/candidates';
import { settingsFrom } from './check/settings-source';
import { checkTable } from './check/table';
import { tryOut } from './check/try-out';

const limitMs = 10_000;

export type CheckOutput = {
  /** For standard output. */
  readonly lines: readonly string[];
  /** For standard error, before anything else. */
  readonly faults: readonly string[];
  readonly exitCode: 0 | 1 | 2;
};

export type CheckOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For each row. */
  readonly timeoutMs?: number;
};

export async function check(args: readonly string[], options: CheckOptions): Promise<CheckOutput> {
  const wrong = (...faults: string[]): CheckOutput => ({ lines: [], faults, exitCode: 2 });
  const asked = optionsOf(args);
  if (typeof asked === 'string') return wrong(asked);
  const { from, reading } = settingsFrom(asked.env, options.environment);
  if (reading.kind === 'faults') return wrong(`Settings of ${from}:`, ...reading.faults);
  const policy = readPolicyFile(reading.settings.POLICY_FILE);
  if (policy.kind === 'faults') return wrong(...policy.faults);
  let product: Product;
  try {
    product = createProduct(reading.settings, policy.policy);
  } catch (error) {
    return wrong(...String((error as { message?: unknown }).message).split('\n'));
  }
  try {
    const { timeoutMs = limitMs } = options;
    const found = await Promise.all(candidatesOf(product).map((one) => tryOut(one, timeoutMs)));
    const rows = found.flat();
    return {
      faults: [],
      lines: asked.json
        ? rows.map((row) => JSON.stringify(row))
        : [`Settings of ${from}, policy ${reading.settings.POLICY_FILE}.`, '', ...checkTable(rows)],
      exitCode: rows.some(({ result }) => result === 'failed') ? 1 : 0,
    };
  } finally {
    product.mail?.close();
    await product.directory?.close();
  }
}

function optionsOf(args: readonly string[]) {
  const options = { env: { type: 'string' }, json: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return String((error as { message?: unknown }).message);
  }
}

if (require.main === module) {
  void check(process.argv.slice(2), { environment: process.env }).then(({ lines, faults, exitCode }) => {
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    const text = lines.map((line) => `${line}\n`).join('');
    // Connections that were given up may still be open.
    process.stdout.write(text, () => process.exit(exitCode));
  });
}
