/** Filter and search expressions: `and` binds tighter than `or`, names are exact, square brackets are refused. */

export type Comparison = { kind: 'compare'; path: string; operator: string; value: unknown };
type Joined = { kind: 'and'; sides: readonly Expression[] } | { kind: 'or'; sides: readonly Expression[] };
export type Expression = Comparison | Joined;

const operators = ['eq', 'gt', 'ge', 'lt', 'le', 'sw', 'co', 'pr'];

export class ExpressionError extends Error {}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const pattern = /\s+|[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+/gy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) throw new ExpressionError(`Unreadable at ${at}`);
    if (found.trim() !== '') tokens.push(found);
  }
  return tokens;
}

/** @throws ExpressionError for what Okta wouldn't read */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  let at = 0;
  const isWord = (word: string) => tokens[at]?.toLowerCase() === word;

  function chain(word: 'and' | 'or', side: () => Expression): Expression {
    const sides = [side()];
    while (isWord(word)) {
      at += 1;
      sides.push(side());
    }
    return sides.length === 1 && sides[0] ? sides[0] : { kind: word, sides };
  }

  const either = (): Expression => chain('or', () => chain('and', term));

  function term(): Expression {
    if (tokens[at] !== '(') return comparison();
    at += 1;
    const inner = either();
    if (tokens[at] !== ')') throw new ExpressionError('A parenthesis is not closed');
    at += 1;
    return inner;
  }

  function comparison(): Comparison {
    const path = tokens[at] ?? '';
    const operator = (tokens[at + 1] ?? '').toLowerCase();
    if (!/^[A-Za-z_][\w.-]*$/.test(path)) throw new ExpressionError(`Not a name: ${path}`);
    if (!operators.includes(operator)) throw new ExpressionError(`Unsupported operator: ${operator}`);
    if (operator === 'pr') {
      at += 2;
      return { kind: 'compare', path, operator, value: undefined };
    }
    const value = literalOf(tokens[at + 2]);
    at += 3;
    return { kind: 'compare', path, operator, value };
  }

  const whole = either();
  if (at < tokens.length) throw new ExpressionError(`Unexpected ${tokens[at]}`);
  return whole;
}

function literalOf(token: string | undefined): unknown {
  if (token === undefined) throw new ExpressionError('A value is missing');
  if (/^(true|false|null|-?\d+(\.\d+)?)$/.test(token)) return JSON.parse(token);
  if (!token.startsWith('"')) throw new ExpressionError(`Not a value: ${token}`);
  return token.slice(1, -1).replace(/\\(.)/g, '$1');
}

export function comparisonsOf(expression: Expression): readonly Comparison[] {
  return expression.kind === 'compare' ? [expression] : expression.sides.flatMap(comparisonsOf);
}

/** All values at a path; arrays on the way are looked through. */
function valuesAt(thing: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(thing)) return thing.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return thing === undefined || thing === null ? [] : [thing];
  if (typeof thing !== 'object' || thing === null) return [];
  return valuesAt((thing as Record<string, unknown>)[name], rest);
}

/** @param caseSensitive of values; names always are */
export function matches(expression: Expression, thing: unknown, caseSensitive: boolean): boolean {
  if (expression.kind === 'and') return expression.sides.every((side) => matches(side, thing, caseSensitive));
  if (expression.kind === 'or') return expression.sides.some((side) => matches(side, thing, caseSensitive));
  const values = valuesAt(thing, expression.path.split('.'));
  if (expression.operator === 'pr') return values.length > 0;
  const fold = (value: unknown) =>
    typeof value === 'string' && !caseSensitive ? value.toLowerCase() : (value as string | number);
  const wanted = fold(expression.value);
  return values.map(fold).some((value) => compare(expression.operator, value, wanted));
}

function compare(operator: string, value: string | number, wanted: string | number): boolean {
  if (operator === 'eq') return value === wanted;
  if (typeof value !== typeof wanted) return false;
  if (operator === 'sw') return String(value).startsWith(String(wanted));
  if (operator === 'co') return String(value).includes(String(wanted));
  if (operator === 'gt') return value > wanted;
  if (operator === 'ge') return value >= wanted;
  if (operator === 'lt') return value < wanted;
  return value <= wanted;
}
