/**
 * An article's HTML as Markdown that a card can show: headings, paragraphs, lists, emphasis, and links to https.
 * Everything else is left out or becomes plain text; whatever the author wrote between the tags stays text.
 */
import { createInline } from './inline';
import { type Token, tokensOf } from './tokens';

/** Where a card would be cut anyway; and what fits into a row of storage, escapes included. */
const longestText = 20_000;
const longestJson = 27_000;

const headings: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'section', 'article', 'main', 'header', 'footer', 'aside', 'nav', 'address', 'blockquote'],
  ...[
    'figure',
    'figcaption',
    'table',
    'thead',
    'tbody',
    'tfoot',
    'caption',
    'dl',
    'dt',
    'dd',
    'form',
    'fieldset',
  ],
  ...['legend', 'details', 'summary', 'center', 'hr', 'tr', 'pre', 'body', 'html'],
]);
const deepestList = 4;

type List = { readonly ordered: boolean; count: number };

/** @param base the instance's address, where relative links begin. */
export function articleText(html: string, base: string): string {
  const lines: string[] = [];
  const lists: List[] = [];
  const inline = createInline(base);
  let mark = '';
  let isHeading = false;
  let preformatted = 0;

  /** The line so far; `follows` where the next one belongs to it: an item's second line, a row's next cell. */
  const endLine = (separate: boolean): void => {
    const said = inline.take();
    if (said !== '') {
      lines.push(isHeading ? `### ${said}` : `${mark}${said}`);
      if (mark !== '') mark = ' '.repeat(mark.length);
    }
    if (separate && lists.length === 0 && lines.at(-1) !== '') lines.push('');
  };
  const beginItem = (): void => {
    const list = lists.at(-1);
    if (!list) return;
    list.count += 1;
    const depth = '  '.repeat(Math.min(lists.length - 1, deepestList));
    mark = `${depth}${list.ordered ? `${list.count}.` : '-'} `;
  };

  /** Between `<pre>` and its end each line is one. */
  const addText = (text: string): void => {
    const [first = '', ...others] = preformatted > 0 ? text.split('\n') : [text];
    inline.add(first);
    for (const line of others) {
      endLine(false);
      inline.add(line);
    }
  };

  const see = (token: Token): void => {
    if (token.kind === 'text') {
      addText(token.text);
      return;
    }
    const { kind, name, attributes } = token;
    const isOpening = kind === 'open';
    if (headings.has(name)) {
      endLine(true);
      isHeading = isOpening && lists.length === 0;
    } else if (name === 'ul' || name === 'ol') {
      endLine(lists.length === 0);
      if (isOpening) lists.push({ ordered: name === 'ol', count: 0 });
      else lists.pop();
      mark = '';
      if (lists.length === 0) endLine(true);
    } else if (name === 'li') {
      endLine(false);
      mark = '';
      if (isOpening) beginItem();
    } else if (name === 'br') endLine(false);
    else if ((name === 'td' || name === 'th') && !isOpening) inline.add(' · ');
    else if (blocks.has(name)) {
      endLine(true);
      if (name === 'pre') preformatted = Math.max(0, preformatted + (isOpening ? 1 : -1));
    } else inline.style(name, isOpening, attributes);
  };

  let seen = 0;
  for (const token of tokensOf(html)) {
    see(token);
    seen += token.kind === 'text' ? token.text.length : 0;
    if (seen > 2 * longestText) break;
  }
  endLine(true);
  return fitting(lines);
}

/** Lines that stand for themselves keep their breaks by the two blanks of Markdown. */
function fitting(lines: readonly string[]): string {
  const isItem = (line: string): boolean => /^\s*(?:-|\d+\.) /.test(line);
  const text = lines
    .map((line, index) => {
      const next = lines[index + 1] ?? '';
      const breaks = line !== '' && next !== '' && !isItem(line) && !isItem(next) && !line.startsWith('### ');
      return breaks ? `${line}  ` : line;
    })
    .join('\n')
    .trim();
  let kept = text.slice(0, longestText);
  while (JSON.stringify(kept).length > longestJson) kept = kept.slice(0, Math.floor(kept.length * 0.9));
  return kept;
}
