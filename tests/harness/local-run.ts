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
import { type Front, openFront } from './front';
import { type KeptParts, type PartName, startKeptParts } from './kept-parts';
import { createProduct, type Product } from './product';
import { giveSigningKeys, sharedParts, takeStorage } from './shared-parts';

export interface LocalRunOptions {
  /** How many accounts in all. */
  people?: number;
  /** The policy, whole or partial, in the form of policy.yaml; without one the local run's own. */
  policy?: Record<string, unknown>;
  /** App settings that win over those made for the run. */
  environment?: Record<string, string>;
  /** Every activity runs twice, as it may on the platform. */
  activitiesTwice?: boolean;
  /** Storage and database can be paused, ended and started. */
  withOutages?: boolean;
  /** A storage of its own in the state folder, to be searched there; else it is an account at the shared one. */
  storageOnDisk?: boolean;
  /** So many hosts, each with a task hub of its own, on the same storage; requests go to them in turn. */
  hosts?: number;
  /** What the host is given instead, made from the run's app settings: other ways to the same places, say. */
  hostEnvironment?: (settings: Record<string, string>) => Promise<Record<string, string>>;
}

export interface LocalRun extends Product {
  /** Ends the host as an outage would; everything else goes on. */
  killHost(): Promise<void>;
  /** Starts the host again on the same port and waits until it is well. */
  startHost(): Promise<void>;
  /** Where there are several: ends the last of them as an outage would; requests go to the others. */
  killLastHost(): Promise<void>;
  /** Storage or database, as they come and go. @throws where the run was not started `withOutages` */
  part(name: PartName): Part;
  /** Ends all of it and deletes its state. */
  stop(): Promise<void>;
  /** What the host has said so far, to be read for what must not stand in it. */
  hostLog(): string;
  /** The app settings that the run was given (connection strings, keys), so that a test can look into its stores. */
  settings(): Record<string, string>;
  /** Where the run keeps its state; undefined on a host that somebody else started. */
  readonly stateFolder: string | undefined;
}

export interface Part {
  /** It accepts connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** It ends in order; afterwards nothing listens there. */
  end(): Promise<void>;
  start(): Promise<void>;
}

const hostStartMs = 60_000;

/** Starts a run in a folder of its own, or takes the one that `BASE_URL` points at. */
export async function startLocalRun(options: LocalRunOptions = {}): Promise<LocalRun> {
  const running = runningProduct();
  return running ? foreignRun(running) : ownRun(options);
}

async function ownRun(given: LocalRunOptions): Promise<LocalRun> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'local-run-'));
  const parts = given.withOutages ? await startKeptParts(path.join(folder, 'state')) : undefined;
  const shared = sharedParts();
  if (shared) giveSigningKeys(shared, path.join(folder, 'state'));
  const storage = shared && !parts && !given.storageOnDisk ? takeStorage(shared) : {};
  const options = { ...given, environment: { ...storage, ...parts?.environment, ...given.environment } };
  const services = startServices(folder, options);
  const others: { child: WatchedChild; port: number }[] = [];
  let host: WatchedChild | undefined;
  let front: Front | undefined;
  const stop = async () => {
    await Promise.all([host, ...others.map(({ child }) => child)].map((child) => child?.stop()));
    await front?.close();
    await services.child.stop();
    await parts?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const servicesEnded = services.child.ended.then(() => {
    throw new Error(['The local run ended by itself.', ...services.child.lastLines()].join('\n'));
  });
  servicesEnded.catch(() => {});
  try {
    const facts = await services.child.ready;
    const functionsUrl = String(facts.functions);
    const startOne = async (port: string) => {
      const child = await startHostChild(folder, port, options);
      return { child, keys: await child.ready };
    };
    const startHost = async () => {
      const { child, keys } = await startOne(front ? '0' : new URL(functionsUrl).port);
      host = child;
      front?.leadTo([Number(keys.port), ...others.map(({ port }) => port)]);
      await waitForHealth(functionsUrl, { withinMs: hostStartMs });
      return keys;
    };
    if (options.hosts) front = await openFront(Number(new URL(functionsUrl).port));
    for (let n = 1; n < (options.hosts ?? 1); n += 1) {
      const { child, keys } = await startOne('0');
      others.push({ child, port: Number(keys.port) });
    }
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
      killLastHost: async () => {
        const last = others.pop();
        front?.leadTo([Number((await host?.ready)?.port), ...others.map(({ port }) => port)]);
        await last?.child.kill();
      },
      part: (name) => partOf(parts, name),
      stop,
      hostLog: () => readFileSync(hostLogFile(folder), 'utf8'),
      settings: () => settingsOf(folder),
      stateFolder: path.join(folder, 'state'),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function partOf(parts: KeptParts | undefined, name: PartName): Part {
  if (!parts) throw new Error('This run keeps storage and database to itself: start it withOutages.');
  return {
    pause: () => parts.pause(name),
    resume: () => parts.resume(name),
    end: () => parts.end(name),
    start: () => parts.start(name),
  };
}

function startServices(folder: string, { people, policy, environment }: LocalRunOptions) {
  const args = [compiledModule('local/services.js'), '--watch-stdin'];
  if (people !== undefined) args.push('--people', String(people));
  if (policy) {
    // JSON is YAML too. Reminders go out where a story is about them: no other depends on the hour of its run.
    const off = { enabled: false };
    const file = path.join(folder, 'policy.yaml');
    writeFileSync(file, JSON.stringify({ passwordExpiry: off, contractorExpiry: off, ...policy }));
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
      // The local run's own policy has reminders on: their hour may come in the middle of a test.
      ...(policy ? {} : { REMINDERS_FROM: '2100-01-01T00:00:00Z' }),
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

async function startHostChild(
  folder: string,
  port: string,
  { environment, activitiesTwice, hostEnvironment }: LocalRunOptions,
): Promise<WatchedChild> {
  const state = path.join(folder, 'state');
  const settings = settingsOf(folder);
  const args = [compiledModule('local/functions-host/main.js'), '--port', port];
  args.push('--state', state, '--watch-stdin', ...(activitiesTwice ? ['--activities-twice'] : []));
  return startChild({
    name: 'Functions host',
    args,
    environment: { ...process.env, ...settings, ...environment, ...(await hostEnvironment?.(settings)) },
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

/** Where the stores of a host lie that somebody else started; told beside `BASE_URL`, they are searched as ours are. */
function storesOf({ AzureWebJobsStorage, DATABASE_URL }: NodeJS.ProcessEnv): Record<string, string> {
  return {
    ...(AzureWebJobsStorage && { AzureWebJobsStorage }),
    ...(DATABASE_URL && { DATABASE_URL }),
  };
}

async function foreignRun(endpoints: Endpoints): Promise<LocalRun> {
  const notOurs = async () => {
    throw new Error('This host was started by somebody else, and is left alone.');
  };
  return {
    ...(await createProduct(endpoints)),
    killHost: notOurs,
    startHost: notOurs,
    killLastHost: notOurs,
    part: (name) => partOf(undefined, name),
    stop: async () => {},
    hostLog: () => '',
    settings: () => storesOf(process.env),
    stateFolder: undefined,
  };
}
