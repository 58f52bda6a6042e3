/** An account of the demo organisation: what the directory stores of it, and what the Teams stand-in shows. */
import type { Phone } from '../../domain/account-record';
import type { DemoFactor } from './demo-factors';
import type { DemoCarrierId } from './demo-phones';

export type DemoRole = 'employee' | 'manager' | 'contractor' | 'administrator';

export type DemoAccount = {
  /** The Entra object id; the directory's account is linked to the person by it. */
  aadObjectId: string;
  name: string;
  userPrincipalName: string;
  email: string;
  role: DemoRole;
  /** `aadObjectId` of the manager. */
  managerId?: string;
  /** Signing in takes an authenticator's code besides the password. */
  secretKey?: true;
  department: string;
  title: string;
  groups: string[];
  /** As directories name it: Member, or Contingent for contractors. */
  userType: string;
  /** Roles at the provider; whoever has one is privileged there. */
  roles: string[];
  status: 'active' | 'disabled';
  factors: DemoFactor[];
  phones: Phone[];
  carrier?: DemoCarrierId;
  /** May ask for a temporary password from outside. */
  mobileReset?: true;
  /** Only contractors have one. */
  contractEndsAt?: Date;
  /** Only those have one whose password is older than today. */
  passwordChangedAt?: Date;
};

/** What the Teams stand-in tells programs about a person (a contract): nothing of the directory's record. */
export type DemoPerson = Pick<
  DemoAccount,
  'aadObjectId' | 'name' | 'userPrincipalName' | 'email' | 'role' | 'managerId' | 'secretKey'
>;

/** The part of an account that the stand-in knows. */
export function demoPerson(account: DemoAccount): DemoPerson {
  const { aadObjectId, name, userPrincipalName, email, role, managerId, secretKey } = account;
  return {
    aadObjectId,
    name,
    userPrincipalName,
    email,
    role,
    ...(managerId === undefined ? {} : { managerId }),
    ...(secretKey === undefined ? {} : { secretKey }),
  };
}
