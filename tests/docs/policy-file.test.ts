/** The root's policy.yaml: every key at its default, each explained, and the JSON Schema made from it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import {
  asJson,
  commentsByKey,
  type JsonSchema,
  policyJsonSchema,
  policyKeys,
} from '../../commands/policy-schema';
import { readPolicy } from '../../domain/policy/schema';
import { readPolicyFile } from '../../functions/policy-file';

const root = path.resolve(__dirname, '..', '..');
const file = path.join(root, 'policy.yaml');
const policyYaml = readFileSync(file, 'utf8');
const schema = policyJsonSchema(policyYaml);

function at(key: string): JsonSchema | undefined {
  let node: JsonSchema | undefined = schema;
  for (const step of key.split('.')) {
    const [name = '', list] = step.split('[]');
    node = node?.properties?.[name];
    if (list !== undefined) node = node?.items;
  }
  return node;
}

test('policy.yaml means exactly the defaults', () => {
  expect(readPolicyFile(file)).toEqual(readPolicy({}));
  expect(readPolicyFile(file).kind).toBe('policy');
});

test('every key of the schema stands in policy.yaml with an explanation', () => {
  const comments = commentsByKey(policyYaml, schema);
  expect(policyKeys(schema).filter((key) => !comments.has(key))).toEqual([]);
  for (const [key, comment] of comments) expect(`${key}: ${comment}`).toMatch(/^\S+: .{10,400}[.”]$/);
});

test('policy.yaml explains nothing that the schema doesn’t have', () => {
  const unknown = [...commentsByKey(policyYaml, schema).keys()].filter((key) => at(key) === undefined);
  expect(unknown).toEqual([]);
});

test('keys with a default stand there with that default, the others are commented out and sound when set', () => {
  const said = parse(policyYaml) as Record<string, unknown>;
  const value = (key: string) =>
    key.split('.').reduce<unknown>((node, step) => (node as never)?.[step], said);
  const examples: string[] = [];
  for (const key of policyKeys(schema).filter((one) => !one.includes('[]'))) {
    const byDefault = at(key)?.default;
    if (byDefault === undefined) examples.push(key);
    else expect({ [key]: value(key) }).toEqual({ [key]: byDefault });
  }
  const names = examples.map((key) => key.split('.').at(-1)).join('|');
  const uncommented = policyYaml
    .replace('helpDesk: {}', 'helpDesk:')
    .replace(new RegExp(`^( *)# ((?:${names}):)`, 'gm'), '$1$2');
  const reading = readPolicy(parse(uncommented));
  expect(reading).toMatchObject({ kind: 'policy' });
  for (const key of examples) {
    const set = key.split('.').reduce<unknown>((node, step) => (node as never)?.[step], parse(uncommented));
    expect({ [key]: set }).not.toEqual({ [key]: undefined });
  }
});

test('editors find the schema by the first line', () => {
  expect(policyYaml.split('\n')[0]).toBe('# yaml-language-server: $schema=./policy.schema.json');
});

test('policy.schema.json is up to date (npm run policy-schema)', () => {
  expect(readFileSync(path.join(root, 'policy.schema.json'), 'utf8')).toBe(asJson(schema));
});

test('the schema tells editors what the product would refuse', () => {
  expect(at('lockouts.checkEvery')).toMatchObject({
    pattern: '^\\d{1,6}[smhd]$',
    description: expect.stringContaining('a whole multiple of 5s'),
  });
  expect(at('directory.failedAttempts')).toMatchObject({ minimum: 3, maximum: 20, default: 5 });
  expect(schema).toMatchObject({ additionalProperties: false });
  const objectId = new RegExp(at('administrators[].objectId')?.pattern ?? 'missing');
  expect(objectId.test('AD000000-5EED-4000-8000-000000000007')).toBe(true);
  expect(objectId.test('priya.raman')).toBe(false);
});
