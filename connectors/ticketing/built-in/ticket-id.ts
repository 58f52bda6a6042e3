/**
 * Ticket ids that people read to each other on the phone: `IT-` and seven characters, none of which is taken for
 * another; no vowels, so that no words come up.
 */
import { createHash } from 'node:crypto';

const alphabet = '23456789BCDFGHJKMNPQRSTVWXZ';
const length = 7;

/**
 * The id for a correlation id, the same for ever. `attempt` gives another one when that is taken by somebody else's
 * ticket: one in ten thousand million is, for any two.
 */
export function ticketId(correlationId: string, attempt = 0): string {
  const digest = createHash('sha256').update(`${attempt}:${correlationId}`).digest();
  const characters = Array.from(
    { length },
    (_, index) => alphabet[digest.readUInt32BE(index * 4) % alphabet.length],
  );
  return `IT-${characters.join('')}`;
}

/**
 * Whether the text can be the id of a ticket, ours or one that was filed elsewhere (I4). Only such a text may become
 * a key.
 */
export function isTicketId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text);
}
