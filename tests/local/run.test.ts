/** What the bootstrap of every npm command promises. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../../local/project-root';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(projectRoot(), 'local', 'run.mjs'), ...args], { encoding: 'utf8' });

it.each([[['no-such-command']], [[]]])(
  'answers %j with the list of what there is, on standard error',
  (args) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/There are: start, services, host, test, bench, manifest/);
  },
);

it.each(['constructor', '__proto__', '../local/start'])('takes no odd name for a command: %s', (name) => {
  expect(run(name).status).toBe(2);
});
