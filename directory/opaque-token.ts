/**
 * Opaque bearer tokens: 256 bits from the system's generator, of which only a keyed hash is kept. Each purpose has a
 * key of its own, so that the hash of a session is never that of a link. Codes that people type are kept the same
 * way, and compared in constant time.
 */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
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
  /** A code of six digits for one account, and what is stored of it. */
  drawCode(accountId: string): { readonly code: Secret<string>; readonly hash: string };
  isCode(accountId: string, typed: string, hash: string): boolean;
};

const tokenBytes = 32;
const tokenForm = /^[\w-]{43}$/;
const codeDigits = 6;

/** Without a key one is drawn: what this process issues then counts in this process only. */
export function createTokens(key: Secret<string> = new Secret(randomBytes(32).toString('hex'))): Tokens {
  const keys: Readonly<Record<TokenPurpose, Buffer>> = {
    'password-link': derive(key, 'password-link'),
    session: derive(key, 'session'),
  };
  const codeKey = derive(key, 'device-code');
  const codeHash = (accountId: string, code: string) =>
    createHmac('sha256', codeKey)
      .update(JSON.stringify([accountId, code]))
      .digest('base64url');
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
    drawCode(accountId) {
      const code = String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0');
      return { code: new Secret(code), hash: codeHash(accountId, code) };
    },
    isCode(accountId, typed, stored) {
      const [one, other] = [codeHash(accountId, typed.replace(/\s/gu, '')), stored].map((text) =>
        Buffer.from(text),
      );
      return one !== undefined && other?.length === one.length && timingSafeEqual(one, other);
    },
  };
}

function derive(key: Secret<string>, purpose: TokenPurpose | 'device-code'): Buffer {
  return createHmac('sha256', key.reveal()).update(`account-access directory ${purpose}`).digest();
}
