/** What the start commands promise to people and programs, with a fake Functions host. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { processStart } from '../../local/folder-lock';
import { fakeFunc, isKeeping, type StartedCommand, startCommand } from './started-command';

jest.setTimeout(60_000);

let folder: string;
const commands: StartedCommand[] = [];

const start = (
  ...args: Parameters<typeof startCommand> extends [infer C, string, (infer O)?] ? [C, O?] : never
) => {
  const command = startCommand(args[0], folder, args[1]);
  commands.push(command);
  return command;
};

const until = async (condition: () => boolean) => {
  for (let n = 0; n < 200 && !condition(); n += 1) await wait(50);
  expect(condition()).toBe(true);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'start-'));
});

afterEach(async () => {
  for (const command of commands.splice(0)) {
    command.process.kill('SIGKILL');
    await command.ended;
  }
  await until(() => !isKeeping(folder));
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('gives the host its settings, makes everybody known to the bot, and ends all of it at SIGTERM', async () => {
    const command = start('start');
    const ready = await command.ready;
    expect(ready).toEqual({
      functions: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      teams: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      mail: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      signIn: `${ready.functions}/api/directory/sign-in`,
      demoPassword: expect.stringMatching(/^.{12,}$/),
      operatorKey: expect.any(String),
    });

    const { env, argv, pid } = fakeFunc(folder);
    expect(argv).toEqual(['start', '--port', new URL(ready.functions).port]);
    expect(env).toMatchObject({
      FUNCTIONS_WORKER_RUNTIME: 'node',
      AzureWebJobsStorage: expect.stringContaining('TableEndpoint=http://127.0.0.1:'),
      DATABASE_URL: expect.stringMatching(/^postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres$/),
      MicrosoftAppType: 'SingleTenant',
      TEAMS_SERVICE_URL: ready.teams,
      TEAMS_OPENID_METADATA_URL: `${ready.teams}/.well-known/openidconfiguration`,
      PUBLIC_URL: ready.functions,
    });
    const calls = (await (await fetch(`${ready.functions}/calls`)).json()) as { url: string }[];
    expect(calls.filter(({ url }) => url === '/api/messages')).toHaveLength(15);

    command.process.kill('SIGTERM');
    expect(await command.ended).toBe(0);
    expect(isKeeping(folder)).toBe(false);
    expect(processStart(pid)).toBeUndefined();
  });

  it('leaves nothing running when it is killed', async () => {
    const command = start('start');
    await command.ready;
    const { pid } = fakeFunc(folder);
    command.process.kill('SIGKILL');
    await until(() => !isKeeping(folder) && processStart(pid) === undefined);
  });

  it('ends with exit code 1 and the host’s last words when the host dies', async () => {
    const command = start('start');
    const { functions } = await command.ready;
    await fetch(`${functions}/die`).catch(() => {});
    expect(await command.ended).toBe(1);
    expect(command.standardError()).toMatch(
      /The Functions host has ended by itself\.[\s\S]*the reason why it died/,
    );
    expect(isKeeping(folder)).toBe(false);
  });

  it('names every fault of the policy it can’t read, and starts nothing', async () => {
    const command = start('start', { environment: { POLICY_FILE: path.join(folder, 'none.yaml') } });
    expect(await command.ended).toBe(1);
    expect(command.standardError()).toMatch(/none\.yaml can't be used/);
    expect(isKeeping(folder)).toBe(false);
  });

  it('refuses an option it doesn’t know, and says which there are', async () => {
    const command = start('start', { args: ['--peoples', '3'] });
    expect(await command.ended).toBe(1);
    expect(command.standardError()).toMatch(/--fresh, --people N/);
  });
});

describe('a port that is taken', () => {
  let other: Server;
  beforeEach(async () => {
    other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => other.close());

  it.each(['PORT', 'TEAMS_PORT', 'MAIL_PORT'])(
    'is told with the setting %s that chooses another',
    async (name) => {
      const port = String((other.address() as AddressInfo).port);
      const command = start('services', { environment: { [name]: port } });
      expect(await command.ended).toBe(1);
      expect(command.standardError()).toContain(`Port ${port} is in use. Set ${name} to another port`);
    },
  );
});

describe('npm run services', () => {
  const settings = () => JSON.parse(readFileSync(path.join(folder, 'state', 'local.settings.json'), 'utf8'));

  it('keeps ports, password and keys over a restart, but not over --fresh', async () => {
    const first = start('services');
    const ready = await first.ready;
    expect(ready.operatorKey).toBeNull();
    const before = settings();
    expect(before.Host).toEqual({ LocalHttpPort: Number(new URL(ready.functions).port) });
    first.process.kill('SIGINT');
    expect(await first.ended).toBe(0);

    const second = start('services');
    expect(await second.ready).toEqual(ready);
    expect(settings()).toEqual(before);
    const people = await (await fetch(`${ready.teams}/api/people`)).json();
    second.process.kill('SIGINT');
    await second.ended;

    const third = start('services', { args: ['--fresh'] });
    const fresh = await third.ready;
    expect(fresh.demoPassword).not.toBe(ready.demoPassword);
    expect(await (await fetch(`${fresh.teams}/api/people`)).json()).toEqual(people);
  });

  it('lets the settings of the environment win', async () => {
    const environment = {
      PUBLIC_URL: 'https://access.example',
      OKTA_ORG_URL: 'https://demo.okta.example',
      MAIL_FROM: '',
    };
    await start('services', { environment }).ready;
    expect(settings().Values).toMatchObject({
      PUBLIC_URL: 'https://access.example',
      OKTA_ORG_URL: 'https://demo.okta.example',
      MAIL_FROM: 'access@contoso-demo.example',
    });
  });

  it('refuses a second run on the same state, --fresh included, and leaves the first one alone', async () => {
    const first = start('services');
    const { teams } = await first.ready;
    const second = start('services', { args: ['--fresh'] });
    expect(await second.ended).toBe(1);
    expect(second.standardError()).toContain(`already going, as process ${first.process.pid}`);
    expect((await fetch(`${teams}/api/people`)).status).toBe(200);
  });

  it('makes the organisation as large as it is told, and keeps it so', async () => {
    const first = start('services', { args: ['--people', '100'] });
    const { teams } = await first.ready;
    const people = (await (await fetch(`${teams}/api/people`)).json()) as { aadObjectId: string }[];
    expect(new Set(people.map(({ aadObjectId }) => aadObjectId)).size).toBe(100);
    first.process.kill('SIGINT');
    await first.ended;
    await start('services').ready;
    expect(await (await fetch(`${teams}/api/people`)).json()).toEqual(people);
  });
});
