/** `npm start`: the whole product on this machine, with a Functions host. */
import { setTimeout as wait } from 'node:timers/promises';
import { untilTheEnd } from './ending';
import { startFunctionsHost, usualHost } from './functions-host-child';
import { greeting, readyLine } from './greeting';
import { NotHealthy, waitForHealth } from './health';
import type { LocalRun } from './local-run';
import type { StartOptions } from './options';
import { runStartScript, say } from './start-script';

const hostStartMs = 120_000;
const introductionMs = 60_000;
const introductionPerPersonMs = 100;
const hostNames = { func: 'Azure Functions Core Tools', embedded: 'the embedded Functions host' };

const forever = new Promise<never>(() => {});

async function start(run: LocalRun, toldToEnd: Promise<void>, options: StartOptions): Promise<number> {
  const choice = options.host ?? usualHost(run.hostEnvironment);
  const host = startFunctionsHost({
    choice,
    port: run.ports.functions,
    environment: run.hostEnvironment,
    stateFolder: run.stateFolder,
    onError: say,
  });
  const tellWhenUp = async (): Promise<never> => {
    // A host that ends before it listens is told below, with its last lines.
    const operatorKey = await host.operatorKey.catch(() => forever);
    await waitForHealth(run.functionsUrl, { withinMs: hostStartMs });
    run.steps.done('Functions host');
    run.teams.setOperator({ baseUrl: run.functionsUrl, key: operatorKey });
    await introduceInTime(run);
    run.steps.done('Everybody installs the bot');
    const seconds = performance.now() / 1000;
    process.stdout.write(
      `${greeting(run, { host: hostNames[choice], seconds })}\n${readyLine(run, operatorKey)}\n`,
    );
    return forever;
  };
  try {
    return await Promise.race([untilTheEnd(toldToEnd, [host.child, ...run.children], say), tellWhenUp()]);
  } finally {
    await host.child.stop();
  }
}

/** A bot that can't be reached would be tried for ever, and nobody would be told. @throws {NotHealthy} */
async function introduceInTime(run: LocalRun): Promise<void> {
  const withinMs = introductionMs + run.people * introductionPerPersonMs;
  const introduced = run.teams.introduceEverybody().then(() => true);
  const inTime = await Promise.race([introduced, wait(withinMs, false, { ref: false })]);
  if (!inTime) {
    throw new NotHealthy(
      `The bot refuses the chats of the demo organisation; ${run.stateFolder}/logs tells why.`,
    );
  }
}

void runStartScript(start);
