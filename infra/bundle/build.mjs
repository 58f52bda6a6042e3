/**
 * Bundles the app for the platform's Node worker into dist/app: one file instead of two thousand, and V8's code
 * cache beside it. Together they halve a cold start (docs/operations.md). Native modules stay outside.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '..', '..');
const folder = path.join(root, 'dist', 'app');

/** The worker answers the first; the second is native; pg asks for the third and does without it. */
const external = ['@azure/functions-core', '@node-rs/argon2', 'pg-native'];

/** What Node is started with where the bundle runs: on the platform, and under the embedded host (local/). */
const optionsOfNode = [[], ['--max-old-space-size=1024']];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const built = path.join(folder, 'app.js');
await build({
  entryPoints: [path.join(root, 'functions', 'main.ts')],
  outfile: built,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  external,
  legalComments: 'linked',
  logLevel: 'warning',
});
// V8 knows a cache's source by its length alone: the name says the rest.
const hash = createHash('sha256').update(readFileSync(built)).digest('hex').slice(0, 16);
const bundle = path.join(folder, `app.${hash}.js`);
renameSync(built, bundle);
copyFileSync(path.join(here, 'load.cjs'), path.join(folder, 'load.cjs'));
writeFileSync(
  path.join(folder, 'main.js'),
  `/** The app's entry for the Functions worker. */\nrequire('./load.cjs').load(require('node:path').join(__dirname, 'app.${hash}.js'), module);\n`,
);
for (const options of optionsOfNode) {
  const args = [...options, path.join(here, 'code-cache.cjs'), bundle];
  // No settings of this machine may come into it.
  execFileSync(process.execPath, args, { env: {}, stdio: ['ignore', 2, 2] });
}
