/**
 * The key pair of the stand-in and the tokens that the channel signs with it, as Azure Bot Service does for Teams.
 * A key endorsed for another channel is published too, so that tests can show that the bot refuses it
 * (the SDK accepts a key without any endorsement).
 */
import {
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The issuer that every token of the Bot Connector names. */
export const channelIssuer = 'https://api.botframework.com';

/** Which key signs: `stranger` is one that was never published. */
export type SigningKeyName = 'endorsed' | 'unendorsed' | 'stranger';

/** What goes into a token; everything but audience and service URL has the value of a right token. */
export type TokenContents = {
  /** The bot's app id. */
  audience: string;
  serviceUrl: string;
  issuer?: string;
  key?: SigningKeyName;
  /** Negative for a token that has run out. Default is 3600. */
  expiresInSeconds?: number;
};

/** Signs tokens, and publishes the keys to check them with. */
export type TokenSigner = {
  sign(contents: TokenContents): string;
  /** The JWKS document. */
  keys(): { keys: Record<string, unknown>[] };
};

type KeyRing = Record<SigningKeyName, JsonWebKey>;

/**
 * By way of PEM: a key that comes from the generator as an object shares a lock with the generator's own, and garbage
 * collected within an export it waits for itself for ever (seen in Node 20: the start stood still).
 */
const newPrivateKey = (): JsonWebKey => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return createPrivateKey(privateKey).export({ format: 'jwk' });
};

const openKeyRing = (stateFolder: string): KeyRing => {
  const file = join(stateFolder, 'signing-keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as KeyRing;
  const ring: KeyRing = { endorsed: newPrivateKey(), unendorsed: newPrivateKey(), stranger: newPrivateKey() };
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(ring), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return ring;
};

const keyId = (key: JsonWebKey): string => (key.n ?? '').slice(0, 24);
const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/**
 * Opens (or makes) the keys kept in `stateFolder`. `offsetMs` says how far the stand-in's clock is moved:
 * a token is good under the moved clock and under the machine's, whichever the bot's process lives by.
 */
export const openTokenSigner = (stateFolder: string, offsetMs: () => number = () => 0): TokenSigner => {
  const ring = openKeyRing(stateFolder);
  const keys = new Map<SigningKeyName, KeyObject>();
  const keyOf = (name: SigningKeyName): KeyObject => {
    const key = keys.get(name) ?? createPrivateKey({ key: ring[name], format: 'jwk' });
    keys.set(name, key);
    return key;
  };
  const publish = (name: SigningKeyName, endorsements: string[]): Record<string, unknown> => {
    const { kty, n, e } = ring[name];
    return {
      kty,
      n,
      e,
      use: 'sig',
      alg: 'RS256',
      kid: keyId(ring[name]),
      x5t: keyId(ring[name]),
      endorsements,
    };
  };
  return {
    keys: () => ({ keys: [publish('endorsed', ['msteams']), publish('unendorsed', ['webchat'])] }),
    sign: ({ audience, serviceUrl, issuer = channelIssuer, key = 'endorsed', expiresInSeconds = 3600 }) => {
      const realSeconds = Math.floor(Date.now() / 1000);
      const movedSeconds = realSeconds + Math.floor(offsetMs() / 1000);
      // A stranger claims the published key's id: only the signature itself gives it away.
      const kid = keyId(ring[key === 'stranger' ? 'endorsed' : key]);
      const header = { alg: 'RS256', typ: 'JWT', kid, x5t: kid };
      const exp = (expiresInSeconds < 0 ? Math.min : Math.max)(realSeconds, movedSeconds) + expiresInSeconds;
      const nbf = Math.min(realSeconds, movedSeconds, exp) - 300;
      const body = `${encode(header)}.${encode({ serviceurl: serviceUrl, nbf, exp, iss: issuer, aud: audience })}`;
      return `${body}.${signBytes('sha256', Buffer.from(body), keyOf(key)).toString('base64url')}`;
    },
  };
};
