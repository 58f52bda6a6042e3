/** When something happened is said in the reader's way, in the given zone, with the zone's name. */
import { daysUntil, dayText, isTimeZone, momentOf } from '../../cards/moment';
import { whereOf } from '../../cards/where';

const summer = '2026-07-01T17:00:00Z';
const winter = '2026-11-22T18:03:00Z';

test.each([
  ['en-US', 'America/Los_Angeles', winter, 'Sun, Nov 22, 10:03 AM PST'],
  ['en-US', 'America/Los_Angeles', summer, 'Wed, Jul 1, 10:00 AM PDT'],
  ['en-GB', 'Europe/London', summer, 'Wed 1 Jul, 18:00 BST'],
  ['de-DE', 'Europe/Berlin', winter, 'So., 22. Nov., 19:03 MEZ'],
  ['pt-BR', 'America/Sao_Paulo', winter, 'dom., 22 de nov., 15:03 BRT'],
])('%s in %s', (locale, timeZone, iso, said) => {
  expect(momentOf(iso, { locale, timeZone })).toBe(said);
});

test('the day is that of the zone', () => {
  expect(momentOf('2026-11-23T06:00:00Z', { locale: 'en', timeZone: 'America/Los_Angeles' })).toContain(
    'Nov 22',
  );
});

test('mail and tickets name the year too', () => {
  expect(momentOf(winter, { locale: 'en', timeZone: 'UTC' }, { year: true })).toBe(
    'Sun, Nov 22, 2026, 6:03 PM UTC',
  );
});

test.each(['nonsense', 'x'.repeat(1000), '../..', 'en-u-nu-arab-ca-islamic'])(
  'a strange locale is no harm: %.20s',
  (locale) => {
    expect(momentOf(winter, { locale, timeZone: 'UTC' })).toBe('Sun, Nov 22, 6:03 PM UTC');
  },
);

test('what is no instant is left out', () => {
  expect(momentOf('soon', { locale: 'en', timeZone: 'UTC' })).toBeUndefined();
  expect(momentOf(undefined, { locale: 'en', timeZone: 'UTC' })).toBeUndefined();
});

test.each([
  [
    { application: 'Outlook', device: 'iPhone', place: 'Lisbon', address: '203.0.113.7' },
    'Outlook on iPhone, Lisbon (203.0.113.7)',
  ],
  [{ device: 'iPhone' }, 'iPhone'],
  [{ application: 'VPN', place: 'Lisbon' }, 'VPN, Lisbon'],
  [{ place: 'Lisbon', address: '::1' }, 'Lisbon (::1)'],
  [{ address: '203.0.113.7' }, 'IP address 203.0.113.7'],
  [{}, undefined],
  [undefined, undefined],
])('where %j is %s', (source, said) => {
  expect(whereOf(source, 'en', (value) => value)).toBe(said);
});

test.each([
  // Sent at ten in Los Angeles; it runs out at one in the morning there.
  ['America/Los_Angeles', 1],
  ['Europe/Berlin', 1],
  ['Asia/Tokyo', 0],
] as const)('the days until then are counted on the calendar of %s: %i', (timeZone, days) => {
  expect(daysUntil('2026-12-06T09:00:00Z', '2026-12-05T18:00:00Z', timeZone)).toBe(days);
  expect(daysUntil('2027-01-01T12:00:00Z', '2026-12-31T12:00:00Z', timeZone)).toBe(1);
  expect(daysUntil('soon', '2026-12-05T18:00:00Z', timeZone)).toBeUndefined();
});

test('a calendar day is the same day wherever it is read, and what is none is nothing', () => {
  for (const timeZone of ['Pacific/Kiritimati', 'Pacific/Niue'])
    expect(dayText('2026-12-01', { locale: 'en-US', timeZone })).toBe('Tue, Dec 1, 2026');
  expect(dayText('soon', { locale: 'en-US', timeZone: 'UTC' })).toBe('');
});

test('time zones are known from what is none', () => {
  expect(['Europe/Berlin', 'UTC', 'Europe/Berlin'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['', 'Atlantis/Deep', 'x'.repeat(1_000)].map(isTimeZone)).toEqual([false, false, false]);
});
