/** Runs the host in a process of its own, from its sources as they are now, over one of the apps beside it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

const repository = resolve(__dirname, '../../..');
const sources = join(repository, 'local/functions-host');

/** Whatever a test has started and not ended, a failed one included, ends with its file. */
const running = new Set<ChildProcessWithoutNullStreams>();
afterAll(() => {
  for (const child of running) {
    child.kill('SIGKILL');
  }
});

export interface HostProcess {
  readonly url: string;
  readonly functionKey: string;
  readonly masterKey: string;
  readonly folder: string;
  readonly child: ChildProcessWithoutNullStreams;
  /** What it has written to standard error so far. */
  log(): string;
  /** Everything on standard output so far. */
  output(): string;
  /** Ends it and answers with its exit code. */
  stop(): Promise<number | null>;
}

export interface HostOptions {
  readonly args?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly hostJson?: Record<string, unknown>;
  /** A folder of an earlier host, to start again over what it kept. */
  readonly folder?: string;
  /** The app's source, instead of a file in apps/. */
  readonly source?: string;
}

function compile(into: string): void {
  for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.ts')) {
      const { code } = transformFileSync(join(sources, name), {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs', ignoreDynamic: true },
        swcrc: false,
      });
      const out = join(into, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(out), { recursive: true });
      writeFileSync(out, code);
    }
  }
}

function prepare(app: string, { hostJson, source }: HostOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'functions-host-'));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  compile(join(folder, 'host'));
  cpSync(join(__dirname, 'apps'), join(folder, 'apps'), { recursive: true });
  if (source !== undefined) {
    writeFileSync(join(folder, 'apps', `${app}.cjs`), source);
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ main: `apps/${app}.cjs` }));
  writeFileSync(
    join(folder, 'host.json'),
    JSON.stringify({ version: '2.0', extensions: { durableTask: { hubName: 'Tests', ...hostJson } } }),
  );
  return folder;
}

/** Starts a host and waits for its ready line; rejects with its standard error where it ends before. */
export function startHost(app: string, options: HostOptions = {}): Promise<HostProcess> {
  const folder = options.folder ?? prepare(app, options);
  const child = spawn(process.execPath, ['host/main.js', '--port', '0', ...(options.args ?? [])], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...options.environment },
  });
  let output = '';
  let log = '';
  running.add(child);
  const ended = new Promise<number | null>((go) => child.once('exit', go));
  void ended.then(() => running.delete(child));
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  return new Promise((go, refuse) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      const ready = /^host ready (\{.*\})$/m.exec(output);
      if (ready?.[1] !== undefined) {
        const { port, functionKey, masterKey } = JSON.parse(ready[1]);
        go({
          url: `http://localhost:${port}`,
          functionKey,
          masterKey,
          folder,
          child,
          log: () => log,
          output: () => output,
          stop: () => {
            child.kill('SIGTERM');
            return ended;
          },
        });
      }
    });
    ended.then((code) => refuse(Object.assign(new Error(log), { exitCode: code })));
  });
}

/** Removes what a host has left on disk. */
export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** The JSON of an answer, as the shape the test expects. */
export const read = async <T>(response: Promise<Response> | Response): Promise<T> =>
  (await (await response).json()) as T;

export const pause = (ms: number) => new Promise((go) => setTimeout(go, ms));

/** Asks again until the answer satisfies, for at most 5 seconds; answers with the last. */
export async function until<T>(ask: () => Promise<T>, satisfies: (answer: T) => boolean): Promise<T> {
  const endsAt = Date.now() + 40_000;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer) || Date.now() > endsAt) {
      return answer;
    }
    await pause(15);
  }
}
