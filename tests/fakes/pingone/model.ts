/** What the fake knows of an environment of PingOne, in PingOne's words, and where facts leave room, which way it is. */

export type DeviceType = 'SMS' | 'VOICE' | 'EMAIL' | 'TOTP' | 'MOBILE' | 'FIDO2' | 'WHATSAPP' | 'OATH_TOKEN';

export type PingOneDevice = {
  id: string;
  type: DeviceType;
  status: 'ACTIVE' | 'ACTIVATION_REQUIRED';
  nickname?: string;
  phone?: string;
  email?: string;
  model?: { name: string; marketingName?: string };
};

export type PingOneUser = {
  id: string;
  username: string;
  email?: string;
  externalId?: string;
  type?: string;
  given: string;
  family: string;
  enabled: boolean;
  account: { status: 'OK' | 'LOCKED'; lockedAt?: string };
  passwordStatus: 'OK' | 'PASSWORD_LOCKED_OUT' | 'NO_PASSWORD';
  /** Custom attributes. */
  attributes: Record<string, string>;
  /** Ids of groups. */
  groups: string[];
  roles: PingOneRole[];
  devices: PingOneDevice[];
  sessions: Set<string>;
};

export type PingOneRole = { id: string; role: string };
export type PingOneGroup = { id: string; name: string; roles: PingOneRole[] };

export type Clock = { now(): Date };

/** What the facts mark as an assumption, or don't establish. A connector must be right either way. */
export type Assumptions = {
  /** Whether `eq` tells upper case from lower case. */
  filterMindsCase: boolean;
  /** Whether wrong passwords show in the account's state (without an instant), or in the password's alone. */
  passwordLockShowsInAccount: boolean;
  /** What unlocking answers where nothing is locked. */
  unlockOfUnlocked: 'done' | 'refused';
  /** Whether unlocking the account takes the password's lock away too. */
  accountUnlockFreesPassword: boolean;
  /** Whether an empty list has its name in the envelope. */
  emptyListIsNamed: boolean;
};

export const usualAssumptions: Assumptions = {
  filterMindsCase: false,
  passwordLockShowsInAccount: true,
  unlockOfUnlocked: 'done',
  accountUnlockFreesPassword: false,
  emptyListIsNamed: true,
};
