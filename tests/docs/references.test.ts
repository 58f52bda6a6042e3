/** What the documents refer to exists: linked files and headings, commands, and paths in the recipes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..');
const pages = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** A heading's anchor, as code hosts make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Pictures of the chat are taken from the running product; their absence breaks no sentence. */
const pictures = /^docs\/images\/.+\.png$/;

test.each(pages)('%s links to what exists', (page) => {
  for (const [, target = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? page : path.normalize(path.join(path.dirname(page), file));
    if (pictures.test(linked)) continue;
    expect({ linked, exists: existsSync(path.join(root, linked)) }).toEqual({ linked, exists: true });
    if (!anchor || !linked.endsWith('.md')) continue;
    const anchors = [...read(linked).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    expect(anchors).toContain(anchor);
  }
});

test.each(pages)('%s names only commands that there are', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, command = ''] of read(page).matchAll(/npm run ([a-z:-]+)/g)) {
    expect(Object.keys(scripts)).toContain(command);
  }
});

test.each(pages)('%s names only files and folders that there are', (page) => {
  const rooms = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !/^(\.|dist$|node_modules$)/.test(entry.name),
  );
  const isOurs = new RegExp(`^(${rooms.map(({ name }) => name).join('|')})/[\\w./-]*$`);
  const named = [...read(page).matchAll(/`([^`\s]+)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => isOurs.test(text));
  const missing = named.filter((file) => !existsSync(path.join(root, file)));
  expect(missing).toEqual([]);
});

test('every operators’ command has a script, so that npm run finds it', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const programs = readdirSync(path.join(root, 'commands')).filter((name) => name.endsWith('.ts'));
  expect(programs).toContain('check.ts');
  for (const program of programs) {
    const name = path.basename(program, '.ts');
    expect(scripts[name]).toBe(`node local/run.mjs ${name}`);
  }
});

test('the Bicep template sets only settings that the app or the platform reads', () => {
  const [, block = ''] = /var settings = union\((.*?)\n\)\n/s.exec(read('infra/main.bicep')) ?? [];
  const set = [...block.matchAll(/([A-Za-z_]+): (?!\/)/g)].map(([, name = '']) => name);
  const known = read('docs/configuration.md');
  expect(set.length).toBeGreaterThan(8);
  for (const name of set) expect(known).toContain(`\`${name}\``);
});
