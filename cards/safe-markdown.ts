/**
 * Markdown that the policy's author wrote, made safe for cards: it keeps emphasis, lists and links to https, and
 * loses what a client could read as HTML, as another address or as a function. Cut to what fits on a card.
 */
import { inert, markdown, plain } from './foreign-text';
import { markdownLink, webAddress } from './web-address';

/** Bytes of a card's JSON (Teams takes 28 KB) that the text may fill; one block always fits. */
const roomBytes = 20_000;
const longestBlock = 4_000;
const bytesAround = 60;

/** The text as blocks, for one TextBlock each; `cut` tells that not all of it fitted. */
export function safeMarkdown(source: string): { readonly blocks: readonly string[]; readonly cut: boolean } {
  const blocks: string[] = [];
  let room = roomBytes;
  for (const block of blocksOf(source)) {
    room -= Buffer.byteLength(JSON.stringify(block), 'utf8') + bytesAround;
    if (room < 0) return { blocks, cut: true };
    blocks.push(block);
  }
  return { blocks, cut: source.split('\n').some((line) => line.length > longestBlock) };
}

type Line = { readonly kind: 'words' | 'item' | 'heading'; readonly words: string; readonly ends: boolean };

/** Paragraphs, lists and headings, which become bold, one after the other. */
function blocksOf(source: string): readonly string[] {
  const blocks: { readonly kind: Line['kind']; words: string }[] = [];
  let open = false;
  for (const raw of source.split(/\r\n|[\n\r\u0085\u2028\u2029]/)) {
    const line = lineOf(raw);
    const last = blocks.at(-1);
    if (line && open && last?.kind === line.kind && last.words.length + line.words.length < longestBlock) {
      last.words += (line.kind === 'item' ? '\n' : ' ') + line.words;
    } else if (line) blocks.push({ kind: line.kind, words: line.words });
    open = line !== undefined && !line.ends;
  }
  return blocks.map(({ words }) => words);
}

/** A line; undefined for what only separates: an empty one, a rule, the fence around code. */
function lineOf(raw: string): Line | undefined {
  if (/^\s*(?:(?:[-*_=]\s*){3,}|`{3,}.*|~{3,}.*)$/.test(raw)) return undefined;
  const [, indent = '', mark = '', rest = ''] = /^(\s*)(?:([-*+]|\d{1,4}[.)])\s+)?(.*)$/u.exec(raw) ?? [];
  const ends = /(?: {2}|\\)$/.test(rest);
  const words = plain(rest.replace(/\\$/, ''), longestBlock);
  if (words === '') return undefined;
  if (mark) {
    const depth = ' '.repeat(Math.min(indent.length, 8));
    return { kind: 'item', words: `${depth}${mark} ${safeLine(words)}`, ends: false };
  }
  const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(words)?.[1];
  if (heading) return { kind: 'heading', words: `**${safeLine(heading).replaceAll('**', '')}**`, ends: true };
  return { kind: 'words', words: safeLine(words), ends };
}

/** In a line: a kept escape, a link or picture, an address, a code span, or a character that would act alone. */
const acting =
  /(?<escaped>\\[!-/:-@[-`{-~])|!?\[(?<label>(?:\\.|[^\\[\]])*)\]\(\s*<?(?<url>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)|<?(?<bare>https:\/\/[^\s<>()[\]]+)>?|`+(?<code>[^`]+)`+|(?<alone>[<[\]`\\]|&(?=#|\w+;))/g;

function safeLine(line: string): string {
  let said = '';
  let from = 0;
  for (const { 0: whole, index, groups = {} } of line.matchAll(acting)) {
    const { escaped, label, url, bare, code, alone } = groups;
    said += inert(line.slice(from, index));
    if (escaped !== undefined) said += escaped;
    else if (url !== undefined) said += linkOf(label ?? '', url);
    else if (bare !== undefined) said += bare;
    else if (code !== undefined) said += markdown(code, longestBlock);
    else said += `\\${alone}`;
    from = index + whole.length;
  }
  return (said + inert(line.slice(from))).replace(/\{(?=\{)/g, '{\u2060');
}

/** Another address than one of https is only named: whoever needs it can still type it. */
function linkOf(label: string, url: string): string {
  const href = webAddress(url, { onlyHttps: true });
  const said = safeLine(label);
  if (href) return markdownLink(said || markdown(new URL(href).host), href);
  const address = markdown(url.replace(/^[a-z][\w+.-]*:(?:\/\/)?/i, ''));
  return said && address ? `${said} (${address})` : said || address;
}
