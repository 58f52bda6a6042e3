/** When a password runs out, without a database. */
import { passwordExpiresAt, passwordHasExpired } from '../../directory/password-age';

const dayMs = 86_400_000;
const set = { passwordChangedAt: new Date('2026-08-24T10:00:00.000Z'), passwordNeverExpires: false };
const end = new Date('2026-11-22T10:00:00.000Z');
const around = (ms: number) => new Date(end.getTime() + ms);

test('it has run out from the very instant of its maximum age, and not a moment before', () => {
  expect(passwordExpiresAt(set, 90 * dayMs)).toEqual(end);
  expect(passwordHasExpired(set, 90 * dayMs, around(-1))).toBe(false);
  expect(passwordHasExpired(set, 90 * dayMs, end)).toBe(true);
  expect(passwordHasExpired(set, 90 * dayMs, around(1))).toBe(true);
});

test('without a maximum age, and on an exempt account, it never does', () => {
  const longAfter = new Date('2099-01-01T00:00:00.000Z');
  expect(passwordExpiresAt(set, 0)).toBeUndefined();
  expect(passwordHasExpired(set, 0, longAfter)).toBe(false);
  const exempt = { ...set, passwordNeverExpires: true };
  expect(passwordExpiresAt(exempt, 90 * dayMs)).toBeUndefined();
  expect(passwordHasExpired(exempt, 90 * dayMs, longAfter)).toBe(false);
});
