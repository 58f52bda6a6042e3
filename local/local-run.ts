/**
 * Starts everything of the local run but a Functions host: storage and database in processes of their own, the
 * Teams stand-in and the mailbox in this one, then the demo organisation in the directory.
 */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { appSettings, policyFile, writeLocalSettings } from './app-settings';
import { FolderInUse, type FolderLock, takeFolderLock, waitForFolderLock } from './folder-lock';
import type { Mailbox } from './mailbox/mailbox';
import type { StartOptions } from './options';
import { demoOrganisation } from './people/demo-organisation';
import { requireSoundPolicy } from './policy-check';
import { choosePorts, type Ports } from './ports';
import { type Building, type Environment, startChannels, startKeeping } from './run-parts';
import { openRunState, saveRunState } from './run-state';
import { seedDirectory } from './seed';
import type { StartingSteps } from './starting-steps';
import { localSettingsFile, makePrivateFolder, stateFolder } from './state-folder';
import type { TeamsStandIn } from './teams/teams-stand-in';
import type { WatchedChild } from './watched-child';

export interface LocalRun {
  ports: Ports;
  functionsUrl: string;
  teams: TeamsStandIn;
  mailbox: Mailbox;
  demoPassword: string;
  /** How many accounts the demo organisation has. */
  people: number;
  /** The whole environment for a Functions host in the project's root. */
  hostEnvironment: Environment;
  stateFolder: string;
  steps: StartingSteps;
  /** Storage and database, as far as they are ours. */
  children: WatchedChild[];
  /** Ends everything; what a host still writes must have been written before. */
  stop(): Promise<void>;
}

const formerRunMs = 3000;
const formerChildrenMs = 20_000;
const formerHostMs = 5000;

export async function startLocalRun(options: StartOptions): Promise<LocalRun> {
  const environment = { ...process.env, ...(options.policyFile ? { POLICY_FILE: options.policyFile } : {}) };
  const folder = makePrivateFolder(stateFolder());
  const lock = await takeRunLock(folder);
  const children: WatchedChild[] = [];
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.allSettled([
      ...children.splice(0).map((child) => child.stop()),
      ...closers.splice(0).map((close) => close()),
    ]);
    lock.release();
  };
  try {
    if (options.fresh) await emptyStateFolder(folder);
    const state = openRunState(folder);
    const ports = await choosePorts({
      environment,
      remembered: state.ports,
      patienceMs: lock.leftBehind ? formerHostMs : 0,
    });
    // An organisation only grows: the directory keeps whom it has.
    const accounts = demoOrganisation({
      people: Math.max(options.people ?? 0, state.people ?? 0),
      today: new Date(),
    });
    return {
      ...(await startParts({ environment, folder, state, ports, accounts, children, closers })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(building: Building): Promise<Omit<LocalRun, 'stop'>> {
  const { environment, folder, state, ports, accounts, children } = building;
  const keeping = startKeeping(building);
  // When something else fails first, the children are ended before they were ready: that isn't news.
  keeping.catch(() => {});
  // The children need half a second to come up; the rest is done meanwhile.
  requireSoundPolicy(policyFile(environment));
  const functionsUrl = `http://localhost:${ports.functions}`;
  const { teams, mailbox, steps } = await startChannels(building, functionsUrl);
  const { storage, database } = await keeping;
  steps.done('Storage and database');
  saveRunState(folder, {
    ...state,
    ports,
    people: accounts.length,
    smtpPort: mailbox.smtpPort,
    storagePorts: storage?.ports ?? state.storagePorts,
    databasePort: database?.port ?? state.databasePort,
  });
  const whereabouts = {
    functionsUrl,
    teamsServiceUrl: teams.url,
    openIdMetadataUrl: teams.openIdMetadataUrl,
    smtpUrl: mailbox.smtpUrl,
    storageConnection: storage?.connectionString ?? '',
    databaseUrl: database?.url ?? '',
  };
  const settings = appSettings(state, whereabouts, environment);
  writeLocalSettings(localSettingsFile(), settings, ports.functions);

  const { demoPassword } = state;
  await seedDirectory({
    databaseUrl: settings.DATABASE_URL ?? '',
    accounts,
    demoPassword,
    clock: teams.clock,
  });
  return {
    ports,
    functionsUrl,
    teams,
    mailbox,
    demoPassword,
    people: accounts.length,
    hostEnvironment: { ...environment, ...settings },
    stateFolder: folder,
    steps,
    children,
  };
}

async function takeRunLock(folder: string): Promise<FolderLock> {
  const lock = await takeFolderLock(path.join(folder, 'run.lock'), { withinMs: formerRunMs }).catch(
    (error: unknown) => {
      if (!(error instanceof FolderInUse)) throw error;
      throw new RunIsAlive(error.pid);
    },
  );
  return lock;
}

/** Deletes the state of former runs, once their last writes are done. */
async function emptyStateFolder(folder: string): Promise<void> {
  for (const part of ['storage', 'database'])
    await waitForFolderLock(path.join(folder, `${part}.lock`), formerChildrenMs);
  for (const name of readdirSync(folder)) {
    if (name !== 'run.lock') rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Another start uses this state. */
export class RunIsAlive extends Error {
  readonly code = 'run-is-alive';

  constructor(pid: number) {
    super(`The local run is already going, as process ${pid}. End that one first (Ctrl-C in its terminal).`);
  }
}
