import fc from 'fast-check';
import { keyOf, lastPartOf, shardOf } from '../../../connectors/storage/keys';

describe('keys', () => {
  it('hold nothing that Table Storage or a filter could mistake', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => /^[\w.:~-]*$/.test(keyOf(...parts))),
    );
  });

  it('differ where the parts differ', () => {
    const lists = fc.array(fc.string({ unit: 'binary', maxLength: 6 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        lists,
        lists,
        (a, b) => (keyOf(...a) === keyOf(...b)) === (JSON.stringify(a) === JSON.stringify(b)),
      ),
    );
    const alike = [
      ["o'brien", "o''brien"],
      ['a:b'],
      ['a', 'b'],
      ['a_003ab'],
      ['a#b'],
      ['a/b'],
      ['A'],
      ['a'],
      ['ä'],
      ['a\u0308'],
    ];
    expect(new Set(alike.map((parts) => keyOf(...parts))).size).toBe(alike.length);
  });

  it('give their last part back, letter for letter', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(fc.property(texts, texts, (a, b) => lastPartOf(keyOf(a, b)) === b));
  });

  it('stay short and different for long texts, whose parts they do not give back', () => {
    const long = 'ü'.repeat(2_000);
    expect(keyOf(long, long).length).toBeLessThan(512);
    expect(keyOf(long)).not.toBe(keyOf(`${long}ü`));
    expect(lastPartOf(keyOf(long))).toBeUndefined();
  });
});

describe('shards', () => {
  it('are always the same for a text, and all are used', () => {
    const texts = Array.from({ length: 500 }, (_, index) => `request-${index}`);
    expect(new Set(texts.map((text) => shardOf(text, 16))).size).toBe(16);
    expect(texts.map((text) => shardOf(text, 16))).toEqual(texts.map((text) => shardOf(text, 16)));
  });
});
