/** Starts `npm start` or `npm run services` in a folder of its own, as a program would, and ends it again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lockHolder } from '../../local/folder-lock';
import { compiledModule, projectRoot } from '../../local/project-root';
import { readyFacts } from '../../local/watched-child';

export interface ReadyFacts {
  functions: string;
  teams: string;
  mail: string;
  signIn: string;
  demoPassword: string;
  operatorKey: string | null;
}

export interface StartedCommand {
  process: ChildProcess;
  ready: Promise<ReadyFacts>;
  ended: Promise<number | NodeJS.Signals | null>;
  standardError(): string;
}

/** @param command the script's name @param folder where state lies; a fake `func` is put beside it */
export function startCommand(
  command: 'start' | 'services',
  folder: string,
  { args = [], environment = {} }: { args?: string[]; environment?: Record<string, string> } = {},
): StartedCommand {
  const child = spawn(process.execPath, [compiledModule(`local/${command}.js`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      npm_lifecycle_event: undefined,
      ...{ PORT: '0', TEAMS_PORT: '0', MAIL_PORT: '0' },
      LOCAL_STATE_FOLDER: path.join(folder, 'state'),
      FAKE_FUNC_FILE: path.join(folder, 'fake-func.json'),
      PATH: `${fakeFuncFolder(folder)}${path.delimiter}${process.env.PATH}`,
      ...environment,
    },
  });
  let output = '';
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  const ended = once(child, 'close').then(
    ([code, signal]) => (signal ?? code) as number | NodeJS.Signals | null,
  );
  const ready = new Promise<ReadyFacts>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      for (const line of output.split('\n').slice(0, -1)) {
        const facts = readyFacts(line, 'ready');
        if (facts) resolve(facts as unknown as ReadyFacts);
      }
    });
    ended.then((code) => reject(new Error(`${command} ended with ${code} before it was ready:\n${errors}`)));
  });
  ready.catch(() => {});
  return { process: child, ready, ended, standardError: () => errors };
}

/** What the fake `func` of a folder was given. */
export function fakeFunc(folder: string): { pid: number; argv: string[]; env: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(folder, 'fake-func.json'), 'utf8'));
}

/** Whether storage or database of a folder still run. */
export function isKeeping(folder: string): boolean {
  return ['storage', 'database'].some(
    (part) => lockHolder(path.join(folder, 'state', `${part}.lock`)) !== undefined,
  );
}

function fakeFuncFolder(folder: string): string {
  const bin = path.join(folder, 'bin');
  const file = path.join(bin, 'func');
  mkdirSync(bin, { recursive: true });
  const script = path.join(projectRoot(), 'tests', 'local', 'fake-func.mjs');
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
  return bin;
}
