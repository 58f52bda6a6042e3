/**
 * The parent's end of a child process: a pipe that ends with us, a ready line, a log file, and an end that can be
 * waited for. Children have a session of their own, so a Ctrl-C in the terminal reaches only the start script,
 * which then ends them in order.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { makePrivateFolder } from './state-folder';

export interface ChildEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface WatchedChild {
  name: string;
  pid: number;
  /** What the child said when it was ready; rejects when it ends before. */
  ready: Promise<Record<string, unknown>>;
  ended: Promise<ChildEnd>;
  /** Closes the pipe and waits; a child that takes longer than `withinMs` is killed. */
  stop(withinMs?: number): Promise<void>;
  /** Ends it without a warning, as an outage would. */
  kill(): Promise<void>;
  /** The last lines it wrote, for telling why it ended. */
  lastLines(): string[];
}

export interface ChildPlan {
  /** How the child is called in messages. */
  name: string;
  program?: string;
  args: string[];
  environment: Record<string, string | undefined>;
  folder?: string;
  logFile: string;
  /** What the ready line begins with; without one the child is ready when it has started. */
  readyWord?: string;
  /** Called with every line on standard output but the ready line. */
  onLine?: (line: string) => void;
  /** Called with every line on standard error. */
  onErrorLine?: (line: string) => void;
}

const stopMs = 8000;
const keptLines = 20;

export function startChild(plan: ChildPlan): WatchedChild {
  makePrivateFolder(path.dirname(plan.logFile));
  const log = createWriteStream(plan.logFile, { flags: 'a', mode: 0o600 });
  const lines: string[] = [];
  const child = spawn(plan.program ?? process.execPath, plan.args, {
    cwd: plan.folder,
    env: plan.environment,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A child that has just died closes its end of the pipe first.
  child.stdin.on('error', () => {});

  const keep = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    log.write(`${line}\n`);
  };
  const ended = endOf(child).finally(() => log.end());
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    if (!plan.readyWord) resolve({});
    eachLine(child.stdout, (line) => {
      const facts = plan.readyWord ? readyFacts(line, plan.readyWord) : undefined;
      if (facts) return resolve(facts);
      keep(line);
      plan.onLine?.(line);
    });
    ended.then((end) => reject(new ChildEnded(plan.name, end, lines)), reject);
  });
  // Whoever starts a child and stops it again at once needn't wait for it to be ready.
  ready.catch(() => {});
  eachLine(child.stderr, (line) => {
    keep(line);
    plan.onErrorLine?.(line);
  });

  return {
    name: plan.name,
    pid: child.pid ?? -1,
    ready,
    ended,
    stop: async (withinMs = stopMs) => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
      await ended.finally(() => clearTimeout(timer));
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    lastLines: () => [...lines],
  };
}

/** A child ended that should have gone on; its last lines tell why. */
export class ChildEnded extends Error {
  readonly code = 'child-ended';

  constructor(name: string, end: ChildEnd, lines: string[]) {
    super(
      [`The ${name} ended by itself (${describeEnd(end)}).`, ...lines.map((line) => `  ${line}`)].join('\n'),
    );
  }
}

function describeEnd({ code, signal }: ChildEnd): string {
  return signal ? `signal ${signal}` : `exit code ${code}`;
}

function endOf(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

function eachLine(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', take);
}

/** @returns the facts of a line like `ready {"port":1}`, undefined for any other line */
export function readyFacts(line: string, word: string): Record<string, unknown> | undefined {
  if (!line.startsWith(`${word} {`)) return undefined;
  return JSON.parse(line.slice(word.length + 1)) as Record<string, unknown>;
}
