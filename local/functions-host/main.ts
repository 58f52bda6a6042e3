/** The program: starts one host, says when it is ready, and ends it in order. */
import { applyLocalSettings, parseCommandLine } from './command-line';
import { createFunctionsHost } from './functions-host';
import { redirectConsole } from './log';

async function main(): Promise<void> {
  const startedAt = performance.now();
  const line = parseCommandLine(process.argv.slice(2), process.env);
  if (line.settingsFile !== undefined) {
    applyLocalSettings(line.settingsFile, process.env);
  }
  process.chdir(line.root);
  redirectConsole();
  const host = await createFunctionsHost({
    ...line,
    environment: process.env,
    writeLog: (entry) => process.stderr.write(`${entry}\n`),
  });

  let isStopping = false;
  const stop = async () => {
    if (!isStopping) {
      isStopping = true;
      await host.stop();
      process.exit(0);
    }
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (line.watchStdin) {
    process.stdin.on('end', stop).on('error', stop).resume();
  }
  const { port, functionKey, masterKey } = host;
  const startedInMs = Math.round(performance.now() - startedAt);
  process.stdout.write(`host ready ${JSON.stringify({ port, functionKey, masterKey, startedInMs })}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`, () => process.exit(1));
});
