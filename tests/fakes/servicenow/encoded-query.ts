/**
 * Encoded queries as the real one reads them: `^` parts, nothing escapes it, and what can't be understood is
 * dropped, so that a sloppy query finds too much instead of failing. Whatever was dropped is a complaint.
 */
import type { SnRecord } from './model';

export type EncodedQuery = {
  matches(record: SnRecord): boolean;
  readonly order: readonly { readonly field: string; readonly descending: boolean }[];
};

type Test = (record: SnRecord) => boolean;

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const holds = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
const begins = (text: string, part: string): boolean => text.toLowerCase().startsWith(part.toLowerCase());

const operators: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  '!=': (value, wanted) => !same(value, wanted),
  '>=': (value, wanted) => value >= wanted,
  '<=': (value, wanted) => value <= wanted,
  '>': (value, wanted) => value > wanted,
  '<': (value, wanted) => value < wanted,
  '=': same,
  STARTSWITH: begins,
  LIKE: holds,
  IN: (value, wanted) => wanted.split(',').some((one) => same(value, one)),
  ISNOTEMPTY: (value) => value !== '',
  ISEMPTY: (value) => value === '',
};
const condition = new RegExp(`^([a-z_][a-z0-9_.]*)(${Object.keys(operators).join('|')})(.*)$`, 's');

export function readQuery(
  text: string,
  fields: readonly string[],
  complain: (why: string) => void,
): EncodedQuery {
  const order: { field: string; descending: boolean }[] = [];
  const known = (field: string): boolean => {
    if (fields.includes(field)) return true;
    complain(`A query names the field ${field}, which doesn't exist`);
    return false;
  };

  const testOf = (term: string): Test | undefined => {
    const sorting = /^ORDERBY(DESC)?(.*)$/.exec(term);
    if (sorting) {
      const [, descending, field = ''] = sorting;
      if (known(field)) order.push({ field, descending: descending !== undefined });
      return undefined;
    }
    if (term.startsWith('123TEXTQUERY321=')) {
      const words = term.slice('123TEXTQUERY321='.length).split(/\s+/).filter(Boolean);
      return (record) => words.every((word) => Object.values(record).some((value) => holds(value, word)));
    }
    const [, field = '', operator = '', wanted = ''] = condition.exec(term) ?? [];
    const compare = operators[operator];
    if (!compare) {
      complain(`A query has a term that is none: ${term}`);
      return undefined;
    }
    if (wanted.startsWith('javascript:')) complain(`A query has a script in it: ${term}`);
    return known(field) ? (record) => compare(record[field] ?? '', wanted) : undefined;
  };

  /** A group is one of several alternatives; in it all terms must hold, each with its `^OR`s. */
  const groups = text.split('^NQ').map((group) => {
    const terms: Test[][] = [];
    for (const part of group.split('^')) {
      if (part === '' || part === 'EQ') continue;
      const isOr = part.startsWith('OR') && !part.startsWith('ORDERBY');
      const test = testOf(isOr ? part.slice(2) : part);
      if (!test) continue;
      const last = terms.at(-1);
      if (isOr && last) last.push(test);
      else terms.push([test]);
    }
    return (record: SnRecord) => terms.every((ors) => ors.some((test) => test(record)));
  });
  return { matches: (record) => groups.some((group) => group(record)), order };
}
