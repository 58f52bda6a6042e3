/** What the fake knows of an organisation at Okta, in Okta's own words, and where the facts leave room, which way it is. */

export type UserStatus =
  | 'ACTIVE'
  | 'DEPROVISIONED'
  | 'LOCKED_OUT'
  | 'PASSWORD_EXPIRED'
  | 'PROVISIONED'
  | 'RECOVERY'
  | 'STAGED'
  | 'SUSPENDED';

export type Attribute = string | number | boolean | null | readonly string[];
export type Profile = { login: string; email: string; [attribute: string]: Attribute | undefined };

export type OktaFactor = {
  id: string;
  factorType: string;
  provider: string;
  vendorName: string;
  status: 'ACTIVE' | 'PENDING_ACTIVATION' | 'NOT_SETUP' | 'INACTIVE' | 'DISABLED' | 'ENROLLED' | 'EXPIRED';
  created: string;
  lastUpdated: string;
  profile: Record<string, unknown>;
  /** The list leaves it out, as it does for factors that the policy of the caller's network zone doesn't offer. */
  hidden?: boolean;
};

export type OktaRole = { id: string; type: string; label: string; assignmentType: 'USER' | 'GROUP' };
export type OktaGroup = { id: string; name: string; roles: OktaRole[] };
export type DeviceBlock = { type: 'DEVICE_BASED'; appliesTo: 'ANY_DEVICES' | 'UNKNOWN_DEVICES' };

export type OktaUser = {
  id: string;
  status: UserStatus;
  created: string;
  activated: string | null;
  statusChanged: string | null;
  lastLogin: string | null;
  lastUpdated: string;
  passwordChanged: string | null;
  profile: Profile;
  provider: { type: 'OKTA' | 'ACTIVE_DIRECTORY' | 'LDAP' | 'FEDERATION' | 'SOCIAL' | 'IMPORT'; name: string };
  /** Ids of groups. */
  groups: string[];
  roles: OktaRole[];
  factors: OktaFactor[];
  blocks: DeviceBlock[];
  sessions: Set<string>;
  /** The one-time token of the last link, while it is good. */
  resetToken?: { token: string; madeAtMs: number };
  /** Ids of primary users by the name of the relationship. */
  linkedObjects: Record<string, string>;
};

export type PasswordPolicy = {
  id: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
  priority: number;
  system: boolean;
  provider: OktaUser['provider']['type'];
  /** Ids of groups. */
  groups: string[];
  age: { maxAgeDays: number; expireWarnDays: number; minAgeMinutes: number; historyCount: number };
  lockout: { maxAttempts: number; autoUnlockMinutes: number };
  /** Whether Okta unlocks directory accounts too (`delegation.options.skipUnlock` is the opposite). */
  skipUnlock: boolean;
};

export type Clock = { now(): Date };

/** What the facts mark as an assumption, or don't establish. A connector must be right either way. */
export type Assumptions = {
  /** Whether the event of a failed sign-in names the user in `actor.id`, or says `unknown` and names it in `target`. */
  failedSignInActor: 'user' | 'unknown';
  /** The states from which a password may be reset; others are refused with E0000038. */
  resetPasswordFrom: readonly UserStatus[];
  /** What a reset does to an account whose password isn't Okta's. */
  foreignPasswordReset: 'refused' | 'converts';
  /** What unlocking a directory's account answers: E0000032, E0000038, or success. */
  directoryUnlock: 'not-locked' | 'not-allowed' | 'unlocked';
  /** Whether unlocking takes a device block away, or answers that the user is not locked. */
  deviceBlockUnlock: 'unlocked' | 'not-locked';
  /** How long after reset_factors the list still shows them. */
  resetFactorsDelayMs: number;
  /** A verified primary e-mail address enrols itself again when it is removed. */
  emailEnrolsItself: boolean;
  /** By which instant `since` chooses events. */
  sinceMeans: 'persisted' | 'published';
  /** Whether the API asks for a nonce in DPoP proofs, as the token endpoint does. */
  apiNonce: boolean;
};

export const usualAssumptions: Assumptions = {
  failedSignInActor: 'user',
  resetPasswordFrom: ['ACTIVE', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY'],
  foreignPasswordReset: 'refused',
  directoryUnlock: 'not-locked',
  deviceBlockUnlock: 'unlocked',
  resetFactorsDelayMs: 0,
  emailEnrolsItself: false,
  sinceMeans: 'persisted',
  apiNonce: false,
};
