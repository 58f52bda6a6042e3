/** `npm start`: the whole product on this machine, with a Functions host. */
import { untilTheEnd } from './ending';
import { startFunctionsHost, usualHost } from './functions-host-child';
import { greeting, readyLine } from './greeting';
import { waitForHealth } from './health';
import type { LocalRun } from './local-run';
import type { StartOptions } from './options';
import { runStartScript, say } from './start-script';

const hostStartMs = 120_000;
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
    await run.teams.introduceEverybody();
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

void runStartScript(start);
