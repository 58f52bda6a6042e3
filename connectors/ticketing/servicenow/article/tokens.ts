/**
 * HTML taken apart: texts and tags in their order. It is as forgiving as a browser and knows no document: what is
 * done with a tag is not decided here. Nothing that scripts, styles or frames hold comes out.
 */
import { decoded } from './entities';

export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'open' | 'close';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
    };

/** What they hold is not for readers, or not HTML: skipped to their end, or to the end of everything. */
const silent = new Set([
  ...[
    'script',
    'style',
    'head',
    'title',
    'template',
    'noscript',
    'iframe',
    'object',
    'embed',
    'applet',
    'svg',
  ],
  ...['math', 'canvas', 'audio', 'video', 'select', 'textarea', 'noembed', 'noframes', 'xmp', 'plaintext'],
]);

/** Every character is looked at once or twice, however the tags are broken: a picture may be a tag of a megabyte. */
export function* tokensOf(html: string): Generator<Token> {
  let at = 0;
  let text = '';
  while (at < html.length) {
    const begin = html.indexOf('<', at);
    if (begin < 0) break;
    const tag = tagAt(html, begin);
    if (tag === 'endless') {
      // As browsers have it: what never ends is no text either.
      text += html.slice(at, begin);
      at = html.length;
      break;
    }
    if (tag === undefined) {
      text += html.slice(at, begin + 1);
      at = begin + 1;
      continue;
    }
    text += html.slice(at, begin);
    if (text !== '') yield { kind: 'text', text: decoded(text) };
    text = '';
    at = tag.end;
    if (tag.kind === 'nothing') continue;
    if (tag.kind === 'open' && silent.has(tag.name)) at = endOf(html, tag.name, at);
    else yield { kind: tag.kind, name: tag.name, attributes: tag.attributes };
  }
  if (at < html.length) text += html.slice(at);
  if (text !== '') yield { kind: 'text', text: decoded(text) };
}

type Tag = {
  readonly kind: 'open' | 'close' | 'nothing';
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly end: number;
};

const noAttributes: ReadonlyMap<string, string> = new Map();

/** The tag or comment that begins there; undefined where the sign is only a sign. */
function tagAt(html: string, begin: number): Tag | 'endless' | undefined {
  if (html.startsWith('<!--', begin)) {
    const end = html.indexOf('-->', begin + 4);
    return { kind: 'nothing', name: '', attributes: noAttributes, end: end < 0 ? html.length : end + 3 };
  }
  const [, slash, name = ''] =
    /^<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})/.exec(html.slice(begin, begin + 50)) ?? [];
  const isDeclaration = html[begin + 1] === '!' || html[begin + 1] === '?';
  if (name === '' && !isDeclaration) return undefined;
  const end = closingOf(html, begin + 1);
  if (end === undefined) return 'endless';
  if (isDeclaration) return { kind: 'nothing', name: '', attributes: noAttributes, end };
  const inside = html.slice(begin + 1 + (slash?.length ?? 0) + name.length, end - 1);
  return {
    kind: slash ? 'close' : 'open',
    name: name.toLowerCase(),
    attributes: slash ? noAttributes : attributesIn(inside),
    end,
  };
}

/** After the `>` that ends the tag; one within a quoted value doesn't. */
function closingOf(html: string, from: number): number | undefined {
  const sign = /[>"']/g;
  sign.lastIndex = from;
  for (let found = sign.exec(html); found; found = sign.exec(html)) {
    if (found[0] === '>') return found.index + 1;
    // A quote that begins no value is a slip of the author.
    if (html[found.index - 1] !== '=') continue;
    const end = html.indexOf(found[0], found.index + 1);
    if (end < 0) return undefined;
    sign.lastIndex = end + 1;
  }
  return undefined;
}

const attribute = /([^\s"'<>/=]{1,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;
/** Whoever has longer ones is a picture. */
const longestAttributes = 4_000;

function attributesIn(inside: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (inside.length > longestAttributes) return found;
  for (const [, name = '', double, single, bare] of inside.matchAll(attribute)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, decoded(double ?? single ?? bare ?? ''));
  }
  return found;
}

function endOf(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  close.lastIndex = from;
  const found = close.exec(html);
  if (!found) return html.length;
  const end = html.indexOf('>', found.index);
  return end < 0 ? html.length : end + 1;
}
