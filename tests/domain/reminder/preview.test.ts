/** Whole days of reminders against calendars that are made to trip them up. */
import fc from 'fast-check';
import { type Policy, readPolicy } from '../../../domain/policy/schema';
import { addDays, instantFrom, instantOf } from '../../../domain/reminder/calendar';
import { type PreviewPerson, previewOf } from '../../../domain/reminder/preview';

function policyOf(document: unknown): Policy {
  const reading = readPolicy(document);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.policy;
}
const rules = (passwordExpiry: object, timeZone = 'America/Los_Angeles', contractorExpiry: object = {}) =>
  policyOf({ organisation: { timeZone }, passwordExpiry, contractorExpiry });
const ending = (text: string, policy: Policy, more: Partial<PreviewPerson> = {}): PreviewPerson => {
  const at = instantFrom(text, policy.organisation.timeZone);
  if (!at) throw new Error(text);
  return { id: 'a', isDisabled: false, isPerson: true, passwordExpiresAt: at, ...more };
};

/** What one account gets on all days around its end: `day kind daysBefore reason sendAt`. */
function cycleOf(text: string, policy: Policy, days = 40): string[] {
  const person = ending(text, policy);
  const first = addDays(text.slice(0, 10), -days);
  return Array.from({ length: days + 8 }, (_, offset) => addDays(first, offset)).flatMap((day) =>
    previewOf(day, [person], policy).map(
      ({ kind, daysBefore, reason, sendAt }) =>
        `${day} ${kind === 'password-expiry' ? '' : `${kind} `}${daysBefore} ${reason} ${sendAt?.slice(11, 16) ?? '-'}`,
    ),
  );
}

test.each([
  [1, [1]],
  [2, [2, 1]],
  [3, [3, 2, 1]],
  [5, [5, 3, 2, 1]],
  [14, [14, 7, 4, 2, 1]],
  [30, [30, 15, 8, 4, 2, 1]],
  [365, [365, 183, 92, 46, 23, 12, 6, 3, 2, 1]],
])(
  'E2: the first %i days before, then half the days, rounded up, down to one',
  (firstDaysBefore, expected) => {
    const policy = rules({ firstDaysBefore });
    const lines = cycleOf('2027-03-17T12:00', policy, 370).filter((line) => !line.includes('expired'));
    expect(lines.map((line) => Number(line.split(' ')[1]))).toEqual(expected);
    expect(lines.filter((line) => line.includes('last'))).toHaveLength(1);
  },
);

describe('E5, E6: weekends off', () => {
  const off = rules({ weekends: false, firstDaysBefore: 3 });

  test('an end on a Sunday: Friday’s second reminder is the last one, once', () => {
    expect(cycleOf('2026-12-06T12:00', rules({ weekends: false }))).toEqual([
      '2026-11-22 excluded 14 weekend -',
      '2026-11-29 excluded 7 weekend -',
      '2026-12-02 4 due 18:00',
      '2026-12-04 2 last 18:00',
      '2026-12-05 excluded 1 weekend -',
      '2026-12-07 password-expired -1 expired 18:00',
    ]);
  });

  test('an end on a Monday: the Friday before, where another falls too, the notice on the Monday itself or after', () => {
    expect(cycleOf('2026-12-07T09:59', off)).toEqual([
      '2026-12-04 3 last 18:00',
      '2026-12-05 excluded 2 weekend -',
      '2026-12-06 excluded 1 weekend -',
      '2026-12-07 password-expired 0 expired 18:00',
    ]);
    expect(cycleOf('2026-12-07T10:01', off).at(-1)).toBe('2026-12-08 password-expired -1 expired 18:00');
  });

  test('an end on a Saturday: the last is Friday’s own; the notice waits for Monday', () => {
    expect(cycleOf('2026-12-05T09:00', off)).toEqual([
      '2026-12-02 3 due 18:00',
      '2026-12-03 2 due 18:00',
      '2026-12-04 1 last 18:00',
      '2026-12-07 password-expired -2 expired 18:00',
    ]);
  });

  test('an end on Friday after the sending hour: the notice comes on Monday; at the very hour: at once', () => {
    expect(cycleOf('2026-12-04T10:01', off).at(-1)).toBe('2026-12-07 password-expired -3 expired 18:00');
    expect(cycleOf('2026-12-04T10:00', off).at(-1)).toBe('2026-12-04 password-expired 0 expired 18:00');
  });

  test('the last one comes on Friday even before the first day', () => {
    const one = rules({ weekends: false, firstDaysBefore: 1 });
    expect(cycleOf('2026-12-07T12:00', one)[0]).toBe('2026-12-04 3 last 18:00');
  });
});

describe('the edges of days', () => {
  test.each([
    ['2026-12-15T23:59', '2026-12-14 1 last 18:00', '2026-12-16 password-expired -1 expired 18:00'],
    ['2026-12-15T00:01', '2026-12-14 1 last 18:00', '2026-12-15 password-expired 0 expired 18:00'],
    ['2028-03-01T00:00', '2028-02-29 1 last 18:00', '2028-03-01 password-expired 0 expired 18:00'],
    ['2028-02-29T23:59', '2028-02-28 1 last 18:00', '2028-03-01 password-expired -1 expired 18:00'],
    ['2027-03-01T12:00', '2027-02-28 1 last 18:00', '2027-03-02 password-expired -1 expired 18:00'],
  ])('an end at %s', (end, last, notice) => {
    expect(cycleOf(end, rules({}), 2).slice(-2)).toEqual([last, notice]);
  });
});

describe('E1: days on which clocks are changed', () => {
  test.each([
    [
      'America/Los_Angeles',
      '2026-03-09T12:00',
      '10:00',
      ['2026-03-07 2 due 18:00', '2026-03-08 1 last 17:00'],
    ],
    [
      'America/Los_Angeles',
      '2026-11-02T12:00',
      '10:00',
      ['2026-10-31 2 due 17:00', '2026-11-01 1 last 18:00'],
    ],
    ['Europe/Berlin', '2026-03-30T12:00', '10:00', ['2026-03-28 2 due 09:00', '2026-03-29 1 last 08:00']],
    ['Europe/Berlin', '2026-10-26T12:00', '10:00', ['2026-10-24 2 due 08:00', '2026-10-25 1 last 09:00']],
    [
      'Australia/Lord_Howe',
      '2026-10-05T12:00',
      '10:00',
      ['2026-10-03 2 due 23:30', '2026-10-04 1 last 23:00'],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-06T12:00',
      '10:00',
      ['2026-04-04 2 due 23:00', '2026-04-05 1 last 23:30'],
    ],
    // The sending time doesn't exist on that day: as much later as the clocks jump.
    [
      'America/Los_Angeles',
      '2026-03-09T12:00',
      '02:30',
      ['2026-03-07 2 due 10:30', '2026-03-08 1 last 10:30'],
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-05T12:00',
      '02:15',
      ['2026-10-03 2 due 15:45', '2026-10-04 1 last 15:45'],
    ],
    // It comes twice: the first.
    ['Europe/Berlin', '2026-10-26T12:00', '02:30', ['2026-10-24 2 due 00:30', '2026-10-25 1 last 00:30']],
  ])('%s, an end at %s, sent at %s', (timeZone, end, sendAt, expected) => {
    expect(cycleOf(end, rules({ sendAt }, timeZone), 2).slice(0, 2)).toEqual(expected);
  });

  test('property: in any zone and by any policy nobody hears twice on a day, and exactly one is the last', () => {
    const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
    fc.assert(
      fc.property(
        ...[
          fc.constantFrom(...zones),
          fc.integer({ min: 0, max: 1_500 }),
          fc.integer({ min: 0, max: 1_439 }),
        ],
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        fc.constantFrom('00:00', '02:15', '10:00', '23:45'),
        (timeZone, offset, minute, firstDaysBefore, weekends, sendAt) => {
          const endDay = addDays('2026-01-01', offset);
          const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
          const end = instantOf(endDay, time, timeZone);
          const policy = rules({ firstDaysBefore, weekends, sendAt }, timeZone);
          const person = ending(endDay, policy, { passwordExpiresAt: end });
          const days = Array.from({ length: 60 }, (_, index) => addDays(endDay, index - 50));
          const sent = days.flatMap((day) => {
            const lines = previewOf(day, [person], policy);
            expect(lines.length).toBeLessThanOrEqual(1);
            return lines.filter(({ kind }) => kind !== 'excluded');
          });
          const reminders = sent.filter(({ kind }) => kind === 'password-expiry');
          expect(reminders.map(({ reason }) => reason)).toEqual([
            ...Array.from({ length: reminders.length - 1 }, () => 'due'),
            'last',
          ]);
          for (const { sendAt: at } of reminders) expect(Date.parse(at ?? '')).toBeLessThan(end.getTime());
          const notices = sent.filter(({ kind }) => kind === 'password-expired');
          expect(notices).toHaveLength(1);
          expect(Date.parse(notices[0]?.sendAt ?? '')).toBeGreaterThanOrEqual(end.getTime());
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('C: managers', () => {
  const policy = rules({ enabled: false }, 'America/Los_Angeles', { excludedRoles: ['Intern', 'STÜDENT'] });
  const worker = (id: string, end: string, more: Partial<PreviewPerson> = {}): PreviewPerson => {
    const contractEndsAt = instantFrom(end, 'America/Los_Angeles');
    return {
      ...{ id, isDisabled: false, isPerson: true, managerId: 'boss', ...more },
      ...(contractEndsAt ? { contractEndsAt } : {}),
    };
  };

  test('C1: 14, 7, 4, 2 and 1 days before and on no other day, weekends too', () => {
    const days = Array.from({ length: 40 }, (_, offset) => addDays('2026-11-01', offset));
    const told = days.flatMap((day) =>
      previewOf(day, [worker('w', '2026-12-07')], policy).map(({ daysBefore }) => daysBefore),
    );
    expect(told).toEqual([[14], [7], [4], [2], [1]]);
  });

  test('C1: one message per manager; a day is a day wherever the sun stands', () => {
    const people = [
      worker('late', '2026-12-15T23:59'),
      worker('early', '2026-12-02T00:01'),
      worker('utc', '2026-12-03T07:59:00Z'),
      worker('other', '2026-12-05', { managerId: 'chief' }),
      worker('past', '2026-11-30'),
      worker('today', '2026-12-01T23:59'),
    ];
    expect(previewOf('2026-12-01', people, policy)).toMatchObject([
      { person: 'boss', about: ['early', 'utc', 'late'], daysBefore: [1, 1, 14], reason: 'due' },
      { person: 'chief', about: ['other'], daysBefore: [4] },
    ]);
  });

  test('C2, C4: excluded roles in any case; nobody who reads is told of; who has no manager is named', () => {
    const people = [
      worker('intern', '2026-12-02', { role: 'INTERN' }),
      worker('student', '2026-12-02', { role: 'stüdent' }),
      worker('internal', '2026-12-02', { role: 'Internal auditor' }),
      worker('gone', '2026-12-02', { isDisabled: true }),
      worker('orphan', '2026-12-02', { managerId: undefined as never }),
      worker('left', '2026-12-02', { managerId: 'quit' }),
      worker('machine', '2026-12-02', { managerId: 'robot' }),
      worker('own', '2026-12-02', { managerId: 'own' }),
      { id: 'quit', isDisabled: true, isPerson: true },
      { id: 'robot', isDisabled: false, isPerson: false },
    ];
    const lines = previewOf('2026-12-01', people, policy);
    const told = lines.map(({ person, about, reason }) => [person, about.join(), reason]);
    expect(told).toEqual([
      ['boss', 'internal', 'last'],
      ['own', 'own', 'last'],
      ['boss', 'intern', 'excluded-role'],
      ['boss', 'student', 'excluded-role'],
      ['boss', 'gone', 'disabled'],
      [null, 'orphan', 'no-manager'],
      [null, 'left', 'no-manager'],
      [null, 'machine', 'no-manager'],
    ]);
  });

  test('what is switched off is neither sent nor listed', () => {
    const off = rules({ enabled: false }, 'UTC', { enabled: false });
    const both = worker('w', '2026-12-02', { passwordExpiresAt: new Date('2026-12-02T12:00:00Z') });
    expect(previewOf('2026-12-01', [both], off)).toEqual([]);
  });
});
