/** Compact signed tokens, verified with real keys: client assertions, DPoP proofs, and the access tokens of the fake. */
import { createHash, createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';

export type Jwt = { header: Record<string, unknown>; claims: Record<string, unknown> };

const hashes: Record<string, string> = { 256: 'sha256', 384: 'sha384', 512: 'sha512' };

const json = (part: string): Record<string, unknown> => {
  const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
  if (typeof parsed !== 'object' || parsed === null) throw new Error('not an object');
  return parsed as Record<string, unknown>;
};

/** @throws where it isn't a compact token */
export function readJwt(token: string): Jwt {
  const parts = token.split('.');
  if (parts.length !== 3) throw new Error('not a compact token');
  return { header: json(parts[0] ?? ''), claims: json(parts[1] ?? '') };
}

/** Whether the key has signed the token, by one of the algorithms that Okta takes. */
export function isSignedBy(token: string, key: JsonWebKey): boolean {
  const { header } = readJwt(token);
  const [family, size] = [String(header.alg).slice(0, 2), String(header.alg).slice(2)];
  const hash = hashes[size];
  const suits = (family === 'RS' && key.kty === 'RSA') || (family === 'ES' && key.kty === 'EC');
  if (!suits || hash === undefined || 'd' in key) return false;
  const at = token.lastIndexOf('.');
  return verify(
    hash,
    Buffer.from(token.slice(0, at)),
    { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(token.slice(at + 1), 'base64url'),
  );
}

export function signedJwt(header: Record<string, unknown>, claims: unknown, key: KeyObject): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const input = `${part(header)}.${part(claims)}`;
  const alg = String(header.alg);
  const signature = sign(hashes[alg.slice(2)] ?? 'sha256', Buffer.from(input), {
    key,
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}

/** RFC 7638. */
export function thumbprint(key: JsonWebKey): string {
  const members = key.kty === 'EC' ? ['crv', 'kty', 'x', 'y'] : ['e', 'kty', 'n'];
  const canonical = JSON.stringify(Object.fromEntries(members.map((name) => [name, key[name]])));
  return createHash('sha256').update(canonical).digest('base64url');
}
