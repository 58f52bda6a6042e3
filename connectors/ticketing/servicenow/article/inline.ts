/** The words of one line, with emphasis and links as Markdown has them; nothing that was text can act as either. */

type Run = {
  text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly href: string | undefined;
};

export type Inline = {
  /** Text as it is meant, entities decoded. */
  add(text: string): void;
  /** A tag that changes how what follows looks; others are ignored. */
  style(name: string, isOpening: boolean, attributes: ReadonlyMap<string, string>): void;
  /** The line as Markdown, and begins another; styles that are open go on. */
  take(): string;
};

const bolds: ReadonlySet<string> = new Set(['b', 'strong']);
const italics: ReadonlySet<string> = new Set(['i', 'em']);

/** @param base where relative links begin. */
export function createInline(base: string): Inline {
  let runs: Run[] = [];
  let bold = 0;
  let italic = 0;
  let href: string | undefined;

  return {
    add(text) {
      const last = runs.at(-1);
      const style = { bold: bold > 0, italic: italic > 0, href };
      const isSame = last && last.bold === style.bold && last.italic === style.italic && last.href === href;
      if (isSame) last.text += text;
      else runs.push({ text, ...style });
    },
    style(name, isOpening, attributes) {
      const step = isOpening ? 1 : -1;
      if (bolds.has(name)) bold = Math.max(0, bold + step);
      else if (italics.has(name)) italic = Math.max(0, italic + step);
      else if (name === 'a') href = isOpening ? secureAddress(attributes.get('href'), base) : undefined;
    },
    take() {
      const line = written(runs);
      runs = [];
      return line;
    },
  };
}

/** Only https, wherever the link says it leads. */
function secureAddress(href: string | undefined, base: string): string | undefined {
  const address = href?.trim() ?? '';
  if (address === '' || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  return url.protocol === 'https:' && !url.username && !url.password ? url.href : undefined;
}

function written(runs: readonly Run[]): string {
  let line = '';
  for (const { text, bold, italic, href } of runs) {
    const plain = text.replace(/\s+/gu, ' ');
    const words = plain.trim();
    const [before, after] = [/^ /.test(plain) ? ' ' : '', / $/.test(plain) ? ' ' : ''];
    const sign = words === '' ? '' : `${bold ? '**' : ''}${italic ? '*' : ''}`;
    const said = `${sign}${escaped(words)}${[...sign].reverse().join('')}`;
    const linked = href ? `[${said}](${href.replaceAll('(', '%28').replaceAll(')', '%29')})` : said;
    line += words === '' ? before : `${before}${linked}${after}`;
  }
  const clean = line
    .replace(/ +/g, ' ')
    .replace(/(?: · )+$/, '')
    .trim();
  return clean.replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2').replace(/^([-+=])/, '\\$1');
}

/** Whatever Markdown would act on, anywhere in a line; addresses of https stay as they can be opened. */
function escaped(text: string): string {
  return text.replace(
    /(https:\/\/[^\s<>()[\]\\`*|]+)|[\\`*_[\]<>#~|]/g,
    (sign, address?: string) => address ?? `\\${sign}`,
  );
}
