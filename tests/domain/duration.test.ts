/** Durations are typed by operators: what is accepted, and what is refused instead of guessed. */
import { after as afterInstant, isPast, parseDuration } from '../../domain/duration';

describe('durations', () => {
  test.each([
    ['0s', 0],
    ['30s', 30_000],
    ['15m', 900_000],
    ['6h', 21_600_000],
    ['14d', 1_209_600_000],
    [' 90s ', 90_000],
  ])('%j is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '30', 's', '-5s', '1.5h', '30 s', '30S', '1w', '1h30m', '1234567s', 'Infinitys'])(
    '%j is refused',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('an instant is past from the very millisecond on, not before', () => {
    const instant = '2026-11-22T10:00:00.000Z';
    expect(isPast(instant, new Date(instant))).toBe(true);
    expect(isPast(instant, new Date(Date.parse(instant) - 1))).toBe(false);
    expect(afterInstant(instant, 1_500)).toBe('2026-11-22T10:00:01.500Z');
    expect(afterInstant(new Date(instant), -1_000)).toBe('2026-11-22T09:59:59.000Z');
  });
});
