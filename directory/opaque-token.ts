/**
 * Opaque bearer tokens: 256 bits from the system's generator, of which only a keyed hash is kept. Each purpose has a
 * key of its own, so that the hash of a session is never that of a link.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { Secret } from '../domain/secret';

export type TokenPurpose = 'password-link' | 'session';

export type Tokens = {
  /** A fresh token and what is stored of it. */
  draw(purpose: TokenPurpose): { readonly token: Secret<string>; readonly hash: string };
  /**
   * What is stored of a token, undefined for what can be none. Looking it up by index needs no constant time:
   * without the key nobody can choose what is compared.
   */
  hashOf(purpose: TokenPurpose, token: Secret<string> | string): string | undefined;
};

const tokenBytes = 32;
const tokenForm = /^[\w-]{43}$/;

/** Without a key one is drawn: what this process issues then counts in this process only. */
export function createTokens(key: Secret<string> = new Secret(randomBytes(32).toString('hex'))): Tokens {
  const keys: Readonly<Record<TokenPurpose, Buffer>> = {
    'password-link': derive(key, 'password-link'),
    session: derive(key, 'session'),
  };
  const hash = (purpose: TokenPurpose, token: string) =>
    createHmac('sha256', keys[purpose]).update(token).digest('base64url');
  return {
    draw(purpose) {
      const token = randomBytes(tokenBytes).toString('base64url');
      return { token: new Secret(token), hash: hash(purpose, token) };
    },
    hashOf(purpose, token) {
      const text = typeof token === 'string' ? token : token.reveal();
      return tokenForm.test(text) ? hash(purpose, text) : undefined;
    },
  };
}

function derive(key: Secret<string>, purpose: TokenPurpose): Buffer {
  return createHmac('sha256', key.reveal()).update(`account-access directory ${purpose}`).digest();
}
