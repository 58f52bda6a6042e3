/** An article's HTML becomes Markdown that cards can show: its form stays, nothing of it acts. */
import fc from 'fast-check';
import { safeMarkdown } from '../../../cards/safe-markdown';
import { articleText } from '../../../connectors/ticketing/servicenow/article/article-text';

const base = 'https://contoso.service-now.com';
const textOf = (html: string): string => articleText(html, base);
/** As it stands on the card in the end. */
const shown = (html: string): readonly string[] => safeMarkdown(textOf(html)).blocks;

test.each([
  ['a paragraph', '<p>Open the   portal.\n Sign in.</p>', 'Open the portal. Sign in.'],
  ['paragraphs', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['a heading', '<h2>First step</h2><p>Do it</p>', '### First step\n\nDo it'],
  ['emphasis', 'Press <b>Next</b> and <em>wait</em>.', 'Press **Next** and *wait*.'],
  ['emphasis in emphasis', '<strong>a <i>b</i></strong>', '**a** ***b***'],
  ['blanks around emphasis', 'a<b> b </b>c', 'a **b** c'],
  ['a list', '<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
  ['a numbered list', '<ol><li><p>One</p></li><li>Two</li></ol>', '1. One\n2. Two'],
  ['a list in a list', '<ol><li>One<ul><li>a</li></ul></li><li>Two</li></ol>', '1. One\n  - a\n2. Two'],
  ['a line break', 'One<br/>Two', 'One  \nTwo'],
  ['a link', '<a href="https://a.example/x">here</a>', '[here](https://a.example/x)'],
  ['a link within the instance', '<a href="/kb_view.do?x=KB1">KB1</a>', `[KB1](${base}/kb_view.do?x=KB1)`],
  ['a link with brackets', '<a href="https://a.example/b_(c)">b</a>', '[b](https://a.example/b_%28c%29)'],
  ['a bare address', 'See https://a.example/a_b_c.', 'See https://a.example/a_b_c.'],
  [
    'a table',
    '<table><tr><th>Key</th><th>Use</th></tr><tr><td>F1</td><td>Help</td></tr></table>',
    'Key · Use\n\nF1 · Help',
  ],
  ['code', '<pre><code>a\nb</code></pre>', 'a  \nb'],
  ['entities', 'Caf&eacute; &amp; &#8364;5&nbsp;&#x2013; &bogus;', 'Café & €5 – &bogus;'],
  ['nothing', '<p>&nbsp;</p><div></div>', ''],
  ['tags that nobody knows', '<o:p>Word</o:p> <now-button>x</now-button>', 'Word x'],
  ['tags in capitals', '<P>Hi<BR>there</P>', 'Hi  \nthere'],
])('%s', (_, html, text) => {
  expect(textOf(html)).toBe(text);
});

test.each([
  ['a script', 'a<script>alert("<p>x</p>")</script>b', 'ab'],
  ['a script that never ends', 'a<script>alert(1)', 'a'],
  ['a style', '<style>p{color:red}</style>a', 'a'],
  ['a picture', 'a<img src="https://evil.example/t.gif" onerror="alert(1)" alt="pic">b', 'ab'],
  ['a frame', '<iframe src="https://evil.example">x</iframe>a', 'a'],
  ['an SVG with a script', '<svg><script>x</script><text>y</text></svg>a', 'a'],
  ['a comment', 'a<!-- <a href="https://evil.example">x</a> -->b', 'ab'],
  ['a comment that never ends', 'a<!-- b', 'a'],
  ['a declaration', '<!DOCTYPE html><?xml version="1.0"?>a', 'a'],
  ['a script as an address', '<a href="javascript:alert(1)">go</a>', 'go'],
  ['a script as an address, in pieces', '<a href=" java\tscript:alert(1)">go</a>', 'go'],
  ['data as an address', '<a href="data:text/html,x">go</a>', 'go'],
  ['an address without encryption', '<a href="http://wiki.example/x">wiki</a>', 'wiki'],
  ['an address with a password', '<a href="https://a:b@evil.example">go</a>', 'go'],
  ['a handler', '<p onclick="x()" style="y">a</p>', 'a'],
  ['a form', '<form action="https://evil.example"><input name="password">Send</form>', 'Send'],
  ['a tag that never ends', 'a <b title="never', 'a'],
  ['a quote that never ends', 'a <a href="https://x.example>go</a> b', 'a'],
])('%s leaves nothing that acts', (_, html, text) => {
  expect(textOf(html)).toBe(text);
});

test.each([
  [
    'Markdown',
    '[go](https://evil.example) **b** `c` # d',
    '\\[go\\](https://evil.example) \\*\\*b\\*\\* \\`c\\` \\# d',
  ],
  ['tags as text', '&lt;script&gt;alert(1)&lt;/script&gt;', '\\<script\\>alert(1)\\</script\\>'],
  ['tags as text, twice', '&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['a number at the beginning', '<p>1. is not a list</p>', '1\\. is not a list'],
  ['a hyphen at the beginning', '<p>- is not a list</p>', '\\- is not a list'],
  ['a heading’s sign', '<p># not a heading</p>', '\\# not a heading'],
])('%s in the text stays text', (_, html, text) => {
  expect(textOf(html)).toBe(text);
});

test('what stands on the card has its form', () => {
  const html = `<h1>Reset MFA</h1><p>You need:</p><ul><li>your <b>new</b> phone</li></ul>
    <ol><li>Open <a href="https://mfa.example">the page</a></li><li>Scan the code</li></ol>`;
  expect(shown(html)).toEqual([
    '**Reset MFA**',
    'You need:',
    '- your **new** phone',
    '1. Open [the page](https://mfa.example/)\n2. Scan the code',
  ]);
});

test('whatever is written, only links to https come out, and no tag', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '/',
      '=',
      '&',
      ';',
      '&lt;',
      '&#',
      '<!--',
      '-->',
      '[',
      ']',
      '(',
      ')',
      '\\',
      ' ',
      '\n',
      'a',
    ],
    ...[
      '<a href="',
      '<a href=',
      '</a>',
      '<script>',
      '</script>',
      '<p>',
      '<li>',
      '<ul>',
      '<b>',
      '<pre>',
      '<svg>',
    ],
    ...[
      'javascript:x',
      'https://a.example/',
      'http://b.example',
      '*',
      '_',
      '`',
      '{{',
      '<h1>',
      '<br>',
      '<td>',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const block of shown(pieces.join(''))) {
        for (const [, url] of block.matchAll(/(?<!\\)(?:\\\\)*\]\(([^)]*)\)/g))
          expect(url).toMatch(/^https:\/\//);
        expect(block.replace(/https:\/\/[^\s()]*/g, '')).not.toMatch(/(?<!\\)(?:\\\\)*<|\{\{/);
      }
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ['signs that begin nothing', '<'.repeat(500_000)],
  ['tags that never end', '<a '.repeat(300_000)],
  ['quotes that never end', '<a href="'.repeat(100_000)],
  ['tags within tags', `${'<div>'.repeat(100_000)}x`],
  ['lists within lists', `${'<ul><li>'.repeat(50_000)}x`],
  ['comments', '<!--'.repeat(300_000)],
  ['scripts', '<script>'.repeat(100_000)],
  ['entities', '&amp'.repeat(300_000)],
  ['a picture of a megabyte', `a<img src="data:image/png;base64,${'A'.repeat(1_000_000)}">b`],
  ['a book', `<p>${'word '.repeat(300_000)}</p>`],
])('%s: read in a moment, and short enough to be kept', (_, html) => {
  const began = performance.now();
  const text = textOf(html);
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(JSON.stringify(text).length).toBeLessThan(28_000);
});

test('a long article is cut, and the card says so', () => {
  expect(safeMarkdown(textOf(`<p>${'word '.repeat(2_000)}</p>`.repeat(3))).cut).toBe(true);
});
