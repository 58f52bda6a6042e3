/**
 * The signature of an incoming ticket (I4): `sha256=` and, in hex, the HMAC-SHA256 of time stamp, dot and body. It is
 * good for five minutes; within them the use-case takes the same delivery once.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../domain/secret';

const windowMs = 5 * 60_000;

export type SignedDelivery = {
  /** X-Timestamp as it came: seconds or milliseconds since 1970, or an ISO instant. */
  readonly timestamp: string | null;
  /** X-Signature as it came. */
  readonly signature: string | null;
  readonly body: Buffer;
};

/** @returns a digest that tells this delivery from others, or undefined where the signature isn't good now. */
export function verifiedDelivery(
  secret: Secret<string>,
  { timestamp, signature, body }: SignedDelivery,
  now: Date,
): string | undefined {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  if (timestamp === null || timestamp.length > 40 || given === undefined) return undefined;
  const expected = createHmac('sha256', secret.reveal()).update(`${timestamp}.`).update(body).digest();
  const isSigned = timingSafeEqual(expected, Buffer.from(given, 'hex'));
  const isPresent = Math.abs(now.getTime() - instantOf(timestamp)) <= windowMs;
  return isSigned && isPresent ? createHash('sha256').update(expected).digest('hex').slice(0, 32) : undefined;
}

/** NaN for what is none; no comparison with that is true. */
function instantOf(timestamp: string): number {
  if (/^\d{9,11}$/.test(timestamp)) return Number(timestamp) * 1_000;
  if (/^\d{12,14}$/.test(timestamp)) return Number(timestamp);
  return /^\d{4}-\d\d-\d\dT/.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
}
