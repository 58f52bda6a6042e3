/** Signed texts as PingID writes and reads them, made without the connector's own code. */
import { createHmac } from 'node:crypto';

const hashes: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

/** How an answer is signed; only the first is right. */
export type Manner =
  | 'signed'
  | 'none'
  | 'other-key'
  | 'tampered'
  | 'unsigned-json'
  | 'no-signature'
  | 'padded';

export const algorithmFor = (key: Buffer): string => `HS${key.length * 8}`;

const url = (text: string): string => Buffer.from(text).toString('base64url');

export function sign(payload: string, key: Buffer, alg: string, manner: Manner): string {
  if (manner === 'unsigned-json') return payload;
  const signed = `${url(JSON.stringify({ alg: manner === 'none' ? 'none' : alg, typ: 'JWT' }))}.${url(payload)}`;
  if (manner === 'none') return `${signed}.`;
  const used = manner === 'other-key' ? Buffer.alloc(key.length, 7) : key;
  const mac = createHmac(hashes[alg] ?? 'sha256', used).update(signed);
  if (manner === 'no-signature') return signed;
  if (manner === 'padded') return `${signed}.${mac.digest('base64')}`;
  if (manner === 'tampered') {
    const [head, , signature] = `${signed}.${mac.digest('base64url')}`.split('.');
    return `${head}.${url(payload.replace('200', '200 '))}.${signature}`;
  }
  return `${signed}.${mac.digest('base64url')}`;
}

/** @returns undefined for what this key didn't sign so. */
export function opened(
  compact: string,
  key: Buffer,
): { readonly header: Record<string, unknown>; readonly payload: string } | undefined {
  const [head = '', body = '', signature = ''] = compact.split('.');
  const mac = createHmac(hashes[algorithmFor(key)] ?? '', key).update(`${head}.${body}`);
  if (mac.digest('base64url') !== signature) return undefined;
  const text = (part: string) => Buffer.from(part, 'base64url').toString();
  return { header: JSON.parse(text(head)), payload: text(body) };
}
