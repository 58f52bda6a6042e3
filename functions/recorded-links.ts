/** Recorded links of reminders: the reminder's id and its HMAC under a key of their own, with nothing else to read. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { RecordedLinks } from '../domain/ports/recorded-links';
import type { Secret } from '../domain/secret';

/** @param publicUrl PUBLIC_URL: links are built from configuration, never from a request's Host header. */
export function createRecordedLinks(signingKey: Secret<string>, publicUrl: string): RecordedLinks {
  const key = Buffer.from(hkdfSync('sha256', signingKey.reveal(), '', 'reminder-link', 32));
  const seal = (id: string): Buffer => createHmac('sha256', key).update(id).digest();
  return {
    urlOf: (id) => `${publicUrl.replace(/\/+$/, '')}/api/go/${id}-${seal(id).toString('hex')}`,
    idOf: (token) => {
      const [, id, hex] = /^([a-z0-9-]{1,100})-([0-9a-f]{64})$/.exec(token) ?? [];
      if (id === undefined || hex === undefined) return undefined;
      return timingSafeEqual(seal(id), Buffer.from(hex, 'hex')) ? id : undefined;
    },
  };
}
