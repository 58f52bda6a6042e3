/** A secret never shows itself by accident (P2, P3): only `reveal` gives it away. */
import { inspect } from 'node:util';
import { Secret } from '../../domain/secret';

const value = 'pa55-word-never-shown';
const secret = new Secret(value);

describe('a secret', () => {
  test.each([
    ['String()', () => String(secret)],
    ['a template', () => `${secret}`],
    ['JSON', () => JSON.stringify({ deep: [secret] })],
    ['inspect', () => inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
    ['inspect of its own', () => inspect(secret, { showHidden: true })],
    ['keys and spread', () => JSON.stringify({ ...secret }) + Object.keys(secret).join()],
    ['an error message', () => String(new Error(`failed with ${secret}`))],
    ['structuredClone', () => inspect(structuredClone(secret))],
  ])('P3: does not print itself in %s', (_way, print) => {
    expect(print()).not.toContain(value);
  });

  test('is given away by reveal alone', () => {
    expect(secret.reveal()).toBe(value);
  });
});
