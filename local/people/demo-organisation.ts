/** Contoso Demo: the organisation of the local run, the same at every fresh start. Pure data, no clock of its own. */
import { coreStaff, type StaffMember } from './core-staff';
import type { DemoAccount, DemoRole } from './demo-account';
import { demoFactors } from './demo-factors';
import { demoPhones } from './demo-phones';
import { generatedMember } from './generated-staff';

export const demoDomain = 'contoso-demo.example';

/** The Entra tenant of everybody in the demo organisation. */
export const demoTenantId = 'c0de0000-0000-4000-8000-7e9a97000001';

const dayMs = 86_400_000;

/** `directory.passwordMaximumAge` of local/policy.yaml. */
export const demoPasswordDays = 90;

/** Contracts and passwords end with the working day: five in the afternoon UTC. */
const endOfWorkMs = 17 * 3_600_000;

/**
 * @param options.people how many accounts in all; fewer than the core staff are not possible
 * @param options.today contract ends and the ages of passwords are counted from this day
 */
export function demoOrganisation({ people, today }: { people?: number; today: Date }): DemoAccount[] {
  const more = Math.max(0, (people ?? 0) - coreStaff.length);
  const generated = Array.from({ length: more }, (_, index) => generatedMember(coreStaff.length + 1 + index));
  return [...coreStaff, ...generated].map((member) => account(member, today));
}

const idsByMailName = new Map(coreStaff.map((member) => [member.mailName, objectId(member.number)]));

function account(member: StaffMember, today: Date): DemoAccount {
  const address = `${member.mailName}@${demoDomain}`;
  return {
    aadObjectId: objectId(member.number),
    name: member.name,
    userPrincipalName: address,
    email: address,
    role: member.role,
    ...(member.manager ? { managerId: idsByMailName.get(member.manager) } : {}),
    ...(member.secretKey ? { secretKey: true as const } : {}),
    department: member.department,
    title: member.title,
    groups: ['Everyone', member.department, ...groupsOfRole[member.role]],
    userType: member.role === 'contractor' ? 'Contingent' : 'Member',
    roles: member.roles ?? [],
    status: member.disabled ? 'disabled' : 'active',
    factors: demoFactors({
      number: member.number,
      email: address,
      secretKey: member.secretKey ?? false,
    }),
    phones: demoPhones(member.number),
    ...(member.carrier ? { carrier: member.carrier } : {}),
    ...(member.mobileReset ? { mobileReset: true as const } : {}),
    ...(member.contractDaysLeft === undefined
      ? {}
      : { contractEndsAt: endOfWorkInDays(today, member.contractDaysLeft) }),
    ...(member.passwordDaysLeft === undefined
      ? {}
      : { passwordChangedAt: endOfWorkInDays(today, member.passwordDaysLeft - demoPasswordDays) }),
  };
}

const groupsOfRole: Record<DemoRole, string[]> = {
  employee: ['Employees'],
  manager: ['Employees', 'Managers'],
  contractor: ['Contractors'],
  administrator: ['Employees', 'IT administrators'],
};

/** A version 4 GUID by its form; the last group is the person's number in hexadecimal digits. */
function objectId(number: number): string {
  return `ad000000-5eed-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

function endOfWorkInDays(today: Date, days: number): Date {
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return new Date(midnight + days * dayMs + endOfWorkMs);
}
