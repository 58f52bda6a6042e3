/** Tokens without a database: what is kept of one depends on the key and on what it is for. */
import { createTokens } from '../../directory/opaque-token';
import { Secret } from '../../domain/secret';

const key = new Secret('a key for links that is long enough');

test('a token is 256 bits, never the same, and found again by its hash', () => {
  const tokens = createTokens(key);
  const drawn = Array.from({ length: 100 }, () => tokens.draw('password-link'));
  expect(new Set(drawn.map(({ token }) => token.reveal())).size).toBe(100);
  for (const { token, hash } of drawn) {
    expect(Buffer.from(token.reveal(), 'base64url')).toHaveLength(32);
    expect(tokens.hashOf('password-link', token)).toBe(hash);
    expect(createTokens(key).hashOf('password-link', token)).toBe(hash);
  }
});

test('another purpose or another key has another hash', () => {
  const { token, hash } = createTokens(key).draw('password-link');
  expect(createTokens(key).hashOf('session', token)).not.toBe(hash);
  expect(createTokens(new Secret('another key')).hashOf('password-link', token)).not.toBe(hash);
  expect(createTokens().hashOf('password-link', token)).not.toBe(hash);
});

test.each(['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, `${'A'.repeat(43)}\n`])(
  '%j is no token',
  (text) => {
    expect(createTokens(key).hashOf('session', text)).toBeUndefined();
  },
);
