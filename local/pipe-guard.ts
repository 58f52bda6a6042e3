/**
 * Runs a foreign program that knows nothing of our pipe, and ends it with the pipe. Its output goes through
 * unchanged, its exit code becomes ours.
 */
import { spawn } from 'node:child_process';
import { closeWithParent } from './parent-pipe';

const gentlyMs = 5000;

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
});
child.once('error', (error) => {
  process.stderr.write(`${program} could not be started: ${error.message}\n`);
  process.exit(1);
});
const ended = new Promise<void>((resolve) => {
  child.once('close', (code) => {
    process.exitCode = code ?? 1;
    process.stdin.destroy();
    resolve();
  });
});
closeWithParent(async () => {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), gentlyMs);
  await ended.finally(() => clearTimeout(timer));
  process.exit(0);
});
