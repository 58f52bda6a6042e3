/** Runs programs for the bootstrap: what they say goes to standard error, since standard output belongs to the command. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Runs npm: the one that runs us, where it is known. */
export function npm(root, args) {
  const cli = process.env.npm_execpath;
  if (cli && /\.[cm]?js$/.test(cli)) return runProgram(process.execPath, [cli, ...args], root);
  return runProgram('npm', args, root, process.platform === 'win32');
}

export function runProgram(program, args, cwd, shell = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, shell, stdio: ['ignore', 2, 2] });
    const pass = (signal) => child.kill(signal);
    process.once('SIGINT', pass).once('SIGTERM', pass);
    const done = () => process.off('SIGINT', pass).off('SIGTERM', pass);
    child.once('error', (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      done();
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `"${path.basename(program)} ${args.join(' ')}" failed (${signal ?? `exit code ${code}`}).`,
          ),
        );
    });
  });
}
