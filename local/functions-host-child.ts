/** A Functions host as a child of the start script: Core Tools where they are installed, else the embedded one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setting } from './app-settings';
import type { HostChoice } from './options';
import { compiledModule, projectRoot } from './project-root';
import { startChild, type WatchedChild } from './watched-child';

export interface FunctionsHost {
  child: WatchedChild;
  /** Resolves when the host listens; what it says then is its operator key. */
  operatorKey: Promise<string>;
}

/** Core Tools check no function keys locally, so any text opens the operators' routes there. */
const uncheckedKey = 'not-checked-by-func-start';

/**
 * Options of node for the embedded host. Without a limit V8 lets a heap grow to four times what is alive before it
 * collects: a burst peaks 100 MB higher and is no faster (`npm run bench -- burst_ratio peak_memory_mb`).
 */
export const hostNodeOptions: readonly string[] = ['--max-old-space-size=1024'];

/** Lines on standard error that a person must see; all the rest stays in the log file. */
const errorLine = /\b(?:error|fail(?:ed|ure)?|exception|unhandled)\b/i;

/** @returns where Core Tools are, undefined when they are not installed */
export function findCoreTools(environment: Record<string, string | undefined>): string | undefined {
  const names = process.platform === 'win32' ? ['func.cmd', 'func.exe'] : ['func'];
  return (environment.PATH ?? environment.Path ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

/**
 * @param options.choice forces one; otherwise the one that is there
 * @param options.onError is given lines that tell of errors
 */
export function startFunctionsHost({
  choice,
  port,
  environment,
  stateFolder,
  onError,
}: {
  choice: HostChoice;
  port: number;
  environment: Record<string, string | undefined>;
  stateFolder: string;
  onError(line: string): void;
}): FunctionsHost {
  const logFile = path.join(stateFolder, 'logs', 'functions.log');
  const onErrorLine = (line: string) => {
    if (errorLine.test(line)) onError(line);
  };
  const plan = { name: 'Functions host', environment, logFile, folder: projectRoot(), onErrorLine };
  if (choice === 'func') {
    const func = findCoreTools(environment) ?? 'func';
    // Core Tools watch no pipe: a small process between us does it for them.
    const args = [compiledModule('local/pipe-guard.js'), func, 'start', '--port', String(port)];
    const child = startChild({ ...plan, args });
    return { child, operatorKey: Promise.resolve(uncheckedKey) };
  }
  const main = compiledModule('local/functions-host/main.js');
  const args = [...hostNodeOptions, main, '--port', String(port), '--state', stateFolder, '--watch-stdin'];
  const child = startChild({ ...plan, args, readyWord: 'host ready' });
  return { child, operatorKey: child.ready.then((facts) => String(facts.functionKey)) };
}

/** The host that a start takes when the command line doesn't say. */
export function usualHost(environment: Record<string, string | undefined>): HostChoice {
  return findCoreTools(environment) && setting(environment, 'PATH') ? 'func' : 'embedded';
}
