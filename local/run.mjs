/**
 * Every npm command begins here: it installs and builds what the command needs, says so on standard error,
 * and then becomes the command. Plain Node without dependencies, because on a fresh checkout there are none.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareWorkshop } from './workshop.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = [20, 19];

const ownCommands = {
  start: 'dist/local/start.js',
  services: 'dist/local/services.js',
  host: 'dist/local/functions-host/main.js',
  test: 'tests/run.mjs',
  bench: 'dist/bench/main.js',
  manifest: 'dist/manifest/build.js',
  // The operators' command, with the local run's directory behind it.
  preview: 'dist/local/preview.js',
};

/** What needs the prepared database folder, so that it can be made while the compiler works. */
const needsDatabase = new Set(['start', 'services', 'test', 'bench']);

const say = (line) => process.stderr.write(`${line}\n`);

function fail(message, code) {
  say(message);
  process.exit(code);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}.`, 1);
}

/** The operators' commands: one source file each under commands/. */
function operatorCommands() {
  const folder = path.join(root, 'commands');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
}

/** @returns {string | undefined} the module of a command, relative to the root */
function moduleOf(command) {
  if (Object.hasOwn(ownCommands, command)) return ownCommands[command];
  return operatorCommands().includes(command) ? `dist/commands/${command}.js` : undefined;
}

/** `npm run host` stands in for `func start`, which reads this file by itself. The environment wins. */
function takeLocalSettings() {
  const file = path.join(process.env.LOCAL_STATE_FOLDER || root, 'local.settings.json');
  if (!existsSync(file))
    fail('local.settings.json is missing: run `npm run services` first, it writes the file.', 1);
  const { Values: values } = JSON.parse(readFileSync(file, 'utf8'));
  for (const [name, value] of Object.entries(values ?? {})) process.env[name] ??= String(value);
}

const [command = '', ...rest] = process.argv.slice(2);
checkNode();
const target = moduleOf(command);
if (!target) {
  const known = [...new Set([...Object.keys(ownCommands), ...operatorCommands()])];
  fail(
    `${command ? `There is no command "${command}".` : 'Which command?'} There are: ${known.join(', ')}.`,
    2,
  );
}

await prepareWorkshop({ root, say, withDatabase: needsDatabase.has(command) }).catch((error) =>
  fail(error.message, 1),
);

if (command === 'host') takeLocalSettings();
const entry = path.join(root, target);
if (!existsSync(entry)) fail(`The command "${command}" has no module yet: ${target} is missing.`, 1);

// Becomes the command in this very process, so that signals, exit codes and `require.main` are the command's own.
const tail =
  command === 'host' && process.env.LOCAL_STATE_FOLDER ? ['--state', process.env.LOCAL_STATE_FOLDER] : [];
process.argv = [process.argv[0], entry, ...tail, ...rest];
if (entry.endsWith('.mjs')) await import(entry);
else Module.runMain();
