/** docs/audit-events.md has a row for every act that the audit trail knows, and for no other. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..');
const page = readFileSync(path.join(root, 'docs', 'audit-events.md'), 'utf8');
const source = readFileSync(path.join(root, 'domain', 'ports', 'audit-trail.ts'), 'utf8');

/** The literals of a union type in the port's source. */
function literalsOf(pattern: RegExp): readonly string[] {
  const [, union = ''] = pattern.exec(source) ?? [];
  return [...union.matchAll(/'([a-z-]+)'/g)].map(([, literal = '']) => literal);
}

function firstCells(chapter: string): readonly string[] {
  const [, text = ''] = new RegExp(`\\n## ${chapter}\\n(.*?)(?=\\n## |$)`, 's').exec(page) ?? [];
  return [...text.matchAll(/^\| `([a-zA-Z-]+)` \|/gm)].map(([, name = '']) => name);
}

test('every act has its row, in the order of the port', () => {
  const acts = literalsOf(/type AuditAct =\n(.*?);/s);
  expect(acts.length).toBeGreaterThan(10);
  expect(firstCells('Acts')).toEqual(acts);
});

test('results and ways of verifying are named as the port has them', () => {
  const results = literalsOf(/readonly result: (.*?);/);
  const ways = literalsOf(/readonly verifiedBy: (.*?);/);
  for (const word of [...results, ...ways]) expect(page).toContain(`\`${word}\``);
});

test('the fields of an entry are those that operators are given', () => {
  const reader = readFileSync(path.join(root, 'connectors', 'storage', 'audit.ts'), 'utf8');
  const [, item = ''] = /export type AuditItem = \{\n(.*?)\n\};/s.exec(reader) ?? [];
  const fields = [...item.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => name);
  expect(firstCells('An entry').toSorted()).toEqual(fields.toSorted());
});
