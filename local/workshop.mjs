/**
 * Brings the checkout into a state in which a command can run: dependencies as the lock file has them, sources
 * compiled, the demo database's folder prepared. Two commands at once wait for each other.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { takeBuildLock } from './build-lock.mjs';
import { databaseTemplateFolder } from './database/template.mjs';
import { npm, runProgram } from './run-program.mjs';

const rooms = [
  'domain',
  'functions',
  'dialogs',
  'cards',
  'connectors',
  'directory',
  'commands',
  'local',
  'manifest',
  'bench',
];

/**
 * @param {{root: string, say: (line: string) => void, withDatabase: boolean}} workshop
 * @throws an Error with a message for the person at the terminal
 */
export async function prepareWorkshop({ root, say, withDatabase }) {
  if (isReady(root, withDatabase)) return;
  const release = await takeBuildLock(root, say);
  try {
    if (!isInstalled(root)) {
      say('Installing dependencies (once, and after changes of package-lock.json) …');
      await npm(root, [
        ...installCommand(root),
        '--include=dev',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ]);
    }
    await Promise.all([buildIfNeeded(root, say), withDatabase ? prepareDatabase(root, say) : undefined]);
  } finally {
    release();
  }
}

function isReady(root, withDatabase) {
  return isInstalled(root) && isBuilt(root) && (!withDatabase || existsSync(databaseTemplateFolder(root)));
}

/**
 * `npm ci` refuses a lock file without the optional packages of other platforms, which npm leaves out when it wrote
 * the file against a registry that doesn't carry them. Then a plain install takes the same versions, and saves nothing.
 */
function installCommand(root) {
  const packages = Object.entries(readLock(root));
  const locked = new Set(
    packages.map(([folder]) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  const isWhole = packages.every(([, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).every((name) => locked.has(name)),
  );
  return isWhole ? ['ci'] : ['install', '--no-save'];
}

function readLock(root) {
  return JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
}

/** npm writes what it has installed to a lock file of its own, at the very end: it is compared with ours. */
function isInstalled(root) {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readLock(root);
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([folder, entry]) =>
      folder === '' ||
      entry.optional ||
      entry.peer ||
      entry.link ||
      installed[folder]?.version === entry.version,
  );
}

/** One line per source file with its size and time of change; the compiler's settings count as sources. */
function fingerprint(root) {
  const hash = createHash('sha256');
  const add = (file) => {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\n${size}\n${mtimeMs}\n`);
  };
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  for (const file of [...settings, ...filesIn(root, 'infra/bundle')]) add(file);
  for (const room of rooms)
    for (const file of filesIn(root, room)) if (/\.(?:ts|tsx|json)$/.test(file)) add(file);
  return hash.digest('hex');
}

function filesIn(root, folder) {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

const builtFile = (root) => path.join(root, 'dist', '.built');

function isBuilt(root) {
  return existsSync(builtFile(root)) && readFileSync(builtFile(root), 'utf8') === fingerprint(root);
}

async function buildIfNeeded(root, say) {
  if (isBuilt(root)) return;
  say('Building …');
  const startedAt = performance.now();
  const sources = fingerprint(root);
  rmSync(builtFile(root), { force: true });
  await npm(root, ['run', 'build', '--silent']);
  removeOrphans(root);
  writeFileSync(builtFile(root), sources);
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

/** The compiler leaves the output of deleted sources behind, and a stale module would still be found. */
function removeOrphans(root) {
  for (const room of rooms) {
    for (const file of filesIn(root, path.join('dist', room))) {
      const output = /^dist[\\/](.+)\.js(?:\.map)?$/.exec(file);
      if (!output) continue;
      const source = path.join(root, output[1]);
      if (!['.ts', '.tsx', '.js', '.json'].some((ending) => existsSync(source + ending)))
        rmSync(path.join(root, file));
    }
  }
}

async function prepareDatabase(root, say) {
  if (existsSync(databaseTemplateFolder(root))) return;
  say('Preparing the demo database (once) …');
  await runProgram(process.execPath, [path.join(root, 'local', 'database', 'template.mjs')], root);
}
