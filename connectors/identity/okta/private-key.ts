/** The private key of a service app as an administrator has it: PEM from a file, or the JWK that Okta's console shows. */
import { createPrivateKey, type KeyObject, type webcrypto } from 'node:crypto';

/** @returns undefined for what is no private key of a kind that Okta takes: RSA of 2048 bits and more, or an EC key. */
export function privateKeyOf(text: string): KeyObject | undefined {
  try {
    const key = text.trimStart().startsWith('{') ? keyOfJwk(text) : createPrivateKey(lineBreaks(text));
    return algorithmOf(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** As the platform's crypto takes it; the library derives the signature's algorithm from it. */
export async function signingKeyOf(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const algorithm = algorithmOf(key);
  if (!algorithm) throw new TypeError('Okta takes no such key');
  const der = key.export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, false, ['sign']);
}

function keyOfJwk(text: string): KeyObject {
  return createPrivateKey({ key: JSON.parse(text), format: 'jwk' });
}

/** In app settings a PEM often stands on one line, its line breaks written as `\n`. */
function lineBreaks(pem: string): string {
  return pem.replaceAll('\\n', '\n');
}

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048)
    return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const namedCurve = curves[asymmetricKeyDetails?.namedCurve ?? ''];
  return asymmetricKeyType === 'ec' && namedCurve ? { name: 'ECDSA', namedCurve } : undefined;
}
