/** Long whole numbers stay exact both ways, and nothing else is touched. */
import fc from 'fast-check';
import { parseExactly, writeExactly } from '../../../connectors/identity/ping/pingid/exact-json';

test('long whole numbers are read as their digits, wherever they stand', () => {
  expect(parseExactly('{"a":9223372036854775807,"b":[-9007199254740993,1],"c":1.5e3}')).toEqual({
    ...{ a: '9223372036854775807', b: ['-9007199254740993', 1], c: 1500 },
  });
});

test('digits within texts are left alone', () => {
  const texts = [
    '9223372036854775807',
    'a"9223372036854775807"',
    '\\',
    '{"a":9223372036854775807}',
    '\u2028',
  ];
  expect(parseExactly(JSON.stringify(texts))).toEqual(texts);
});

test('whatever JSON there is without such numbers is read as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\d{16,}/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '')));
      expect(parseExactly(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('ids of 64 bits come back as they were written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), fc.string(), (id, userName) => {
      const written = writeExactly({ userName }, { deviceId: String(id) });
      expect(written.endsWith(`"deviceId":${id}}`)).toBe(true);
      expect(parseExactly(written)).toMatchObject({ userName });
      expect(String((parseExactly(written) as { deviceId: unknown }).deviceId)).toBe(String(id));
    }),
  );
});

test('what is no JSON is nothing, and what is no number is not written as one', () => {
  expect(parseExactly('{"a":')).toBeUndefined();
  for (const digits of ['', '1,"x":2', '007', '1.0'])
    expect(() => writeExactly({}, { deviceId: digits })).toThrow(TypeError);
});
