/** Text as somebody writes it who would like it to act: links, markup, templates, and characters that hide or turn. */

/** Each must be shown as it stands (but for what can't be seen), wherever it comes up, and do nothing. */
export const hostileTexts: Readonly<Record<string, string>> = {
  'a Markdown link': 'badge [Look here](https://evil.example/a) and [b]: https://evil.example/b',
  'a Markdown picture': 'badge ![](https://evil.example/p.png) **bold** _it_ `code` ~~s~~ # h',
  'a script': 'badge <script>window.stolen=1</script>"><svg onload=window.stolen=1>',
  'a picture with a handler':
    "badge <img src=x onerror='window.stolen=1'> &lt;b&gt; <a href=https://evil.example>x</a>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the templating library acts on
  'a template': 'badge ${title} $${title} ${1+1} ${$root.language} {{DATE(2026-01-01T00:00:00Z)}} {title}',
  'writing turned around': 'badge ada\u202egpj.exe\u202c \u2067x\u2069 \u200fy\u200e \u061c',
  'emoji of several characters': 'badge 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 é e\u0301 שלום مرحبا',
  'control characters': 'badge a\u0000b\u0007c\u001b[31md\u0085e\u2028f\u2029g\ufeffh\u200bi',
  'an apostrophe': "badge O'Brien-D'Angelo 'x' or 1 eq 1 or ' --; drop table chairs",
  'a very long word': `badge ${'w'.repeat(1_500)}`,
};

/** Characters that nobody sees and that change what is seen: none of them may be shown anywhere. */
const hiding = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u2028\u2029]/gu;

export function hides(text: string): boolean {
  return text.replaceAll('\n', '').search(hiding) >= 0;
}

/** What is left of a text to be compared: all that is seen, without spaces and line ends, and without joiners. */
export function seenOf(text: string): string {
  return text.replace(hiding, '').replace(/[\s\u2060]/gu, '');
}

/** A text of a card as a client shows it that understands the escapes of Markdown. */
export function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

type Fields = Readonly<Record<string, unknown>>;

/** What could act on a card: links and pictures of Markdown, markup, functions of the client, hidden characters. */
export function actingOn(card: unknown): string[] {
  const found: string[] = [];
  const look = (text: string, isMarkdown: boolean): void => {
    const bare = text.replace(/\\[!-/:-@[-`{-~]/g, '');
    if (hides(text)) found.push(`hidden: ${text}`);
    if (text.includes('{{')) found.push(`a function: ${text}`);
    if (isMarkdown && /\]\(|\]:|<[a-z/!]|https?:\/\/|www\.|&#?\w+;|\*\*|~~|`/i.test(bare))
      found.push(`acts: ${text}`);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) walk(item);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, text, title, value, label, url } = node as Fields;
    if (typeof text === 'string') look(text, type !== 'TextRun');
    const isAction = typeof type === 'string' && type.startsWith('Action.');
    for (const words of [title, value, label]) if (typeof words === 'string') look(words, !isAction);
    if (typeof url === 'string' && !/^http:\/\/localhost:\d+\/api\//.test(url)) found.push(`leads to ${url}`);
    for (const [key, child] of Object.entries(node)) if (key !== 'data') walk(child);
  };
  walk(card);
  return found;
}
