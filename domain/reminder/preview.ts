/**
 * What a day's runs would send to whom, and whom they would pass over, without what people have answered so far: for
 * administrators before they change the policy.
 */
import type { Policy } from '../policy/schema';
import { type Day, dayOf, daysBetween, instantOf } from './calendar';
import { type Contractor, contractorRun } from './contractors';
import { decidePassword } from './password-expiry';

export type PreviewPerson = {
  readonly id: string;
  readonly isDisabled: boolean;
  readonly isPerson: boolean;
  readonly passwordExpiresAt?: Date;
  readonly contractEndsAt?: Date;
  readonly managerId?: string;
  readonly role?: string;
};

export type PreviewLine = {
  /** Who receives it; for those passed over, who would have. Null where nobody could. */
  readonly person: string | null;
  /** The accounts that it is about. */
  readonly about: readonly string[];
  readonly kind: 'password-expiry' | 'password-expired' | 'contractor-expiry' | 'excluded';
  /** ISO instant in UTC; null for those passed over. */
  readonly sendAt: string | null;
  /** Calendar days; for managers one for each of `about`. */
  readonly daysBefore: number | readonly number[] | null;
  /** `due`, `last`, `expired`; for those passed over why. */
  readonly reason: string;
};

/** Lines of one day, passwords first, then managers. */
export function previewOf(day: Day, people: readonly PreviewPerson[], policy: Policy): PreviewLine[] {
  return [
    ...(policy.passwordExpiry.enabled ? people.flatMap((person) => passwordLine(day, person, policy)) : []),
    ...(policy.contractorExpiry.enabled ? contractorLines(day, people, policy) : []),
  ];
}

function passwordLine(day: Day, person: PreviewPerson, policy: Policy): PreviewLine[] {
  const { timeZone } = policy.organisation;
  const { passwordExpiresAt: expiresAt } = person;
  const account = { ...person, ...(expiresAt ? { expiresAt } : {}) };
  const decision = decidePassword(day, account, { ...policy.passwordExpiry, timeZone });
  const left = expiresAt ? daysBetween(day, dayOf(expiresAt, timeZone)) : null;
  const line = { person: person.id, about: [person.id], daysBefore: left };
  switch (decision.kind) {
    case 'remind': {
      const reason = decision.reminder.isLast ? 'last' : 'due';
      return [{ ...line, kind: 'password-expiry', sendAt: decision.sendAt.toISOString(), reason }];
    }
    case 'expired':
      return [
        { ...line, kind: 'password-expired', sendAt: decision.sendAt.toISOString(), reason: 'expired' },
      ];
    case 'excluded':
      return [{ ...line, kind: 'excluded', sendAt: null, reason: decision.reason }];
    default:
      return [];
  }
}

function contractorLines(day: Day, people: readonly PreviewPerson[], policy: Policy): PreviewLine[] {
  const { timeZone } = policy.organisation;
  const { sendAt: time } = policy.contractorExpiry;
  const unreachable = new Set(people.filter(({ isDisabled }) => isDisabled).map(({ id }) => id));
  const contractors = people.flatMap(({ contractEndsAt, managerId, ...person }): Contractor[] => {
    if (!contractEndsAt) return [];
    const reachable = managerId && !unreachable.has(managerId) ? { managerId } : {};
    return [{ ...person, ...reachable, endDay: dayOf(contractEndsAt, timeZone) }];
  });
  const { reminders, excluded } = contractorRun(day, contractors, policy.contractorExpiry);
  const sendAt = instantOf(day, time, timeZone).toISOString();
  const sent = reminders.map(({ managerId, contractors: theirs }): PreviewLine => {
    const isLast = theirs.every(({ daysBefore }) => daysBefore === 1);
    return {
      person: managerId,
      about: theirs.map(({ id }) => id),
      kind: 'contractor-expiry',
      sendAt,
      daysBefore: theirs.map(({ daysBefore }) => daysBefore),
      reason: isLast ? 'last' : 'due',
    };
  });
  const passedOver = excluded.map(({ contractor, reason }): PreviewLine => {
    const daysBefore = daysBetween(day, contractor.endDay);
    const person = contractor.managerId ?? null;
    return { person, about: [contractor.id], kind: 'excluded', sendAt: null, daysBefore, reason };
  });
  return [...sent, ...passedOver];
}
