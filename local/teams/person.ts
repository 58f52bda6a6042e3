/** Who works in the demo organisation, as the stand-in and everything that starts it know them. */

/** What somebody is in the demo organisation. */
export type DemoRole = 'employee' | 'manager' | 'contractor' | 'administrator';

/** One person of the demo organisation; also the shape of `GET /api/people` (a contract). */
export type DemoPerson = {
  /** The Entra object id, which is all that the bot may recognise somebody by. */
  aadObjectId: string;
  name: string;
  userPrincipalName: string;
  email: string;
  role: DemoRole;
  /** The manager's `aadObjectId`. */
  managerId?: string;
  /** True where signing in takes a code of an authenticator besides the password. */
  secretKey?: boolean;
};
