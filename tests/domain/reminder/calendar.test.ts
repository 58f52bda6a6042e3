/** Days and instants in a zone: daylight saving, midnight, leap days. */
import {
  addDays,
  dayOf,
  daysBetween,
  instantFrom,
  instantOf,
  isDay,
  isWeekend,
} from '../../../domain/reminder/calendar';

const losAngeles = 'America/Los_Angeles';
const lordHowe = 'Australia/Lord_Howe';

test('a minute before and after midnight are two days', () => {
  expect(dayOf(new Date('2026-12-02T07:59:00Z'), losAngeles)).toBe('2026-12-01');
  expect(dayOf(new Date('2026-12-02T08:01:00Z'), losAngeles)).toBe('2026-12-02');
});

test.each([
  ['2026-03-07', '10:00', losAngeles, '2026-03-07T18:00:00.000Z'],
  ['2026-03-08', '10:00', losAngeles, '2026-03-08T17:00:00.000Z'],
  ['2026-11-01', '10:00', losAngeles, '2026-11-01T18:00:00.000Z'],
  // Left out: clocks go from 02:00 to 03:00.
  ['2026-03-08', '02:30', losAngeles, '2026-03-08T10:30:00.000Z'],
  // Comes twice: the first.
  ['2026-11-01', '01:30', losAngeles, '2026-11-01T08:30:00.000Z'],
  ['2026-03-29', '02:15', 'Europe/Berlin', '2026-03-29T01:15:00.000Z'],
  ['2026-10-25', '02:15', 'Europe/Berlin', '2026-10-25T00:15:00.000Z'],
  // Half an hour is left out, half an hour comes twice.
  ['2026-10-04', '02:15', lordHowe, '2026-10-03T15:45:00.000Z'],
  ['2026-04-05', '01:45', lordHowe, '2026-04-04T14:45:00.000Z'],
])('E1: %s %s in %s is %s', (day, time, zone, instant) => {
  expect(instantOf(day, time, zone).toISOString()).toBe(instant);
});

test('days are counted over daylight saving, years and leap days', () => {
  expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2);
  expect(daysBetween('2026-11-02', '2026-10-31')).toBe(-2);
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});

test('a day that does not exist is none', () => {
  expect(['2026-02-28', '2028-02-29', '2026-12-01'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-13-01', '26-1-1', '2026-12-01T10:00', ''].some(isDay)).toBe(false);
});

test('the weekend is Saturday and Sunday', () => {
  const week = Array.from({ length: 7 }, (_, index) => addDays('2026-11-23', index));
  expect(week.filter(isWeekend)).toEqual(['2026-11-28', '2026-11-29']);
});

test.each([
  ['2026-12-01', '2026-12-01T08:00:00.000Z'],
  ['20261201', '2026-12-01T08:00:00.000Z'],
  ['2026-12-01T10:00', '2026-12-01T18:00:00.000Z'],
  ['2026-12-01 10:00:30.250', '2026-12-01T18:00:30.250Z'],
  ['20261201T1000', '2026-12-01T18:00:00.000Z'],
  ['2026-12-01T10:00Z', '2026-12-01T10:00:00.000Z'],
  ['2026-12-01T10:00:00+01:00', '2026-12-01T09:00:00.000Z'],
  ['20261201T100000-0530', '2026-12-01T15:30:00.000Z'],
  // The first of the two, and as much later as clocks jump.
  ['2026-11-01T01:30', '2026-11-01T08:30:00.000Z'],
  ['2026-03-08T02:30', '2026-03-08T10:30:00.000Z'],
])('%s is an instant in Los Angeles: %s', (text, instant) => {
  expect(instantFrom(text, losAngeles)?.toISOString()).toBe(instant);
});

test.each([
  ...[
    '',
    'soon',
    '2026-02-29',
    '2026-02-29T10:00Z',
    '2026-12',
    '01.12.2026',
    '12/01/2026',
    '2026-12-01T25:00',
  ],
  // What stands in brackets might contradict the offset.
  ...['2026-12-01T10:00:00-08:00[Europe/Berlin]', '2026-12-01T10:00:00[Europe/Berlin]', '1796119200'],
])('“%s” is none', (text) => {
  expect(instantFrom(text, losAngeles)).toBeUndefined();
});
