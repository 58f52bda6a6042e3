/**
 * Text that others wrote (user names, places, devices, what people typed) is made harmless before it is shown:
 * nothing invisible that turns the writing around, nothing endless, and on cards nothing that Markdown acts on.
 */

/** Longest name or place that is shown. */
const lineLength = 120;
/** Longest message of a person that is kept, shown and sent: what they did not see is not sent. */
const wordsLength = 2000;
const wordsLines = 60;

/** Bidirectional controls, zero-width and tag characters. Joiners stay: scripts and emoji need them. */
const invisible =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const controls = /[\p{Cc}\p{Cs}]/gu;

/** Joins no line, is not seen, and keeps `https://` and `{{` from being understood. */
const wordJoiner = '\u2060';

/** One line of plain text, at most 120 characters (or `length`), cut with an ellipsis. */
export function plain(foreign: string, length = lineLength): string {
  const line = foreign
    .replace(invisible, '')
    .replace(/\s+/gu, ' ')
    .replace(controls, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return cut(line, length);
}

/** What a person typed, as it may be kept: no longer than it is shown, and without what is never shown. */
export function keptWords(foreign: string): string {
  return plainLines(foreign).join('\n');
}

/** What a person typed, line by line, as it is shown to them and then sent. */
export function plainLines(foreign: string): readonly string[] {
  const lines = cut(foreign.trim(), wordsLength)
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => plain(line, wordsLength))
    .filter((line) => line !== '');
  return lines.length <= wordsLines
    ? lines
    : [...lines.slice(0, wordsLines - 1), lines.slice(wordsLines - 1).join(' ')];
}

/**
 * One line for a text of a card: plain, and without anything that Markdown or the card's functions act on. Only
 * what would act is escaped, so that ordinary names stay as they are where a client shows the backslash.
 */
export function markdown(foreign: string, length = lineLength): string {
  return inert(plain(foreign, length))
    .replace(/[\\`*[\]<>]/g, '\\$&')
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    .replace(/&(?=#|\w+;)/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(?:[-+](?=[\s-]|$)|#(?=[#\s]|$)|=(?==|$))/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** One line of plain text, as `plain`, of which no mail program and no ticketing system makes a link. */
export function unlinked(foreign: string, length = lineLength): string {
  return inert(plain(foreign, length));
}

/** For places without Markdown where a client still makes links and fills in `{{DATE(…)}}`. */
export function inert(line: string): string {
  return withoutFunctions(line)
    .replace(/:(?=\/\/)/g, `:${wordJoiner}`)
    .replace(/\b(javascript|data|vbscript):/gi, `$1${wordJoiner}:`)
    .replace(/\bwww\./gi, `www${wordJoiner}.`);
}

/** Cards fill in `{{DATE(…)}}` even in texts that know no Markdown: what was typed is shown as it was typed. */
export function withoutFunctions(line: string): string {
  return line.replace(/\{(?=\{)/g, `{${wordJoiner}`);
}

function cut(line: string, length: number): string {
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
