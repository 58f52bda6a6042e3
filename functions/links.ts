/** Our one-time links: 256 random bits; what is stored is their HMAC under a key of its own purpose. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { LinkMaker } from '../domain/ports/clock';
import { Secret } from '../domain/secret';

/** What a link is for: each has a key of its own, and a page under PUBLIC_URL. */
const pages = {
  'recovery-link': '/api/recover/',
  'password-page': '/api/portal/enter-password?token=',
} as const;

/** @param publicUrl PUBLIC_URL: links are built from configuration, never from a request's Host header. */
export function createLinkMaker(
  signingKey: Secret<string>,
  publicUrl: string,
  purpose: keyof typeof pages = 'recovery-link',
): LinkMaker {
  const key = Buffer.from(hkdfSync('sha256', signingKey.reveal(), '', purpose, 32));
  return {
    newToken: () => new Secret(randomBytes(32).toString('base64url')),
    hashOf: (token) => createHmac('sha256', key).update(token.reveal()).digest('hex'),
    urlOf: (token) => new Secret(`${publicUrl.replace(/\/+$/, '')}${pages[purpose]}${token.reveal()}`),
  };
}
