/** The deployed bundle: its code cache must fit, or a cold start is half as fast again and nobody notices. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { hostNodeOptions } from '../../local/functions-host-child';

const folder = path.join(__dirname, '..', '..', 'dist', 'app');
const bundle = (): string => {
  const [file] = readdirSync(folder).filter((name) => /^app\.[0-9a-f]{16}\.js$/.test(name));
  if (!file) throw new Error('dist/app holds no bundle: run `npm run build`.');
  return path.join(folder, file);
};
const look = `
  const { compile } = require(process.argv[2]);
  process.stdout.write(String(compile(process.argv[3]).cachedDataRejected));
`;
const rejected = (options: readonly string[]): string =>
  // By standard input: -e would itself be one of the options.
  execFileSync(process.execPath, [...options, '-', path.join(folder, 'load.cjs'), bundle()], {
    encoding: 'utf8',
    env: {},
    input: look,
  });

test.each([[[]], [hostNodeOptions]])('the code cache fits a Node started with %j', (options) => {
  expect(rejected(options)).toBe('false');
});

test('a Node with other options compiles the bundle itself', () => {
  expect(rejected(['--stack-size=900'])).toBe('undefined');
});
