/** What the directory knows of an account and of sign-ins, as everybody outside its tables sees it. */
import type { SignInSource } from '../domain/account';
import type { Phone } from '../domain/account-record';
import type { Factor } from '../domain/ports/identity-provider';
import type { signInEventKinds } from './schema';

export type DirectoryStatus = 'active' | 'disabled';

/** An account as it is now. The password's hash never leaves the directory. */
export type DirectoryAccount = {
  readonly id: string;
  readonly objectId?: string;
  readonly userName: string;
  readonly displayName: string;
  readonly email?: string;
  readonly department?: string;
  readonly title?: string;
  readonly status: DirectoryStatus;
  readonly groups: readonly string[];
  readonly userType?: string;
  /** Undefined where they, or the groups, can't be read: then nobody may take the account for an unprivileged one. */
  readonly roles?: readonly string[];
  readonly secretKeyRequired: boolean;
  readonly failedAttempts: number;
  readonly lockedAt?: Date;
  readonly lockReason?: 'Failures';
  readonly unlockedBy?: string;
  readonly managerId?: string;
  readonly contractEndsAt?: Date;
  readonly passwordChangedAt: Date;
  /** Exempt from the maximum age of passwords. */
  readonly passwordNeverExpires: boolean;
  /** The next sign-in sets a new one. */
  readonly passwordMustChange: boolean;
};

export type NewAccount = {
  readonly id: string;
  readonly objectId?: string;
  /** Unique, ignoring case; 1 to 320 characters. */
  readonly userName: string;
  readonly displayName: string;
  readonly email?: string;
  /** As `hashPassword` makes it; anything else signs nobody in. */
  readonly passwordHash: string;
  readonly status: DirectoryStatus;
  readonly groups: readonly string[];
  readonly userType?: string;
  /** Any role makes the account privileged. */
  readonly roles: readonly string[];
  readonly department?: string;
  readonly title?: string;
  readonly managerId?: string;
  readonly contractEndsAt?: Date;
  /** The moment of adding unless told. */
  readonly passwordChangedAt?: Date;
  /** Exempt from the maximum age of passwords. */
  readonly passwordNeverExpires?: boolean;
  /** The password alone doesn't sign this account in. */
  readonly secretKey?: boolean;
  /** The password is somebody else's choice: the first sign-in sets a new one. */
  readonly passwordMustChange?: boolean;
  /** Numbers that no other account has. */
  readonly phones?: readonly Phone[];
  /** One that there is. */
  readonly carrierId?: string;
  /** A temporary password may be asked for from outside; not unless told. */
  readonly mobileResetAllowed?: boolean;
  /** Records of what it can prove itself with; ids unique within the account, names masked already. */
  readonly factors?: readonly Factor[];
};

export type SignInEventKind = (typeof signInEventKinds)[number];

export type SignInEvent = {
  readonly id: number;
  readonly at: Date;
  readonly accountId?: string;
  readonly kind: SignInEventKind;
  readonly source: SignInSource;
};

export type TimeLimit = {
  /** The call gives up with the code `timeout` after that many milliseconds. */
  readonly timeoutMs?: number;
};
