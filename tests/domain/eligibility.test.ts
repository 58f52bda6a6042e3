/** Who may be notified and helped (U12): the policy decides, but never for disabled or administrator accounts. */
import { whyNotHelped, whyNotNotified } from '../../domain/eligibility';
import { accountOf, policyOf } from './fakes/world';

const everybody = policyOf();
const included = policyOf({ selfService: { include: { groups: ['Staff'], userTypes: ['employee'] } } });
const excluded = policyOf({ selfService: { exclude: { groups: ['Board'], userTypes: ['robot'] } } });

describe('eligibility', () => {
  test('U12: without lists everybody may be notified and helped', () => {
    expect(whyNotNotified(accountOf(), everybody)).toBeUndefined();
    expect(whyNotHelped(accountOf(), everybody)).toBeUndefined();
  });

  test.each([
    [{ groups: ['staff'] }, undefined],
    [{ userType: 'Employee' }, undefined],
    [{ groups: ['Guests'], userType: 'guest' }, 'not-eligible'],
    [{}, 'not-eligible'],
  ] as const)('U12: with include lists, %j gives %s', (change, reason) => {
    expect(whyNotNotified(accountOf(change), included)).toBe(reason);
    expect(whyNotHelped(accountOf(change), included)).toBe(reason);
  });

  test.each([
    [{ groups: ['BOARD', 'Staff'] }, 'not-eligible'],
    [{ userType: 'Robot' }, 'not-eligible'],
    [{ groups: ['Boardroom'] }, undefined],
  ] as const)('U12: with exclude lists, %j gives %s', (change, reason) => {
    expect(whyNotHelped(accountOf(change), excluded)).toBe(reason);
  });

  test('U12: exclusion wins over inclusion', () => {
    const both = policyOf({
      selfService: { include: { groups: ['Staff'] }, exclude: { groups: ['Board'] } },
    });
    expect(whyNotNotified(accountOf({ groups: ['Staff', 'Board'] }), both)).toBe('not-eligible');
  });

  test('U12: an account with an administrator role is told of its lockout, but never changed', () => {
    expect(whyNotHelped(accountOf({ privileged: true }), everybody)).toBe('privileged');
    expect(whyNotNotified(accountOf({ privileged: true }), everybody)).toBeUndefined();
  });

  test('U12: where the role can not be read the account is treated as privileged', () => {
    expect(whyNotHelped(accountOf({ privileged: 'unknown' }), everybody)).toBe('privileged');
  });

  test('U12: disabled accounts are never notified or helped, whatever lists they are on', () => {
    const disabled = accountOf({ status: 'disabled', groups: ['Staff'] });
    expect(whyNotNotified(disabled, included)).toBe('disabled');
    expect(whyNotHelped(disabled, included)).toBe('disabled');
  });
});
