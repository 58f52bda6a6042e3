/** What PingID takes for a request of ours, so that a connector can't be sloppy: anything else is refused and kept. */
import type { AskedCall } from '../faulty-server';
import { algorithmFor, opened } from './jws';
import type { Clock } from './model';

const knownHeaders = new Set([
  ...['accept', 'accept-encoding', 'connection', 'content-length', 'content-type', 'host', 'user-agent'],
]);
/** What each operation takes; the value is how it must be written. */
const fields: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  getuserdetails: { userName: /^".+"$/, getSameDeviceUsers: /^(true|false)$/, clientData: /^"/ },
  unpairdevice: { userName: /^".+"$/, deviceId: /^\d{1,19}$/, clientData: /^"/ },
};

export type Asked = {
  readonly operation: string;
  readonly userName: string;
  /** As it was written, digit by digit. */
  readonly deviceId: string | undefined;
};

/** @returns undefined after having complained. */
export function understood(
  call: AskedCall,
  known: { readonly key: Buffer; readonly token: string; readonly orgAlias: string; readonly clock: Clock },
  complain: (why: string) => void,
): Asked | undefined {
  const { key, token, orgAlias, clock } = known;
  const refuse = (why: string): undefined => void complain(why);
  const operation = /^\/pingid\/rest\/4\/(\w+)\/do$/.exec(call.path)?.[1] ?? '';
  const takes = fields[operation];
  if (call.method !== 'POST' || !takes) return refuse('No such operation');
  const strange = Object.keys(call.headers).filter((name) => !knownHeaders.has(name));
  if (strange.length > 0) return refuse(`Headers that PingID doesn't know: ${strange.join(', ')}`);
  if (call.headers['content-type'] !== 'application/json')
    return refuse(`Content-Type is ${call.headers['content-type']}`);
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(call.body)) return refuse('The body is no bare compact JWS');
  const signed = opened(call.body, key);
  if (!signed) return refuse('The signature is not of this key');
  const wanted = { alg: algorithmFor(key), typ: 'JWT', org_alias: orgAlias, token };
  if (JSON.stringify(signed.header) !== JSON.stringify(wanted)) return refuse('The header is another one');
  const { reqHeader, reqBody } = JSON.parse(signed.payload) as {
    reqHeader: Record<string, unknown>;
    reqBody: Record<string, unknown>;
  };
  const { timestamp, ...rest } = reqHeader;
  const expected = { locale: 'en', orgAlias, secretKey: token, version: '4.9' };
  if (JSON.stringify(rest) !== JSON.stringify(expected)) return refuse('reqHeader is another one');
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(String(timestamp))) return refuse('timestamp');
  const ageMs = clock.now().getTime() - Date.parse(`${String(timestamp).replace(' ', 'T')}Z`);
  if (Math.abs(ageMs) > 60_000) return refuse(`The timestamp is off by ${ageMs} ms`);
  const written = (name: string): string => {
    const at = signed.payload.indexOf(`"${name}":`, signed.payload.indexOf('"reqBody"'));
    return /^("(?:[^"\\]|\\.)*"|[^,}]*)/.exec(signed.payload.slice(at + name.length + 3))?.[1] ?? '';
  };
  const wrong = Object.keys(reqBody).filter((name) => !takes[name]?.test(written(name)));
  if (wrong.length > 0) return refuse(`reqBody has ${wrong.join(', ')} that isn't as it must be`);
  const deviceId = 'deviceId' in reqBody ? written('deviceId') : undefined;
  return { operation, userName: String(reqBody.userName ?? ''), deviceId };
}
