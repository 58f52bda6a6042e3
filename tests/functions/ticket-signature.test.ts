/** I4: only what the ticketing system signed, in the last five minutes, exactly as it was signed. */
import { createHmac } from 'node:crypto';
import { Secret } from '../../domain/secret';
import { type SignedDelivery, verifiedDelivery } from '../../functions/ticket-signature';

const now = new Date('2026-11-22T10:00:00.000Z');
const seconds = (offset = 0): string => String(now.getTime() / 1_000 + offset);
const secret = new Secret('a-secret-of-the-webhook');
const body = Buffer.from('{"ticketId":"INC1","text":"größer"}');

function delivery(timestamp: string, key = secret.reveal(), content = body): SignedDelivery {
  const signature = createHmac('sha256', key).update(`${timestamp}.`).update(content).digest('hex');
  return { timestamp, signature: `sha256=${signature}`, body };
}
const isTaken = (one: SignedDelivery): boolean => verifiedDelivery(secret, one, now) !== undefined;

test.each([
  ['seconds', seconds()],
  ['milliseconds', String(now.getTime())],
  ['an ISO instant', now.toISOString()],
  ['five minutes ago', seconds(-300)],
  ['five minutes ahead', seconds(300)],
])('a delivery signed at %s is good', (_, timestamp) => {
  expect(isTaken(delivery(timestamp))).toBe(true);
});

test('the signature may be written in capitals', () => {
  const one = delivery(seconds());
  const capitals = `sha256=${one.signature?.slice(7).toUpperCase()}`;
  expect(isTaken({ ...one, signature: capitals })).toBe(true);
});

test.each([
  ['too old', delivery(seconds(-301))],
  ['from the future', delivery(seconds(301))],
  ['signed with another secret', delivery(seconds(), 'another-secret-entirely')],
  ['of another body', delivery(seconds(), secret.reveal(), Buffer.from('{}'))],
  ['with another time stamp', { ...delivery(seconds(-60)), timestamp: seconds() }],
  ['without a time stamp', { ...delivery(seconds()), timestamp: null }],
  ['without a signature', { ...delivery(seconds()), signature: null }],
  ['with a signature of another kind', { ...delivery(seconds()), signature: 'sha1=00' }],
  ['with a short signature', { ...delivery(seconds()), signature: 'sha256=abcdef' }],
  ['with a time stamp that is none', delivery('yesterday')],
  ['with an endless time stamp', delivery('1'.repeat(100))],
  ['with an empty time stamp', delivery('')],
  ['with a time stamp in a year', delivery('2026')],
])('a delivery %s is refused', (_, one) => {
  expect(isTaken(one)).toBe(false);
});

test('two deliveries have two digests, and none holds the signature', () => {
  const [first, second] = [delivery(seconds()), delivery(seconds(1))];
  const digests = [first, second].map((one) => verifiedDelivery(secret, one, now));
  expect(new Set(digests).size).toBe(2);
  expect(first.signature).not.toContain(digests[0] ?? 'none');
});
