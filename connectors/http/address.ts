/**
 * Where a request goes. Credentials go to the configured origin and nowhere else: everything is decided by parsing
 * as the connection itself will parse it, never by looking at the text of an address.
 */

/** What stands for `{name}` in a path template. */
export type PathParameters = Readonly<Record<string, string>>;
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The base of a vendor's API, checked once.
 * @throws TypeError for an address that is no base: not https (http for loopback only), with credentials, a query,
 * a fragment, or a trailing dot in its host.
 */
export function baseAddress(text: string): URL {
  if (!URL.canParse(text)) throw new TypeError('the base address is no URL');
  const url = new URL(text);
  const isPlain = !url.username && !url.password && !url.search && !url.hash && !url.hostname.endsWith('.');
  if (!isPlain) {
    throw new TypeError(
      'the base address must have no credentials, query, fragment or trailing dot in its host',
    );
  }
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!isSafe) throw new TypeError('the base address must begin with https:// (http:// for loopback only)');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * The address of a template under the base: `/api/v1/users/{id}` with `{id: 'a/b'}` is `.../users/a%2Fb`.
 * @returns undefined where a parameter can't stand in a path: nothing is at such an address. (`..` leads elsewhere
 * in every spelling, an empty one names the collection.)
 * @throws TypeError for a parameter that is missing.
 */
export function addressOf(
  base: URL,
  template: string,
  parameters: PathParameters,
  query: Query,
): URL | undefined {
  let possible = true;
  const path = template.replace(/^\//, '').replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw new TypeError(`the path needs {${name}}`);
    if (!canStandInPath(value)) possible = false;
    return possible ? encodeURIComponent(value) : '';
  });
  if (!possible) return undefined;
  const url = new URL(base);
  url.pathname = base.pathname + path;
  if (url.pathname !== base.pathname + path)
    throw new TypeError('a path template must be written as it is sent');
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  url.search = pairs
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return url;
}

/**
 * A link from an answer (the next page), exactly as the vendor wrote it.
 * @returns undefined unless it leads to the base's origin and below its path.
 */
export function linkAddress(base: URL, link: string): URL | undefined {
  // A parser forgives these; whoever writes them wants two parsers to disagree.
  if (/[\s\\]/.test(link) || hasControls(link) || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.username || url.password || url.hash) return undefined;
  return url.origin === base.origin && url.pathname.startsWith(base.pathname) ? url : undefined;
}

const longestParameter = 256;

function canStandInPath(value: string): boolean {
  const isDots = value === '.' || value === '..';
  return value !== '' && !isDots && value.length <= longestParameter && !hasControls(value);
}

/** Control characters, and halves of surrogate pairs, which have no UTF-8. */
function hasControls(text: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(text);
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
