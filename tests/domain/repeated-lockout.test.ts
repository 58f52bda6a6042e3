/** When a second lockout is more likely an old password somewhere than another slip. */
import { isOldPasswordLikely } from '../../domain/repeated-lockout';

const unlockedAt = '2026-11-22T10:00:00.000Z';
const after = (minutes: number) => new Date(Date.parse(unlockedAt) + minutes * 60_000).toISOString();
const outlook = { application: 'Outlook', device: 'iPhone' };

test.each([
  ['within the hour, from anywhere', 60, outlook, {}, true],
  ['later, from somewhere that nothing is known of', 61, {}, {}, false],
  [
    'later that day, by the same application and device',
    23 * 60,
    outlook,
    { application: 'OUTLOOK', device: 'iphone' },
    true,
  ],
  [
    'later that day, on another device',
    23 * 60,
    outlook,
    { application: 'Outlook', device: 'Windows' },
    false,
  ],
  ['later that day, by the same device alone', 23 * 60, { device: 'iPhone' }, { device: 'iPhone' }, true],
  ['two days later, by the same', 48 * 60, outlook, outlook, false],
])('locked again %s', (_when, minutes, former, source, likely) => {
  expect(isOldPasswordLikely({ unlockedAt, source: former }, { at: after(minutes), source })).toBe(likely);
});
