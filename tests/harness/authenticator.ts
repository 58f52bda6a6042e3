/**
 * An authenticator app, written for the tests alone (RFC 4226, RFC 6238): what the product accepts is judged by
 * another implementation than its own.
 */
import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4226, 5.3, over the time steps of RFC 6238. */
export function codeAt(secret: Buffer, atMs: number, of = { digits: 6, periodMs: 30_000 }): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / of.periodMs)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** of.digits;
  return String(number).padStart(of.digits, '0');
}

/** RFC 4648, without padding. */
export function fromBase32(text: string): Buffer {
  const bits = [...text].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export type Authenticator = {
  /** As the app lists it. */
  readonly issuer: string;
  readonly account: string;
  /** What it shows at that instant. */
  code(atMs: number): string;
};

/** Takes what a QR code says. @throws where no app could read it */
export function scan(otpauthUrl: string): Authenticator {
  const url = new URL(otpauthUrl);
  const of = url.searchParams;
  const [issuer = '', account = ''] = decodeURIComponent(url.pathname.replace(/^\/+/, '')).split(':');
  const secret = fromBase32(of.get('secret') ?? '');
  const usual =
    (of.get('algorithm') ?? 'SHA1') === 'SHA1' &&
    (of.get('digits') ?? '6') === '6' &&
    (of.get('period') ?? '30') === '30';
  if (url.protocol !== 'otpauth:' || url.host !== 'totp' || secret.length < 16 || !usual)
    throw new Error('No authenticator app reads this.');
  if (of.get('issuer') !== issuer) throw new Error('Two issuers.');
  return { issuer, account, code: (atMs) => codeAt(secret, atMs) };
}
