import fc from 'fast-check';
import { toldWaitMs } from '../../../connectors/http/retry-after';

const now = new Date('2026-11-22T10:00:00.000Z');
const clock = { now: () => now };
const wait = (headers: Record<string, string>, status = 429) => toldWaitMs(status, headers, clock);
const epoch = now.getTime() / 1_000;

test.each([
  ['seconds', { 'retry-after': '17' }, 17_000],
  ['no time', { 'retry-after': '0' }, 0],
  ['parts of a second', { 'retry-after': '1.5' }, 1_500],
  ['blanks around', { 'retry-after': ' 3 ' }, 3_000],
  ['a date', { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }, 30_000],
  ['a date of the older form', { 'retry-after': 'Sunday, 22-Nov-26 10:00:30 GMT' }, 30_000],
  ['a date of the oldest form', { 'retry-after': 'Sun Nov 22 10:00:30 2026' }, 30_000],
  ['a date that has passed', { 'retry-after': 'Sun, 22 Nov 2020 10:00:30 GMT' }, 0],
  [
    'a date by a clock that goes wrong',
    { 'retry-after': 'Thu, 01 Jan 2015 00:00:30 GMT', date: 'Thu, 01 Jan 2015 00:00:00 GMT' },
    30_000,
  ],
  ['more than an hour', { 'retry-after': '999999999' }, 3_600_000],
  ['the instant of a reset', { 'x-rate-limit-reset': String(epoch + 20) }, 21_000],
  ['the resets of several limits', { 'x-rate-limit-reset': `${epoch + 5}, ${epoch + 20}` }, 21_000],
  ['the same by its other name', { 'x-ratelimit-reset': String(epoch + 20) }, 21_000],
  ['a reset in seconds from now', { 'ratelimit-reset': '20' }, 20_000],
  ['a reset that has passed', { 'x-rate-limit-reset': String(epoch - 20) }, 0],
  [
    'a reset by a clock that goes wrong',
    { 'x-rate-limit-reset': '1420070430', date: 'Thu, 01 Jan 2015 00:00:00 GMT' },
    31_000,
  ],
  ['both: Retry-After counts', { 'retry-after': '2', 'x-rate-limit-reset': String(epoch + 20) }, 2_000],
  ['an unreadable one and a reset', { 'retry-after': 'soon', 'x-rate-limit-reset': String(epoch) }, 1_000],
])('a 429 with %s', (_, headers, expected) => {
  expect(wait(headers)).toBe(expected);
});

test.each([
  '',
  'soon',
  '-1',
  '1e9',
  '0x10',
  '1,2',
  '12345678901234567890',
  '2026-11-22',
  'Sun, 99 Foo',
  'NaN',
  '١٧',
])('nothing is read from Retry-After %j', (value) => {
  expect(wait({ 'retry-after': value })).toBeUndefined();
});

test('a reset says nothing on an answer that was not over the limit', () => {
  expect(wait({ 'x-rate-limit-reset': String(epoch + 20) }, 503)).toBeUndefined();
});

test('whatever the headers hold, a wait is between none and an hour', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(
    fc.property(fc.constantFrom(429, 503), value, value, value, (status, after, reset, date) => {
      const ms = wait({ 'retry-after': after, 'x-rate-limit-reset': reset, date }, status);
      expect(ms === undefined || (ms >= 0 && ms <= 3_600_000)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
