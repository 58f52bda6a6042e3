/** The file `pingid.properties`, as PingOne's console hands it out: where PingID is, who we are, and the key. */
import { Secret } from '../../../../domain/secret';
import { baseAddress } from '../../../http/address';

export type PingIdProperties = {
  readonly idpUrl: string;
  readonly orgAlias: string;
  readonly token: Secret<string>;
  /** 32, 48 or 64 bytes: its length chooses the algorithm. */
  readonly key: Secret<Buffer>;
};

export type PropertiesReading =
  | { readonly kind: 'properties'; readonly properties: PingIdProperties }
  /** Each names the property, what is wrong and what is allowed; never its value. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

const keyBytes = [32, 48, 64];

/** @param text the file's contents; lines may also be parted by a written `\n`, as in settings of one line. */
export function readPingIdProperties(text: string): PropertiesReading {
  const values = valuesOf(text);
  const faults: string[] = [];
  const needed = (name: string): string => {
    const value = values.get(name) ?? '';
    if (value === '') faults.push(`${name}: missing`);
    return value;
  };
  const idpUrl = needed('idp_url');
  const orgAlias = needed('org_alias');
  const token = needed('token');
  const key = needed('use_base64_key');
  if (idpUrl !== '' && !isAddress(idpUrl))
    faults.push('idp_url: an address that begins with https:// (http:// for loopback only)');
  const bytes = bytesOf(key);
  if (key !== '' && !bytes) faults.push('use_base64_key: a key of 32, 48 or 64 bytes in Base64');
  if (values.has('use_signature') && values.get('use_signature') !== 'true')
    faults.push('use_signature: true; requests and answers are always signed');
  if (faults.length > 0 || !bytes) return { kind: 'faults', faults };
  const properties = { idpUrl, orgAlias, token: new Secret(token), key: new Secret(bytes) };
  return { kind: 'properties', properties };
}

function valuesOf(text: string): ReadonlyMap<string, string> {
  const lines = text.replace(/\\r\\n|\\n/g, '\n').split(/\r?\n/);
  const pairs = lines.flatMap((line): [string, string][] => {
    // Java's tools write `\:` and `\=` where the file has `:` and `=`.
    const [, name, value = ''] = /^\s*([^#!\s=:][^\s=:]*)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value.replace(/\\([:=#! \\])/g, '$1')]];
  });
  return new Map(pairs);
}

function isAddress(url: string): boolean {
  try {
    return baseAddress(url).pathname !== '';
  } catch {
    return false;
  }
}

function bytesOf(key: string): Buffer | undefined {
  const bytes = Buffer.from(key, 'base64');
  const isWhole = bytes.toString('base64').replace(/=+$/, '') === key.replace(/=+$/, '');
  return isWhole && keyBytes.includes(bytes.length) ? bytes : undefined;
}
