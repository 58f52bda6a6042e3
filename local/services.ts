/** `npm run services`: everything but a Functions host, for `func start` or any other host in the project's root. */
import path from 'node:path';
import { untilTheEnd } from './ending';
import { readyLine } from './greeting';
import { waitForHealth } from './health';
import type { LocalRun } from './local-run';
import { runStartScript, say } from './start-script';
import { localSettingsFile } from './state-folder';

async function services(run: LocalRun, toldToEnd: Promise<void>): Promise<number> {
  const file = path.basename(localSettingsFile());
  say(
    `Everything but the Functions host is up. ${file} is written: \`func start\` is the rest. Ctrl-C ends it all.`,
  );
  process.stdout.write(`${readyLine(run, null)}\n`);
  void introduce(run);
  return untilTheEnd(toldToEnd, run.children, say);
}

/** The host is started by somebody else, whenever they like: then the bot learns where to reach everybody. */
async function introduce(run: LocalRun): Promise<void> {
  await waitForHealth(run.functionsUrl, { withinMs: Number.POSITIVE_INFINITY });
  run.steps.done('Functions host');
  const { people } = await run.teams.introduceEverybody();
  run.steps.done('Everybody installs the bot');
  process.stdout.write(`introduced ${JSON.stringify({ people })}\n`);
}

void runStartScript(services);
