/** Text of others stays text: in cards, notifications and one by one. */
import fc from 'fast-check';
import { keptWords, markdown, plain, plainLines } from '../../cards/foreign-text';
import { renderMessage } from '../../cards/render';
import type { Message } from '../../domain/messages';
import { factOn, runsOn, textsOn } from './card-parts';

const reader = { locale: 'en', timeZone: 'UTC' };
const at = '2026-11-22T18:03:00Z';

function notice(accountName: string, device = ''): Message {
  return { kind: 'lockout-notice', id: 'r', accountName, lockedAt: at, source: { device }, again: false };
}

test.each([
  ['a link', '[Sign in](https://evil.example)', '\\[Sign in\\](https:\u2060//evil.example)'],
  ['emphasis', '**IT** says', '\\*\\*IT\\*\\* says'],
  ['HTML', '<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['an entity', '&lt;b&gt;', '\\&lt;b\\&gt;'],
  ['a bare address', 'https://evil.example', 'https:\u2060//evil.example'],
  ['a bare host', 'www.evil.example', 'www\u2060.evil.example'],
  ['a script address', 'javascript:alert(1)', 'javascript\u2060:alert(1)'],
  ['a function of the client', '{{DATE(2026-01-01)}}', '{\u2060{DATE(2026-01-01)}}'],
  ['a list', '- one', '\\- one'],
  ['a numbered list', '1. one', '1\\. one'],
  ['a heading', '# big', '\\# big'],
  ['a line of its own', 'a\n\n# b', 'a # b'],
  ['struck out', '~~a~~', '\\~\\~a\\~\\~'],
  ['writing turned around', 'ada\u202Egpj.exe', 'adagpj.exe'],
  ['a null byte', 'a\u0000b', 'ab'],
  ['half a character', 'a\ud83db', 'ab'],
  ['zero width', 'a\u200b\ufeffb', 'ab'],
])('%s is shown as it is written', (_, hostile, shown) => {
  expect(markdown(hostile)).toBe(shown);
  expect(factOn(renderMessage(notice(hostile), reader).card, 'Account')).toBe(shown);
});

test('ordinary user names are left exactly as they are', () => {
  for (const name of [
    'ada.fox@contoso.example',
    'CONTOSO-ada_fox',
    'ada+test@x.example',
    'Ådä 山田',
    'O’Neil',
  ]) {
    expect(markdown(name)).toBe(name);
  }
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is what the templating library acts on
test('templates are not evaluated a second time', () => {
  const { card } = renderMessage(notice('${title}', '${1+1}'), reader);
  expect(factOn(card, 'Account')).toBe('${title}');
  expect(factOn(card, 'Where')).toBe('${1+1}');
});

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: until here

test('long text is cut with an ellipsis, never within a character', () => {
  expect(plain('😀'.repeat(200))).toBe(`${'😀'.repeat(119)}…`);
  expect(plain('a'.repeat(120))).toHaveLength(120);
});

test('a long message stays a card that Teams takes', () => {
  for (const words of [
    '😀'.repeat(100_000),
    '"\\'.repeat(50_000),
    'a\n'.repeat(50_000),
    '\u0301'.repeat(50_000),
  ]) {
    const { card, summary } = renderMessage({ kind: 'help-preview', id: 'r', words }, reader);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28 * 1024);
    expect(summary.length).toBeLessThan(700);
  }
});

test('words are shown as they were typed, without Markdown', () => {
  const { card } = renderMessage(
    { kind: 'help-preview', id: 'r', words: ' *help* [me](x)\r\n\r\n<b> ' },
    reader,
  );
  expect(runsOn(card)).toEqual(['*help* [me](x)', '<b>']);
});

test('functions of the client stay what was typed, in words too', () => {
  const words = 'See {{DATE(2026-01-01T00:00:00Z)}} {{{TIME(x)}}}';
  const { card } = renderMessage({ kind: 'help-preview', id: 'r', words }, reader);
  const [said = ''] = runsOn(card);
  expect(said).not.toContain('{{');
  expect(said.replaceAll('\u2060', '')).toBe(words);
});

test('words are kept as they are shown, and no longer', () => {
  expect(keptWords(' a\u2028b\u0000\r\n\u202e ')).toBe('a\nb');
  const long = keptWords('😀'.repeat(10_000));
  expect(long).toBe(`${'😀'.repeat(1_999)}…`);
  expect(plainLines(long)).toEqual([long]);
  expect(keptWords(keptWords('x '.repeat(10_000)))).toBe(keptWords('x '.repeat(10_000)));
});

test('words of nothing that can be seen count as no words', () => {
  expect(plainLines(' \u200b\n\u202e \u0000')).toEqual([]);
});

test('the notification is plain text on one line', () => {
  const { summary } = renderMessage({ kind: 'working', id: 'r', accountName: 'a\n*b*\u202e' }, reader);
  expect(summary).toContain('longer than usual for a *b*.');
});

test('an address of the help desk that is not one of the web is left out', () => {
  const sent = (url: string) =>
    renderMessage({ kind: 'help-sent', added: false, helpDesk: { url } }, reader).card;
  expect(factOn(sent('javascript:alert(1)'), 'Help desk')).toBeUndefined();
  expect(factOn(sent('nonsense'), 'Help desk')).toBeUndefined();
  expect(factOn(sent('https://help.example/a(b)'), 'Help desk')).toBe(
    '[help.example](https://help.example/a%28b%29)',
  );
});

test('whatever a name holds, no unescaped Markdown, control or turned writing reaches the card', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      const card = renderMessage(notice(name, name), reader).card;
      for (const text of textsOn(card)) {
        expect(text).not.toMatch(/(?<!\\)(?:\\\\)*[`*[\]<>]|~~/);
        expect(text).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(text).not.toContain('://');
      }
    }),
  );
});
