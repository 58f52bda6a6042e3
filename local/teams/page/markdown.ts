/** The Markdown that Teams shows, as elements: what isn't known stays the text that it was, and markup stays text. */
import { el } from './elements.js';

const inline =
  /\\([!-/:-@[-`{-~])|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?])|\*(\S(?:.*?\S)?)\*|(?<![\p{L}\p{N}])_(\S(?:.*?\S)?)_(?![\p{L}\p{N}])/u;

/** An address that a link may lead to; anything else is shown as text. */
export const safeAddress = (address: string): string | undefined => {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
};

const link = (address: string, ...content: (Node | string)[]): Node | string => {
  const href = safeAddress(address);
  return href === undefined
    ? el('span', {}, ...content)
    : el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...content);
};

/** Bold, italic, struck, code, links and escapes within one line. */
export const inlineNodes = (text: string): (Node | string)[] => {
  const nodes: (Node | string)[] = [];
  let rest = text;
  for (let match = inline.exec(rest); match; match = inline.exec(rest)) {
    const [whole, escaped, bold, bold2, struck, code, label, address, bare, italic, italic2] = match;
    if (match.index > 0) nodes.push(rest.slice(0, match.index));
    if (escaped !== undefined) nodes.push(escaped);
    else if (bold ?? bold2) nodes.push(el('strong', {}, ...inlineNodes(bold ?? bold2 ?? '')));
    else if (struck !== undefined) nodes.push(el('s', {}, ...inlineNodes(struck)));
    else if (code !== undefined) nodes.push(el('code', {}, code));
    else if (label !== undefined && address !== undefined) nodes.push(link(address, ...inlineNodes(label)));
    else if (bare !== undefined) nodes.push(link(bare, bare));
    else nodes.push(el('em', {}, ...inlineNodes(italic ?? italic2 ?? '')));
    rest = rest.slice(match.index + whole.length);
  }
  if (rest !== '') nodes.push(rest);
  return nodes;
};

const listMark = /^\s*(?:([-*+•])|(\d+)[.)])\s+(.*)$/;

/** Paragraphs and lists. */
export const markdownNodes = (text: string): Node[] => {
  const blocks: Node[] = [];
  let paragraph: HTMLElement | undefined;
  let list: HTMLElement | undefined;
  for (const line of text.replaceAll(/\r\n?/g, '\n').split('\n')) {
    const [, bullet, number, item] = listMark.exec(line) ?? [];
    if (item !== undefined) {
      const tag = bullet === undefined ? 'ol' : 'ul';
      if (list?.tagName.toLowerCase() !== tag) {
        list = el(tag, tag === 'ol' ? { start: number } : {});
        blocks.push(list);
      }
      list.append(el('li', {}, ...inlineNodes(item)));
      paragraph = undefined;
      continue;
    }
    list = undefined;
    const [, heading] = /^#{1,6}\s+(.*)$/.exec(line) ?? [];
    if (line.trim() === '' || heading !== undefined) paragraph = undefined;
    if (heading !== undefined) blocks.push(el('p', {}, el('strong', {}, ...inlineNodes(heading))));
    else if (line.trim() !== '') {
      if (paragraph) paragraph.append(el('br'));
      else {
        paragraph = el('p');
        blocks.push(paragraph);
      }
      paragraph.append(...inlineNodes(line));
    }
  }
  return blocks;
};

/** What is left when only the words count. */
export const plainText = (text: string): string => el('div', {}, ...markdownNodes(text)).textContent ?? '';

/** The same as HTML, for the card renderer, which takes nothing else. Made from elements, so everything in it is escaped. */
export const markdownHtml = (text: string): string => el('div', {}, ...markdownNodes(text)).innerHTML;
