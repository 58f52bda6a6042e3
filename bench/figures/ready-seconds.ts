/** `ready_seconds`: what `npm start -- --fresh` takes, once installed and built, until its ready line. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '../../local/project-root';
import { startChild } from '../../local/watched-child';
import { type Measurement, median, rounded } from '../figure';

const starts = 3;

export const readySeconds: Measurement = {
  figures: ['ready_seconds'],
  measure: async (say) => {
    const seconds: number[] = [];
    for (let n = 0; n < starts; n += 1) seconds.push(await startSeconds());
    say(`starts: ${seconds.map((value) => rounded(value, 1)).join(' ')} s`);
    return [{ name: 'ready_seconds', value: rounded(median(seconds)), unit: 's' }];
  },
};

async function startSeconds(): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const startedAt = performance.now();
  const child = startChild({
    name: 'local run',
    args: [
      path.join(projectRoot(), 'local', 'run.mjs'),
      'start',
      '--watch-stdin',
      '--fresh',
      '--host',
      'embedded',
    ],
    environment: {
      ...process.env,
      ...{ PORT: '0', TEAMS_PORT: '0', MAIL_PORT: '0', LOCAL_STATE_FOLDER: path.join(folder, 'state') },
    },
    logFile: path.join(folder, 'start.log'),
    readyWord: 'ready',
  });
  try {
    await child.ready;
    return (performance.now() - startedAt) / 1000;
  } finally {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
