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
  /** False: the policy's `selfService` leaves it out (U12). */
  readonly isEligible?: boolean;
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
    ...passwordLines(day, people, policy),
    ...contractorLines(day, contractorsAmong(people, policy), policy),
  ];
}

/** Each account by itself: a list may come in parts. */
export function passwordLines(day: Day, people: readonly PreviewPerson[], policy: Policy): PreviewLine[] {
  return policy.passwordExpiry.enabled ? people.flatMap((person) => passwordLine(day, person, policy)) : [];
}

function passwordLine(day: Day, person: PreviewPerson, policy: Policy): PreviewLine[] {
  const { timeZone } = policy.organisation;
  const { passwordExpiresAt: expiresAt } = person;
  const account = { ...person, ...(expiresAt ? { expiresAt } : {}) };
  const decision = decidePassword(day, account, { ...policy.passwordExpiry, timeZone });
  const left = expiresAt ? daysBetween(day, dayOf(expiresAt, timeZone)) : null;
  const line = (kind: PreviewLine['kind'], sendAt: Date | null, reason: string): PreviewLine[] => [
    {
      ...{ person: person.id, about: [person.id], kind, sendAt: sendAt?.toISOString() ?? null },
      ...{ daysBefore: left, reason },
    },
  ];
  switch (decision.kind) {
    case 'remind':
      return line('password-expiry', decision.sendAt, decision.reminder.isLast ? 'last' : 'due');
    case 'expired':
      return line('password-expired', decision.sendAt, 'expired');
    case 'excluded':
      return line('excluded', null, decision.reason);
    default:
      return [];
  }
}

/** A manager who stands on the list and is disabled, or no person, reads nothing; one who doesn't stand there may. */
function contractorsAmong(people: readonly PreviewPerson[], policy: Policy): Contractor[] {
  const { timeZone } = policy.organisation;
  const readsNothing = people.filter(({ isDisabled, isPerson }) => isDisabled || !isPerson);
  const unreachable = new Set(readsNothing.map(({ id }) => id));
  return people.flatMap(({ contractEndsAt, managerId, ...person }): Contractor[] => {
    if (!contractEndsAt) return [];
    const reachable = managerId && !unreachable.has(managerId) ? { managerId } : {};
    return [{ ...person, ...reachable, endDay: dayOf(contractEndsAt, timeZone) }];
  });
}

/** All contractors at once: each manager gets one message. */
export function contractorLines(day: Day, contractors: readonly Contractor[], policy: Policy): PreviewLine[] {
  if (!policy.contractorExpiry.enabled) return [];
  const { reminders, excluded } = contractorRun(day, contractors, policy.contractorExpiry);
  const { timeZone } = policy.organisation;
  const sendAt = instantOf(day, policy.contractorExpiry.sendAt, timeZone).toISOString();
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
