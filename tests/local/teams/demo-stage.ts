/** A stage for the tests: the stand-in and the demo bot, knowing each other, with three people. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoPerson } from '../../../local/teams/person';
import {
  createTeamsStandIn,
  type TeamsStandIn,
  type TeamsStandInOptions,
} from '../../../local/teams/teams-stand-in';
import { type DemoBot, startDemoBot } from './demo-bot';

export const appId = '11111111-aaaa-4bbb-8ccc-000000000001';
export const tenantId = '22222222-aaaa-4bbb-8ccc-000000000002';
export const localKey = 'a-key-for-this-machine-only';

const person = (number: number, name: string, more: Partial<DemoPerson> = {}): DemoPerson => {
  const upn = `${name.split(' ')[0]?.toLowerCase()}@contoso.example`;
  const aadObjectId = `0a000000-0000-4000-8000-00000000000${number}`;
  return { aadObjectId, name, userPrincipalName: upn, email: upn, role: 'employee', ...more };
};

export const ada = person(1, 'Ada Okafor');
export const max = person(2, 'Max Lindqvist', { role: 'manager' });
export const rosa = person(3, 'Rosa Jiménez', { role: 'contractor', managerId: max.aadObjectId });

/** Everything on the stage; `restart` begins the stand-in anew with the same state. */
export type Stage = {
  bot: DemoBot;
  teams: TeamsStandIn;
  stateFolder: string;
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown }>;
  restart(changed?: Partial<TeamsStandInOptions>): Promise<void>;
  strike(): Promise<void>;
};

const read = async (response: Response): Promise<{ status: number; body: unknown }> => {
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, body: json ? (JSON.parse(text) as unknown) : text };
};

/** Sets the stage. */
export const setStage = async (options: Partial<TeamsStandInOptions> = {}): Promise<Stage> => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'teams-stand-in-'));
  const bot = await startDemoBot({ appId, tenantId, localKey });
  const start = (changed: Partial<TeamsStandInOptions> = {}): Promise<TeamsStandIn> =>
    createTeamsStandIn({
      port: 0,
      stateFolder,
      people: [ada, max, rosa],
      bot: { appId, tenantId, messagesUrl: bot.messagesUrl, name: 'Account Access' },
      localKey,
      ...options,
      ...changed,
    });
  const stage: Stage = {
    bot,
    teams: await start(),
    stateFolder,
    get: async (path) => read(await fetch(`${stage.teams.url}${path}`)),
    post: async (path, body, headers) =>
      read(
        await fetch(`${stage.teams.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      ),
    restart: async (changed) => {
      await stage.teams.close();
      stage.teams = await start(changed);
      bot.connect(stage.teams.openIdMetadataUrl);
    },
    strike: async () => {
      await stage.teams.close();
      await bot.close();
      rmSync(stateFolder, { recursive: true, force: true });
    },
  };
  bot.connect(stage.teams.openIdMetadataUrl);
  return stage;
};

/** Asks again until `look` finds something, at most five seconds. */
export const eventually = async <T>(
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> => {
  for (let tries = 0; tries < 250; tries += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come about within five seconds');
};
