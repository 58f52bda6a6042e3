/** Accounts of providers, and contractors' ends, in the words of the reminders' rules. */
import type { Account } from '../account';
import { whyNotNotified } from '../eligibility';
import type { Policy } from '../policy/schema';
import type { ContractEnd, PasswordExpiry } from '../ports/account-ends';
import { type Day, dayOf } from './calendar';
import type { ExpiringAccount } from './password-expiry';

/** User types and roles behind which nobody reads; compared without case, blanks, hyphens and underscores. */
const noPeople: ReadonlySet<string> = new Set([
  'service',
  'serviceaccount',
  'serviceprincipal',
  'system',
  'application',
  'bot',
  'room',
  'roommailbox',
  'equipment',
  'shared',
  'sharedmailbox',
]);

/** E8: whether somebody reads what is sent to accounts of this user type or role. Nothing said: a person. */
export function isPersonType(type: string | undefined): boolean {
  return !noPeople.has((type ?? '').toLowerCase().replace(/[\s_-]/g, ''));
}

/** What the rule asks of an account whose password runs out; whom `selfService` leaves out is not written to (U12). */
export function expiringAccountOf(
  { account, expiresAt, changedAt }: PasswordExpiry,
  policy: Policy,
): ExpiringAccount {
  return {
    ...standingOf(account, policy),
    expiresAt: new Date(expiresAt),
    ...(changedAt === undefined ? {} : { changedAt: new Date(changedAt) }),
  };
}

function standingOf(account: Account, policy: Policy) {
  return {
    isDisabled: account.status === 'disabled',
    isPerson: isPersonType(account.userType),
    isEligible: whyNotNotified(account, policy) !== 'not-eligible',
  };
}

/** The last day of a contract. An instant is taken as the day on which it falls in the organisation's zone. */
export function endDayOf(end: ContractEnd, timeZone: string): Day {
  return 'day' in end ? end.day : dayOf(new Date(end.at), timeZone);
}
