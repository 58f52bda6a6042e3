/**
 * `npm run --silent recognise -- [--locale en] [--pending]`: what would the bot understand? Reads one message a line
 * from standard input and writes one JSON line each. `--pending` is "as if a yes/no question were open".
 */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { RecogniserContext } from '../dialogs/recogniser/intents';
import { recognise } from '../dialogs/recogniser/recognise';

/** One line of the answer, without its end. */
export function recognisedLine(text: string, context: RecogniserContext): string {
  const { intent, system, confidence, flags } = recognise(text, context);
  return JSON.stringify({ text, intent, system: system ?? null, confidence, flags });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { locale: { type: 'string' }, pending: { type: 'boolean', default: false } },
  });
  const context = { pending: values.pending, ...(values.locale ? { locale: values.locale } : {}) };
  // Whoever reads only the first lines and goes away ends the command, without a complaint.
  process.stdout.on('error', () => process.exit(0));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!process.stdout.write(`${recognisedLine(line, context)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
}
