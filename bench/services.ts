/** What the measurements run on: the local run's own storage, database, stand-in and mailbox in a folder of their own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hostNodeOptions } from '../local/functions-host-child';
import { compiledModule, projectRoot } from '../local/project-root';
import { startChild, type WatchedChild } from '../local/watched-child';

export interface Services {
  child: WatchedChild;
  folder: string;
  stateFolder: string;
  functionsUrl: string;
  teamsUrl: string;
  /** Everybody's chat is known to the bot; needs a host that listens at `functionsUrl`. */
  introduced: Promise<void>;
  /** The app settings of the run, as a Functions host takes them. */
  settings: Record<string, string>;
  stop(): Promise<void>;
}

export interface ServicesOptions {
  people?: number;
  /** Partial, in the form of policy.yaml. */
  policy?: Record<string, unknown>;
}

export async function startServices({ people, policy = {} }: ServicesOptions = {}): Promise<Services> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const stateFolder = path.join(folder, 'state');
  const policyFile = path.join(folder, 'policy.yaml');
  // JSON is YAML too.
  writeFileSync(policyFile, JSON.stringify(policy));
  const args = [compiledModule('local/services.js'), '--watch-stdin', '--policy', policyFile];
  if (people !== undefined) args.push('--people', String(people));
  let introduce = () => {};
  const introduced = new Promise<void>((resolve) => {
    introduce = resolve;
  });
  const child = startChild({
    name: 'local run',
    args,
    environment: {
      ...process.env,
      ...{ PORT: '0', TEAMS_PORT: '0', MAIL_PORT: '0', LOCAL_STATE_FOLDER: stateFolder },
    },
    logFile: path.join(folder, 'services.log'),
    readyWord: 'ready',
    onLine: (line) => {
      if (line.startsWith('introduced ')) introduce();
    },
  });
  const stop = async () => {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const facts = await child.ready;
    const { Values: settings } = JSON.parse(
      readFileSync(path.join(stateFolder, 'local.settings.json'), 'utf8'),
    ) as { Values: Record<string, string> };
    return {
      ...{ child, folder, stateFolder, introduced, settings, stop },
      functionsUrl: String(facts.functions),
      teamsUrl: String(facts.teams),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface HostOptions {
  /** The folder of the app; the product's by default. */
  root?: string;
  /** Settings that win over the run's. */
  settings?: Record<string, string>;
  /** Called with every line of the host's log. */
  onLogLine?: (line: string) => void;
}

/** The embedded host as a child of its own, on the port that the run names. Its ready line may be waited for. */
export function startHost(services: Services, { root, settings, onLogLine }: HostOptions = {}): WatchedChild {
  const { stateFolder, functionsUrl } = services;
  const args = [compiledModule('local/functions-host/main.js'), '--port', new URL(functionsUrl).port];
  args.push('--state', stateFolder, '--watch-stdin', '--root', root ?? projectRoot());
  return startChild({
    name: 'Functions host',
    args: [...hostNodeOptions, ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), ...args],
    environment: { ...process.env, ...services.settings, ...settings },
    logFile: path.join(services.folder, 'functions.log'),
    readyWord: 'host ready',
    ...(onLogLine ? { onErrorLine: onLogLine } : {}),
  });
}

/** A folder that a Functions host can be started in, for an app of the bench. @param module inside dist */
export function appFolder(services: Services, name: string, module: string): string {
  const folder = path.join(services.folder, name);
  const from = projectRoot();
  const main = path.relative(folder, compiledModule(module));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, main }));
  writeFileSync(path.join(folder, 'host.json'), readFileSync(path.join(from, 'host.json')));
  return folder;
}
