/**
 * `npm run policy-schema`: writes policy.schema.json, by which editors check and explain a policy while it is being
 * written. Shapes and defaults come from the policy's own schema, explanations from the comments in policy.yaml, so
 * that neither is written twice. Prints the path of the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { policySchema } from '../domain/policy/schema';

/** The part of JSON Schema that a policy needs. */
export type JsonSchema = {
  description?: string;
  default?: unknown;
  pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
};

/** The policy's JSON Schema (draft 7), described by the comments of a policy file. */
export function policyJsonSchema(policyYaml: string): JsonSchema {
  const schema = z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' }) as JsonSchema;
  const said = commentsByKey(policyYaml, schema);
  visit(schema, '', (node, key) => {
    const description = [said.get(key), node.description].filter(Boolean).join(' ');
    if (description) node.description = description;
    // Letter case doesn't matter in ids: the policy's own pattern says so by a flag that JSON Schema doesn't know.
    if (node.pattern) node.pattern = node.pattern.replaceAll('0-9a-f', '0-9a-fA-F');
    if (JSON.stringify(node.default) === '{}') delete node.default;
  });
  return { ...schema, description: 'Policy of Account Access for Microsoft Teams.' };
}

/** Every key that a policy may have, as `section.key` and `list[].key`; sections without the keys in them. */
export function policyKeys(schema: JsonSchema): readonly string[] {
  const keys: string[] = [];
  visit(schema, '', (node, key) => {
    if (key && !key.endsWith('[]') && !node.properties) keys.push(key);
  });
  return keys;
}

/**
 * The comment above each key that the file names. A key may be commented out (`# phone: …`); keys of a list's items
 * are explained in the list's comment, indented (`#   objectId: …`).
 */
export function commentsByKey(policyYaml: string, schema: JsonSchema): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const sections: string[] = [];
  let pending: string[] = [];
  for (const line of policyYaml.split('\n')) {
    const { depth, key, comment } = partsOf(line);
    const at = [...sections.slice(0, depth), key ?? ''].join('.');
    if (key !== undefined && (comment === undefined || hasNoDefault(schema, at))) {
      const own = pending.filter((one) => !one.startsWith('  '));
      if (own.length > 0) comments.set(at, own.join(' '));
      for (const one of pending) {
        const [, name, text] = /^ {2}(\w+): (.+)$/.exec(one) ?? [];
        if (name && text) comments.set(`${at}[].${name}`, text);
      }
      if (comment === undefined) sections.splice(depth, sections.length, key);
      pending = [];
    } else {
      pending = comment === undefined ? [] : [...pending, comment];
    }
  }
  return comments;
}

function partsOf(line: string): { depth: number; key?: string; comment?: string } {
  const [, indent = '', hash, text = ''] = /^( *)(# ?)?(.*)$/.exec(line) ?? [];
  const key = /^([A-Za-z]\w*):(?: |$)/.exec(text)?.[1];
  return {
    depth: indent.length / 2,
    ...(key ? { key } : {}),
    ...(hash ? { comment: text } : {}),
  };
}

function hasNoDefault(schema: JsonSchema, key: string): boolean {
  let node: JsonSchema | undefined = schema;
  for (const step of key.split('.')) node = node?.properties?.[step];
  return node !== undefined && node.default === undefined && !node.properties;
}

function visit(schema: JsonSchema, key: string, see: (node: JsonSchema, key: string) => void): void {
  see(schema, key);
  for (const [name, node] of Object.entries(schema.properties ?? {})) {
    visit(node, key ? `${key}.${name}` : name, see);
  }
  if (schema.items) visit(schema.items, `${key}[]`, see);
}

/** As the repository's formatter writes it: short lists on one line. */
export function asJson(schema: JsonSchema): string {
  const spread = JSON.stringify(schema, null, 2);
  return `${spread.replace(/\[\s+((?:"[^"\n]*"|[\d.]+)(?:,\s+(?:"[^"\n]*"|[\d.]+))*)\s+\]/g, (_, list: string) => `[${list.replace(/\s*\n\s*/g, ' ')}]`)}\n`;
}

function main(): void {
  const root = path.resolve(__dirname, '..', '..');
  const file = path.join(root, 'policy.schema.json');
  const policyYaml = readFileSync(path.join(root, 'policy.yaml'), 'utf8');
  writeFileSync(file, asJson(policyJsonSchema(policyYaml)));
  process.stdout.write(`${file}\n`);
}

if (require.main === module) main();
