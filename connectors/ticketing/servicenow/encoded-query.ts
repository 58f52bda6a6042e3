/**
 * Encoded queries of the Table API. Nothing escapes a `^` in them, `javascript:` at the beginning of a value is run,
 * and a part that can't be understood is dropped, so that a query may find records that nobody asked for. Therefore a
 * value that could act is not asked at all, and whoever asks compares what comes back.
 */

export type Condition = readonly [field: string, operator: '=' | '<' | 'STARTSWITH' | 'LIKE', value: string];

export type Order = { readonly by: string; readonly descending?: boolean };

const longestValue = 300;

/**
 * All conditions at once, in that order.
 * @returns undefined where a value can't be asked for: then nothing can be found by it.
 */
export function encodedQuery(conditions: readonly Condition[], order?: Order): string | undefined {
  if (!conditions.every(([, , value]) => canBeAsked(value))) return undefined;
  const terms = conditions.map(([field, operator, value]) => `${field}${operator}${value}`);
  if (order) terms.push(`${order.descending ? 'ORDERBYDESC' : 'ORDERBY'}${order.by}`);
  return terms.join('^');
}

/** The words of a text search: letters, digits and hyphens only. Undefined where none is left. */
export function textQuery(words: string): string | undefined {
  const plain = words
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim()
    .slice(0, longestValue);
  return plain === '' ? undefined : `123TEXTQUERY321=${plain}`;
}

function canBeAsked(value: string): boolean {
  const isPlain = value !== '' && value.length <= longestValue && !/[\^\p{Cc}\p{Cs}]/u.test(value);
  // An operator at the beginning would join the one before it.
  return isPlain && !/^\s*javascript:/i.test(value) && !/^[=<>!]/.test(value);
}
