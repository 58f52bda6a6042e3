/** docs/configuration.md lists exactly what can be configured: keys of the policy with their defaults, and settings. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type JsonSchema, policyJsonSchema, policyKeys } from '../../commands/policy-schema';
import { manifestSettingNames } from '../../manifest/settings';

const root = path.resolve(__dirname, '..', '..');
const page = readFileSync(path.join(root, 'docs', 'configuration.md'), 'utf8');
const schema = policyJsonSchema('');

/** The rows of all tables of a chapter, without their code marks. */
function rowsOf(chapter: string): readonly (readonly string[])[] {
  const [, text = ''] = new RegExp(`\\n## ${chapter}\\n(.*?)(?=\\n## |$)`, 's').exec(page) ?? [];
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |\s*\|$/g, '')));
}
const bare = (cell = ''): string => cell.replace(/^`|`$/g, '');
const namesOf = (chapter: string): readonly string[] => rowsOf(chapter).map(([name]) => bare(name));

function schemaAt(key: string): JsonSchema | undefined {
  let node: JsonSchema | undefined = schema;
  for (const step of key.split('.')) {
    const [name = '', list] = step.split('[]');
    node = node?.properties?.[name];
    if (list !== undefined) node = node?.items;
  }
  return node;
}

test('the policy’s keys are all there, and no others', () => {
  expect(namesOf('Policy')).toEqual(expect.arrayContaining([...policyKeys(schema)]));
  expect(namesOf('Policy')).toHaveLength(policyKeys(schema).length);
});

test('each default is the policy’s', () => {
  for (const [key = '', , byDefault] of rowsOf('Policy')) {
    const { default: value } = schemaAt(bare(key)) ?? {};
    const said = Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
    if (value === undefined)
      expect(`${key}: ${byDefault}`).toMatch(/: (none|required|the only one that can)$/);
    else expect(`${key}: ${byDefault}`).toBe(`${key}: \`${said}\``);
  }
});

test('the app settings are exactly those that are read', () => {
  const source = readFileSync(path.join(root, 'functions', 'settings.ts'), 'utf8');
  const [, shape = ''] = /const shape = z\.object\(\{\n(.*?)\n\}\);/s.exec(source) ?? [];
  const names = [...shape.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(namesOf('App settings').toSorted()).toEqual(names.toSorted());
});

test('the settings of the app package are exactly those that are read', () => {
  expect(namesOf('App package').toSorted()).toEqual(manifestSettingNames.toSorted());
});

test('every row has a meaning, a default and what is allowed', () => {
  for (const chapter of ['Policy', 'App settings', 'App package']) {
    for (const row of rowsOf(chapter)) {
      expect(row).toHaveLength(4);
      for (const cell of row) expect(cell.trim()).not.toBe('');
    }
  }
});
