/**
 * Authenticator secrets at rest: AES-256-GCM with the account's id as associated data, so that a row copied to
 * another account opens nothing. What is stored begins with the name of its key: keys can be changed, the newest
 * seals, and those before it still open what they sealed.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { CodedError } from '../domain/errors';
import { Secret } from '../domain/secret';

export type Seal = {
  seal(accountId: string, secret: Secret<Uint8Array>): string;
  /** Throws `unauthorised` where no key opens it: it was lost, or the row is not this account's. */
  open(accountId: string, sealed: string): Secret<Uint8Array>;
  /** Sealed with a key that has been replaced: whoever has it open should seal it anew. */
  isOutdated(sealed: string): boolean;
};

const form = 'a1';
const ivBytes = 12;
const tagBytes = 16;

/**
 * @param keys setting `DIRECTORY_ENCRYPTION_KEY`: one or several with commas between, the newest first. Without it a
 * key is drawn, and what this process seals only this process opens.
 */
export function createSeal(keys: Secret<string> = new Secret(randomBytes(32).toString('hex'))): Seal {
  const ring = keys
    .reveal()
    .split(',')
    .flatMap((key) => key.trim() || [])
    .map(keyOf);
  const newest = ring[0];
  if (!newest) throw new TypeError('A key to seal secrets with is needed.');
  return {
    seal(accountId, secret) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv).setAAD(Buffer.from(accountId));
      const text = Buffer.concat([cipher.update(secret.reveal()), cipher.final()]);
      const sealed = Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url');
      return [form, newest.name, sealed].join('.');
    },
    open(accountId, sealed) {
      const [how, name, rest = ''] = sealed.split('.');
      const key = ring.find((one) => one.name === name)?.key;
      if (how !== form || !key) throw closed();
      const bytes = Buffer.from(rest, 'base64url');
      const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(-tagBytes)];
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(accountId)).setAuthTag(tag);
        const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
        return new Secret(Uint8Array.from(Buffer.concat([text, decipher.final()])));
      } catch {
        throw closed();
      }
    },
    isOutdated: (sealed) => sealed.split('.')[1] !== newest.name,
  };
}

function keyOf(text: string) {
  const key = Buffer.from(hkdfSync('sha256', text, '', 'account-access directory authenticator-secret', 32));
  return { key, name: createHash('sha256').update(key).digest('hex').slice(0, 8) };
}

function closed(): CodedError {
  return new CodedError('unauthorised', 'No key of DIRECTORY_ENCRYPTION_KEY opens an authenticator secret.');
}
