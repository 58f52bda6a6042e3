/**
 * `npm test`: everything that must hold before a change goes in, each part named with its result. Says on standard error what it does; standard output gets the list of results and, as its last line,
 * `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOrInstallChromium } from './chromium.mjs';
import { findOrInstallPostgres, startPostgresServer } from './postgres.cjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', ...name.split('/'));

/** A static part is one test: its program says nothing is wrong, or it fails. */
const staticParts = {
  types: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  'page-types': [bin('typescript/bin/tsc'), '-p', 'local/teams/page/tsconfig.json', '--noEmit'],
  lint: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  imports: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), '--config', '.dependency-cruiser.cjs', '.'],
};

/** Jest's projects, by the folder that a test file's path names; all other tests are unit tests. */
const jestParts = { unit: undefined, scenario: '/tests/scenarios/', browser: '/tests/browser/' };
/** Scenarios and pages wait more than they work, so that two cores have enough to do with this many at once. */
const workers = 4;

/** What is missing without a PostgreSQL server. */
const notRun = "the directory's tests on a PostgreSQL server";

const say = (line) => process.stderr.write(`${line}\n`);
const children = new Set();

async function main(args) {
  const known = [...Object.keys(staticParts), ...Object.keys(jestParts)];
  const patterns = args.filter((arg) => !known.includes(arg));
  const unknown = patterns.filter((arg) => !arg.includes('/'));
  if (unknown.length > 0) {
    say(
      `There is no part "${unknown[0]}". There are: ${known.join(', ')}; a path chooses among their tests.`,
    );
    return 2;
  }
  const named = args.filter((arg) => known.includes(arg));
  const chosen = named.length > 0 ? known.filter((part) => named.includes(part)) : known;
  if (args.length > 0) say(`Only a part: ${args.join(' ')}`);

  const results = [
    ...(await Promise.all(chosen.filter((part) => part in staticParts).map(runStatic))),
    ...(await runJest(
      chosen.filter((part) => part in jestParts),
      patterns,
    )),
  ];
  for (const line of results.map(describe)) process.stdout.write(`${line}\n`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

async function runStatic(part) {
  const startedAt = performance.now();
  say(`Running ${part} …`);
  const { code, output } = await run(process.execPath, staticParts[part], { collect: true });
  if (code !== 0) say(`--- ${part} ---\n${output}`);
  return {
    part,
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    notes: [],
    startedAt,
    endedAt: performance.now(),
  };
}

/** All of jest's parts in one run, so that no part waits for another's last file. */
async function runJest(parts, patterns) {
  if (parts.length === 0) return [];
  const startedAt = performance.now();
  say(`Running ${parts.join(', ')} …`);
  const environment = {};
  if (parts.includes('browser')) {
    const chromium = await findOrInstallChromium(say);
    if (chromium.problem) return [failedPart('browser', chromium.problem, startedAt)];
    environment.CHROMIUM_PATH = chromium.path;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'test-results-'));
  const file = path.join(folder, 'results.json');
  const postgres = parts.includes('unit') ? await startPostgres(environment) : {};
  try {
    const { code } = await run(
      process.execPath,
      [
        bin('jest/bin/jest.js'),
        ...['--selectProjects', ...parts, '--passWithNoTests', '--json', `--outputFile=${file}`],
        ...[`--maxWorkers=${workers}`, `--testSequencer=${path.join(root, 'tests', 'longest-first.cjs')}`],
        ...patterns.flatMap((pattern) => ['--testPathPatterns', pattern]),
      ],
      { environment },
    );
    if (!existsSync(file))
      return [failedPart(parts.join(', '), `jest ended with ${code} and no results`, startedAt)];
    const results = readResults(JSON.parse(readFileSync(file, 'utf8')), parts, code);
    return postgres.problem
      ? results.map(withNote('unit', `not run: ${notRun}: ${postgres.problem}`))
      : results;
  } finally {
    await postgres.server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One server for all suites of the directory. Where there can be none they run on PGlite alone, and that is told. */
async function startPostgres(environment) {
  const { programs, problem } = findOrInstallPostgres(say);
  if (problem) return { problem };
  const server = await startPostgresServer(programs);
  environment.TEST_POSTGRES_PORT = String(server.port);
  return { server };
}

const withNote = (part, note) => (result) =>
  result.part === part ? { ...result, notes: [...result.notes, note] } : result;

function partOf(file) {
  const named = Object.entries(jestParts).find(([, folder]) => folder && file.includes(folder));
  return named ? named[0] : 'unit';
}

/** A file that can't even be loaded is a failed test too, and so is whatever else makes jest fail. */
function readResults({ testResults }, parts, code) {
  const results = parts.map((part) => {
    const suites = testResults.filter(({ name }) => partOf(name) === part);
    const tests = suites.flatMap(({ assertionResults }) => assertionResults);
    const unread = suites.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
    return {
      part,
      passed: tests.filter(({ status }) => status === 'passed').length,
      failed: tests.filter(({ status }) => status === 'failed').length + unread.length,
      notes: tests
        .filter(({ status }) => ['pending', 'todo', 'disabled'].includes(status))
        .map((test) => `not run: ${test.fullName}`),
      startedAt: Math.min(...suites.map(({ startTime }) => startTime)),
      endedAt: Math.max(...suites.map(({ endTime }) => endTime)),
    };
  });
  const [first] = results;
  if (code !== 0 && first && results.every(({ failed }) => failed === 0)) first.failed = 1;
  return results;
}

function failedPart(part, problem, startedAt) {
  say(problem);
  return { part, passed: 0, failed: 1, notes: [problem], startedAt, endedAt: performance.now() };
}

function describe({ part, passed, failed, notes, startedAt, endedAt }) {
  const seconds = Number.isFinite(endedAt - startedAt)
    ? `${((endedAt - startedAt) / 1000).toFixed(1)} s`
    : '';
  const outcome = `${passed} passed, ${failed} failed`;
  return [
    `${part.padEnd(11)} ${outcome.padEnd(24)} ${seconds}`,
    ...notes.map((note) => `            ${note}`),
  ].join('\n');
}

/** Runs a program with its output on standard error, or collected so that parts running at once don't mix theirs. */
function run(program, args, { environment = {}, collect = false } = {}) {
  return new Promise((resolve, reject) => {
    const out = collect ? 'pipe' : 2;
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', out, out],
    });
    children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code, output });
    });
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(130);
  });
}
process.exit(await main(process.argv.slice(2)));
