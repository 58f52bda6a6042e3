/** What the fake knows of PingID's users, in PingID's words, and where facts leave room, which way it is. */

export type PingIdDevice = {
  /** A whole number of 64 bits, in digits. */
  deviceId: string;
  type: string;
  deviceRole: 'PRIMARY' | 'SECONDARY';
  nickname?: string;
  phoneNumber?: string;
  email?: string;
  deviceModel?: string;
};

export type PingIdUser = {
  userName: string;
  email?: string;
  fname: string;
  lname: string;
  status: string;
  role: string | undefined;
  userEnabled: boolean;
  devices: PingIdDevice[];
};

export type Clock = { now(): Date };

/** What the facts don't establish. A connector must be right either way. */
export type Assumptions = {
  /** The code for a device that isn't paired. */
  noSuchDevice: number;
  /** The HTTP status of signed refusals. */
  refusalStatus: 400 | 200;
  /** Whether the last device's absence shows as an empty list, or as no list. */
  emptyListIsThere: boolean;
  /** Whether answers are always signed with HS256, whatever the key's length. */
  alwaysHs256: boolean;
  /** How statuses are written. */
  lowerCase: boolean;
};

export const usualAssumptions: Assumptions = {
  noSuchDevice: 10_566,
  refusalStatus: 400,
  emptyListIsThere: true,
  alwaysHs256: false,
  lowerCase: false,
};
