/** Compact JSON Web Signatures (RFC 7515) with a shared key: requests are signed, answers verified, by the same. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const algorithms = [
  { alg: 'HS256', hash: 'sha256', keyBytes: 32 },
  { alg: 'HS384', hash: 'sha384', keyBytes: 48 },
  { alg: 'HS512', hash: 'sha512', keyBytes: 64 },
] as const;

/** @throws TypeError for a key of another length. */
export function signedBy(key: Buffer, header: Readonly<Record<string, string>>, payload: string): string {
  const algorithm = algorithms.find(({ keyBytes }) => keyBytes === key.length);
  if (!algorithm) throw new TypeError('no algorithm has keys of that length');
  const text = JSON.stringify({ alg: algorithm.alg, typ: 'JWT', ...header });
  const signed = `${base64Url(text)}.${base64Url(payload)}`;
  return `${signed}.${macOf(algorithm.hash, key, signed).toString('base64url')}`;
}

/**
 * The payload as it was signed. The key's length bounds the algorithms (RFC 7518, 3.2); `none` is none of them.
 * @returns undefined for anything that this key didn't sign.
 */
export function verifiedBy(key: Buffer, compact: string): string | undefined {
  const [header = '', payload = '', signature = '', more] = compact.split('.');
  const parts = [header, payload, signature].map(bytesOf);
  const [head, body, given] = parts;
  if (more !== undefined || !head || !body || !given) return undefined;
  const alg = algOf(head);
  const algorithm = algorithms.find((one) => one.alg === alg && one.keyBytes <= key.length);
  if (!algorithm) return undefined;
  const mac = macOf(algorithm.hash, key, `${header}.${payload}`);
  return mac.length === given.length && timingSafeEqual(mac, given) ? utf8(body) : undefined;
}

function macOf(hash: string, key: Buffer, signed: string): Buffer {
  return createHmac(hash, key).update(signed, 'ascii').digest();
}

function base64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

/** Only what is written as the standard writes it: no padding, no stray characters. */
function bytesOf(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return part !== '' && bytes.toString('base64url') === part ? bytes : undefined;
}

function algOf(head: Buffer): unknown {
  try {
    const { alg, crit } = JSON.parse(head.toString('utf8')) as { alg?: unknown; crit?: unknown };
    return crit === undefined ? alg : undefined;
  } catch {
    return undefined;
  }
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
