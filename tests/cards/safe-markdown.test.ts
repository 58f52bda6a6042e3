/** Instructions keep their form, and nothing in them acts but links to https. */
import fc from 'fast-check';
import { renderMessage } from '../../cards/render';
import { safeMarkdown } from '../../cards/safe-markdown';

const blocksOf = (text: string) => safeMarkdown(text).blocks;

test.each([
  ['emphasis', 'Open **VPN** and *wait*.', ['Open **VPN** and *wait*.']],
  ['paragraphs', 'One\ntwo\n\nthree', ['One two', 'three']],
  ['a hard break', 'One  \ntwo\\\nthree', ['One', 'two', 'three']],
  ['a list right after a sentence', 'Do:\n- a\n- b\nThen c', ['Do:', '- a\n- b', 'Then c']],
  ['a numbered list', '1. a\r\n2. b', ['1. a\n2. b']],
  ['a list within a list', '- a\n  - b', ['- a\n  - b']],
  ['a heading', '## First step ##\nDo it', ['**First step**', 'Do it']],
  ['a link', '[Portal](https://a.example/x?y=1)', ['[Portal](https://a.example/x?y=1)']],
  ['a link with brackets in it', '[a](https://a.example/b_(c))', ['[a](https://a.example/b_%28c%29)']],
  ['a link with a title', '[a](https://a.example "Go")', ['[a](https://a.example/)']],
  ['a bare address', 'See https://a.example/b.', ['See https://a.example/b.']],
  ['an address in brackets', '<https://a.example>', ['https://a.example']],
  ['an escape', 'a \\* b \\[c\\]', ['a \\* b \\[c\\]']],
  ['a rule and a fence', 'a\n---\n```sh\nb\n```', ['a', 'b']],
  ['nothing', ' \n\u200b\n', []],
])('%s', (_, source, blocks) => {
  expect(blocksOf(source)).toEqual(blocks);
});

test.each([
  ['HTML', '<b onclick=x>hi</b>', '\\<b onclick=x>hi\\</b>'],
  ['an entity', '&lt;b&#62;', '\\&lt;b\\&#62;'],
  ['a picture', '![logo](https://a.example/x.png)', '[logo](https://a.example/x.png)'],
  ['another scheme', '[Go](javascript:alert(1))', 'Go (alert(1))'],
  ['an address without encryption', '[wiki](http://wiki/page)', 'wiki (wiki/page)'],
  ['a mail address', '[Write](mailto:it@a.example)', 'Write (it@a.example)'],
  ['a bare address without encryption', 'http://wiki/page', 'http:\u2060//wiki/page'],
  ['a relative link', '[up](../x)', 'up (../x)'],
  ['a reference', '[a][b]', '\\[a\\]\\[b\\]'],
  ['a definition', '[b]: javascript:x', '\\[b\\]: javascript\u2060:x'],
  ['a link in two lines', '[a](\nhttps://evil.example)', '\\[a\\]( https://evil.example)'],
  ['code', 'type `a<b *c*`', 'type a\\<b \\*c\\*'],
  ['a function of the client', '{{DATE(2026-01-01)}}', '{\u2060{DATE(2026-01-01)}}'],
  ['a backslash at the end of an escape', '\\\\[a](x)', '\\\\a (x)'],
  ['writing turned around', 'a\u202eb', 'ab'],
])('%s does not act', (_, source, said) => {
  expect(blocksOf(source).join('\n')).toBe(said);
});

test('whatever is written, only links to https are left', () => {
  const piece = fc.constantFrom(
    ...['[', ']', '(', ')', '\\', '`', '<', '!', '"', ' ', '\n', '- ', '# ', '{{', '&lt;', 'a'],
    ...['http://b', 'https://c.example/', 'javascript:', '*'],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const block of blocksOf(pieces.join(''))) {
        for (const [, url] of block.matchAll(/(?<!\\)(?:\\\\)*\]\(([^)]*)\)/g)) {
          expect(url).toMatch(/^https:\/\//);
        }
        const around = block.replace(/https:\/\/[^\s()]*/g, '');
        expect(around).not.toMatch(/(?<!\\)(?:\\\\)*<|http:\/\/|\bjavascript:|\{\{/);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['one endless line', '😀'.repeat(8_000)],
  ['brackets that must be escaped', '['.repeat(8_000)],
  ['many paragraphs', 'a\n\n'.repeat(4_000)],
  ['quotes', '"\\'.repeat(4_000)],
])('%s is cut, and said to be', (_, text) => {
  const { card } = renderMessage(
    { kind: 'answer', instructions: { title: 'T', text } },
    { locale: 'en', timeZone: 'UTC' },
  );
  const json = JSON.stringify(card);
  expect(Buffer.byteLength(json)).toBeLessThan(28 * 1024);
  expect(json).toContain('The answer is longer than fits here');
  expect(safeMarkdown(text).blocks.length).toBeGreaterThan(0);
});

test('a text that fits is not said to be cut', () => {
  expect(safeMarkdown('All of it.')).toEqual({ blocks: ['All of it.'], cut: false });
});

test('hostile nesting takes no time', () => {
  const started = process.hrtime.bigint();
  for (const text of ['[a]('.repeat(2_000), '![['.repeat(2_600), '(('.repeat(4_000), '\\['.repeat(4_000)]) {
    safeMarkdown(text);
    safeMarkdown(`[a](${text}`);
  }
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2_000);
});
