/** Authenticator secrets at rest. */
import { createSeal } from '../../directory/sealed-secret';
import { Secret } from '../../domain/secret';

const [old, fresh] = ['old key '.repeat(6), 'new key '.repeat(6)];
const secret = () => new Secret(Uint8Array.from(Buffer.from('12345678901234567890')));
const bytesOf = (opened: Secret<Uint8Array>) => Buffer.from(opened.reveal()).toString();
const unauthorised = expect.objectContaining({ code: 'unauthorised' });

test('what is sealed says nothing, is never the same, and opens for its account alone', () => {
  const seal = createSeal(new Secret(old));
  const [one, other] = [seal.seal('maya', secret()), seal.seal('maya', secret())];
  expect(one).not.toBe(other);
  for (const form of ['utf8', 'hex', 'base64url'] as const)
    expect(one).not.toContain(Buffer.from('12345678901234567890').toString(form).slice(0, 12));
  expect(bytesOf(seal.open('maya', one))).toBe('12345678901234567890');
  expect(() => seal.open('samuel', one)).toThrow(unauthorised);
});

test('a bit that was changed anywhere opens nothing', () => {
  const seal = createSeal(new Secret(old));
  const [form = '', name = '', rest = ''] = seal.seal('maya', secret()).split('.');
  const bytes = Buffer.from(rest, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const sealed = [form, name, changed.toString('base64url')].join('.');
    expect(() => seal.open('maya', sealed)).toThrow(unauthorised);
  }
  for (const text of ['', 'a1', `${form}.${name}.`, `b9.${name}.${rest}`, `${form}.00000000.${rest}`])
    expect(() => seal.open('maya', text)).toThrow(unauthorised);
});

test('a new key before the old one seals, and what the old one sealed still opens', () => {
  const before = createSeal(new Secret(old)).seal('maya', secret());
  const both = createSeal(new Secret(`${fresh}, ${old}`));
  expect(bytesOf(both.open('maya', before))).toBe('12345678901234567890');
  expect(both.isOutdated(before)).toBe(true);
  const after = both.seal('maya', secret());
  expect(both.isOutdated(after)).toBe(false);
  expect(bytesOf(createSeal(new Secret(fresh)).open('maya', after))).toBe('12345678901234567890');
  expect(() => createSeal(new Secret(fresh)).open('maya', before)).toThrow(unauthorised);
  expect(() => createSeal(new Secret(' , '))).toThrow(TypeError);
});
