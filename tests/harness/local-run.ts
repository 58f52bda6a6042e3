/**
 * A local run for a test file: storage, database, stand-in and mailbox by `npm run services`' own script, and the
 * embedded host as a child of its own, so that a test can kill the host alone and start it again.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { waitForHealth } from '../../local/health';
import { compiledModule, projectRoot } from '../../local/project-root';
import { startChild, type WatchedChild } from '../../local/watched-child';
import { type Endpoints, runningProduct } from './endpoints';
import { createProduct, type Product } from './product';

export interface LocalRunOptions {
  /** How many accounts in all. */
  people?: number;
  /** The policy, whole or partial, in the form of policy.yaml; without one the local run's own. */
  policy?: Record<string, unknown>;
  /** App settings that win over those made for the run. */
  environment?: Record<string, string>;
  /** Every activity runs twice, as it may on the platform. */
  activitiesTwice?: boolean;
}

export interface LocalRun extends Product {
  /** Ends the host as an outage would; everything else goes on. */
  killHost(): Promise<void>;
  /** Starts the host again on the same port and waits until it is well. */
  startHost(): Promise<void>;
  /** Ends all of it and deletes its state. */
  stop(): Promise<void>;
  /** What the host has said so far, to be read for what must not stand in it. */
  hostLog(): string;
  /** The app settings that the run was given (connection strings, keys), so that a test can look into its stores. */
  settings(): Record<string, string>;
}

const hostStartMs = 60_000;

/** Starts a run in a folder of its own, or takes the one that `BASE_URL` points at. */
export async function startLocalRun(options: LocalRunOptions = {}): Promise<LocalRun> {
  const running = runningProduct();
  return running ? foreignRun(running) : ownRun(options);
}

async function ownRun(options: LocalRunOptions): Promise<LocalRun> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'local-run-'));
  const services = startServices(folder, options);
  let host: WatchedChild | undefined;
  const stop = async () => {
    await host?.stop();
    await services.child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const servicesEnded = services.child.ended.then(() => {
    throw new Error(['The local run ended by itself.', ...services.child.lastLines()].join('\n'));
  });
  servicesEnded.catch(() => {});
  try {
    const facts = await services.child.ready;
    const functionsUrl = String(facts.functions);
    const startHost = async () => {
      host = startHostChild(folder, functionsUrl, options);
      const keys = await host.ready;
      await waitForHealth(functionsUrl, { withinMs: hostStartMs });
      return keys;
    };
    const keys = await startHost();
    await Promise.race([services.introduced, servicesEnded]);
    const product = await createProduct({
      functionsUrl,
      teamsUrl: String(facts.teams),
      mailUrl: String(facts.mail),
      signInUrl: String(facts.signIn),
      demoPassword: String(facts.demoPassword),
      operatorKey: String(keys.functionKey),
      clockKey: String(keys.masterKey),
    });
    return {
      ...product,
      killHost: async () => host?.kill(),
      startHost: async () => {
        await startHost();
      },
      stop,
      hostLog: () => readFileSync(hostLogFile(folder), 'utf8'),
      settings: () => settingsOf(folder),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startServices(folder: string, { people, policy, environment }: LocalRunOptions) {
  const args = [compiledModule('local/services.js'), '--watch-stdin'];
  if (people !== undefined) args.push('--people', String(people));
  if (policy) {
    // JSON is YAML too.
    const file = path.join(folder, 'policy.yaml');
    writeFileSync(file, JSON.stringify(policy));
    args.push('--policy', file);
  }
  let introduce = () => {};
  const introduced = new Promise<void>((resolve) => {
    introduce = resolve;
  });
  const child = startChild({
    name: 'local run',
    args,
    environment: {
      ...process.env,
      ...anyPorts,
      LOCAL_STATE_FOLDER: path.join(folder, 'state'),
      ...environment,
    },
    logFile: path.join(folder, 'services.log'),
    readyWord: 'ready',
    onLine: (line) => {
      if (line.startsWith('introduced ')) introduce();
    },
  });
  return { child, introduced };
}

const anyPorts = { PORT: '0', TEAMS_PORT: '0', MAIL_PORT: '0' };

function startHostChild(
  folder: string,
  functionsUrl: string,
  { environment, activitiesTwice }: LocalRunOptions,
): WatchedChild {
  const state = path.join(folder, 'state');
  const args = [compiledModule('local/functions-host/main.js'), '--port', new URL(functionsUrl).port];
  args.push('--state', state, '--watch-stdin', ...(activitiesTwice ? ['--activities-twice'] : []));
  return startChild({
    name: 'Functions host',
    args,
    environment: { ...process.env, ...settingsOf(folder), ...environment },
    folder: projectRoot(),
    logFile: hostLogFile(folder),
    readyWord: 'host ready',
  });
}

function settingsOf(folder: string): Record<string, string> {
  const file = path.join(folder, 'state', 'local.settings.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { Values: Record<string, string> }).Values;
}

function hostLogFile(folder: string): string {
  return path.join(folder, 'functions.log');
}

async function foreignRun(endpoints: Endpoints): Promise<LocalRun> {
  const notOurs = async () => {
    throw new Error('This host was started by somebody else, and is left alone.');
  };
  return {
    ...(await createProduct(endpoints)),
    killHost: notOurs,
    startHost: notOurs,
    stop: async () => {},
    hostLog: () => '',
    settings: () => ({}),
  };
}
