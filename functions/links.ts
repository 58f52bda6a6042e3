/** Our one-time links: 256 random bits; what is stored is their HMAC under a key of its own purpose. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { LinkMaker } from '../domain/ports/clock';
import { Secret } from '../domain/secret';

/** @param publicUrl PUBLIC_URL: links are built from configuration, never from a request's Host header. */
export function createLinkMaker(signingKey: Secret<string>, publicUrl: string): LinkMaker {
  const key = Buffer.from(hkdfSync('sha256', signingKey.reveal(), '', 'recovery-link', 32));
  return {
    newToken: () => new Secret(randomBytes(32).toString('base64url')),
    hashOf: (token) => createHmac('sha256', key).update(token.reveal()).digest('hex'),
    urlOf: (token) => new Secret(`${publicUrl.replace(/\/+$/, '')}/api/recover/${token.reveal()}`),
  };
}
