/**
 * Which managers a day's run tells of which contractors (C1, C2, C4): fixed days before the end, one message per
 * manager, those who end first first.
 */
import { type Day, daysBetween } from './calendar';

/** C1: not configurable. */
export const contractorDaysBefore: readonly number[] = [14, 7, 4, 2, 1];

export type Contractor = {
  readonly id: string;
  /** The last day of the contract, in the organisation's zone. */
  readonly endDay: Day;
  readonly isDisabled: boolean;
  readonly role?: string;
  /** Absent where the provider names none, or nobody who can be reached. */
  readonly managerId?: string;
};

export type ManagerReminder<C extends Contractor> = {
  readonly managerId: string;
  /** Those who end first stand first. */
  readonly contractors: readonly (C & { readonly daysBefore: number })[];
};

export type ContractorExclusion<C extends Contractor> = {
  readonly contractor: C;
  readonly reason: 'disabled' | 'excluded-role' | 'no-manager';
};

/** What goes out on a day: who is due for nobody is listed with the reason. */
export function contractorRun<C extends Contractor>(
  day: Day,
  contractors: Iterable<C>,
  { excludedRoles }: { readonly excludedRoles: readonly string[] },
): {
  readonly reminders: readonly ManagerReminder<C>[];
  readonly excluded: readonly ContractorExclusion<C>[];
} {
  const byManager = new Map<string, (C & { daysBefore: number })[]>();
  const excluded: ContractorExclusion<C>[] = [];
  const roles = new Set(excludedRoles.map((role) => role.toLowerCase()));
  for (const contractor of contractors) {
    const daysBefore = daysBetween(day, contractor.endDay);
    if (!contractorDaysBefore.includes(daysBefore)) continue;
    const { managerId } = contractor;
    const reason = whyExcluded(contractor, roles);
    if (reason || !managerId) {
      excluded.push({ contractor, reason: reason ?? 'no-manager' });
      continue;
    }
    const theirs = byManager.get(managerId) ?? [];
    theirs.push({ ...contractor, daysBefore });
    byManager.set(managerId, theirs);
  }
  const reminders = [...byManager].map(([managerId, theirs]) => ({
    managerId,
    contractors: theirs.toSorted((a, b) => a.daysBefore - b.daysBefore || (a.id < b.id ? -1 : 1)),
  }));
  return { reminders, excluded };
}

function whyExcluded(contractor: Contractor, roles: ReadonlySet<string>) {
  if (contractor.isDisabled) return 'disabled';
  if (contractor.role && roles.has(contractor.role.toLowerCase())) return 'excluded-role';
  return contractor.managerId ? undefined : 'no-manager';
}
