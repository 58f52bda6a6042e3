/** Route templates as the platform reads them: parameters, optional and catch-all ones, constraints. */
import { decodeSegment } from './answer';

export interface RouteTemplate {
  /** The parameters of a path (raw, without leading slash) that fits; `undefined` where it doesn't. */
  match(path: string): Record<string, string> | undefined;
}

const constraints: Readonly<Record<string, (argument: string) => (value: string) => boolean>> = {
  int: () => (value) => /^[+-]?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= 2 ** 31 - 1,
  long: () => (value) => /^[+-]?\d{1,19}$/.test(value),
  decimal: () => (value) => /^[+-]?\d+(\.\d+)?$/.test(value),
  double: () => (value) => value.trim() !== '' && !Number.isNaN(Number(value)),
  float: () => (value) => value.trim() !== '' && !Number.isNaN(Number(value)),
  bool: () => (value) => /^(true|false)$/i.test(value),
  alpha: () => (value) => /^[a-z]*$/i.test(value),
  guid: () => (value) => /^\{?[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}\}?$/i.test(value),
  datetime: () => (value) => !Number.isNaN(Date.parse(value)),
  min: (least) => (value) => Number(value) >= Number(least),
  max: (most) => (value) => Number(value) <= Number(most),
  minlength: (least) => (value) => value.length >= Number(least),
  maxlength: (most) => (value) => value.length <= Number(most),
  length: (exact) => {
    const [least, most = least] = exact.split(',').map(Number);
    return (value) => value.length >= Number(least) && value.length <= Number(most);
  },
  range: (bounds) => {
    const [least, most] = bounds.split(',').map(Number);
    return (value) => Number(value) >= Number(least) && Number(value) <= Number(most);
  },
  regex: (pattern) => (value) => new RegExp(pattern, 'i').test(value),
};

interface Parameter {
  readonly name: string;
  readonly checks: readonly ((value: string) => boolean)[];
}

const escaped = (literal: string) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** The platform leaves an encoded slash in a parameter as it is. */
const parameterValue = (raw: string) => raw.split(/%2f/i).map(decodeSegment).join('%2F');

function parseParameter(text: string): Parameter & { catchAll: boolean; optional: boolean } {
  const parts = /^(\*{0,2})(\w+)((?::\w+(?:\(.*?\))?)*)(\?)?$/.exec(text);
  if (parts === null) {
    throw new Error(`the route parameter {${text}} is not supported by the local Functions host`);
  }
  const [, stars, name = '', rules = '', question] = parts;
  const checks = [...rules.matchAll(/:(\w+)(?:\((.*?)\))?(?=:|$)/g)].map(([, rule = '', argument = '']) => {
    const make = constraints[rule.toLowerCase()];
    if (make === undefined) {
      throw new Error(`the route constraint "${rule}" is not supported by the local Functions host`);
    }
    return make(argument);
  });
  return { name, checks, catchAll: stars !== '', optional: question !== undefined };
}

/** Reads a template such as `recover/{handle:guid}/{step?}`; throws where it asks for more than this host knows. */
export function parseRoute(template: string): RouteTemplate {
  const parameters: Parameter[] = [];
  let pattern = '';
  for (const segment of template.split('/').filter(Boolean)) {
    const parts = segment.split(/(\{[^{}]+\})/).filter(Boolean);
    let piece = '';
    let mayBeAbsent = false;
    for (const part of parts) {
      if (!part.startsWith('{')) {
        piece += escaped(part);
        continue;
      }
      const { catchAll, optional, ...parameter } = parseParameter(part.slice(1, -1));
      parameters.push(parameter);
      piece += catchAll ? '(.*)' : '([^/]+)';
      mayBeAbsent ||= (catchAll || optional) && parts.length === 1;
    }
    const joined = pattern === '' ? piece : `/${piece}`;
    pattern += mayBeAbsent ? `(?:${joined})?` : joined;
  }
  const expression = new RegExp(`^${pattern}/?$`, 'i');

  return {
    match: (path) => {
      const found = expression.exec(path);
      if (found === null) {
        return undefined;
      }
      const values: Record<string, string> = {};
      for (const [index, { name, checks }] of parameters.entries()) {
        const raw = found[index + 1];
        if (raw === undefined || raw === '') {
          continue;
        }
        const value = parameterValue(raw);
        if (!checks.every((check) => check(value))) {
          return undefined;
        }
        values[name] = value;
      }
      return values;
    },
  };
}
