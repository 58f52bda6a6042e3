/** What providers tell, in the words of the reminders' rules: who is a person, who is left out, which day is the last. */
import type { Account } from '../../../domain/account';
import { type Policy, readPolicy } from '../../../domain/policy/schema';
import { endDayOf, expiringAccountOf, isPersonType } from '../../../domain/reminder/accounts';
import { decidePassword } from '../../../domain/reminder/password-expiry';

function policyOf(document: unknown): Policy {
  const reading = readPolicy(document);
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.policy;
}

const account: Account = {
  ...{ ref: { provider: 'directory', id: 'a' }, userName: 'a', displayName: 'A', status: 'active' },
  ...{ groups: ['Field'], userType: 'Member', privileged: false },
};
const expiring = (of: Partial<Account>, policy: unknown = {}) =>
  expiringAccountOf(
    { account: { ...account, ...of }, expiresAt: '2026-12-15T20:00:00.000Z' },
    policyOf(policy),
  );
const decided = (of: Partial<Account>, policy: unknown = {}) => {
  const { passwordExpiry, organisation } = policyOf(policy);
  return decidePassword('2026-12-01', expiring(of, policy), {
    ...passwordExpiry,
    timeZone: organisation.timeZone,
  });
};

test.each(['Service', 'service-account', 'Service Account', 'SHARED_MAILBOX', 'room', 'Application'])(
  'E8: %s is no person',
  (userType) => {
    expect(isPersonType(userType)).toBe(false);
    expect(decided({ userType })).toEqual({ kind: 'excluded', reason: 'not-a-person' });
  },
);

test.each(['Member', 'Contingent', 'Customer service', 'intern', '', undefined])('E8: %s is one', (type) => {
  expect(isPersonType(type)).toBe(true);
});

test('U12: whom selfService leaves out is not reminded either; administrators are', () => {
  const policy = { selfService: { exclude: { groups: ['field'] } } };
  expect(decided({}, policy)).toEqual({ kind: 'excluded', reason: 'not-eligible' });
  expect(decided({ groups: [] }, policy)).toMatchObject({ kind: 'remind' });
  expect(decided({ privileged: true })).toMatchObject({ kind: 'remind' });
  expect(decided({ privileged: 'unknown' })).toMatchObject({ kind: 'remind' });
});

test('E8: a disabled account is not reminded, a locked one is', () => {
  expect(decided({ status: 'disabled' })).toEqual({ kind: 'excluded', reason: 'disabled' });
  expect(decided({ status: 'locked' })).toMatchObject({ kind: 'remind' });
});

test('C5: a day is the day wherever it is read; an instant is the day on which it falls in the organisation’s zone', () => {
  expect(endDayOf({ day: '2026-12-03' }, 'America/Los_Angeles')).toBe('2026-12-03');
  expect(endDayOf({ at: '2026-12-03T07:59:00.000Z' }, 'America/Los_Angeles')).toBe('2026-12-02');
  expect(endDayOf({ at: '2026-12-03T08:00:00.000Z' }, 'America/Los_Angeles')).toBe('2026-12-03');
});
