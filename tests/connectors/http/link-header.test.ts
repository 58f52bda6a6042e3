import fc from 'fast-check';
import { linkOf } from '../../../connectors/http/link-header';

const next = (header?: string) => linkOf('next', header);

test.each([
  ['alone', '<https://a.example/x>; rel="next"', 'https://a.example/x'],
  ['after another', '<https://a/1>; rel="self", <https://a/2>; rel="next"', 'https://a/2'],
  ['before another', '<https://a/2>; rel="next", <https://a/1>; rel="self"', 'https://a/2'],
  ['without quotes', '<https://a/2>; rel=next', 'https://a/2'],
  ['in capitals', '<https://a/2>; REL="NEXT"', 'https://a/2'],
  ['among several relations', '<https://a/2>; rel="last next"', 'https://a/2'],
  ['after other parameters', '<https://a/2>; title="rel=next, no; <x>"; rel="next"', 'https://a/2'],
  ['with commas in its address', '<https://a/2?x=1,2;3>; rel="next"', 'https://a/2?x=1,2;3'],
  ['without blanks', '<https://a/1>;rel="self",<https://a/2>;rel="next"', 'https://a/2'],
])('the next link is found %s', (_, header, expected) => {
  expect(next(header)).toBe(expected);
});

test.each([
  undefined,
  '',
  '<https://a/1>; rel="self"',
  '<https://a/1>',
  'rel="next"',
  '<https://a/1>; rel="next-archive"',
  'https://a/1; rel="next"',
])('there is none in %s', (header) => {
  expect(next(header)).toBeUndefined();
});

test('what is written is read again, whatever stands beside it', () => {
  const address = fc.webUrl({ withQueryParameters: true }).filter((url) => !/[<>"]/.test(url));
  const relation = fc.constantFrom('self', 'prev', 'first');
  fc.assert(
    fc.property(address, fc.array(fc.tuple(address, relation)), fc.nat(9), (wanted, others, at) => {
      const links = others.map(([url, rel]) => `<${url}>; rel="${rel}"`);
      links.splice(at % (links.length + 1), 0, `<${wanted}>; rel="next"`);
      expect(next(links.join(', '))).toBe(wanted);
    }),
  );
});

test('no header takes long to read', () => {
  const beganMs = performance.now();
  for (const piece of ['<', '<>;', '<a>; ', '<a>; x="', '<a>;rel="', '<a>; a=b'])
    next(piece.repeat(16_384 / piece.length));
  expect(performance.now() - beganMs).toBeLessThan(10_000);
});
