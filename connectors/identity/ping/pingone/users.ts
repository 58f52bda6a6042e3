/** Users of PingOne: how they are found, and what they are in the domain's words. */
import { z } from 'zod';
import type { Account, AccountStatus } from '../../../../domain/account';
import { CodedError } from '../../../../domain/errors';
import type { AccountQuery } from '../../../../domain/ports/identity-provider';
import type { Deadline } from '../../../http/deadline';
import type { PingOneApi } from './api';
import type { Memberships } from './privileges';

const text = z.string().nullish();

export const pingOneUser = z.looseObject({
  id: z.string().min(1),
  username: z.string(),
  enabled: z.boolean().optional(),
  email: text,
  type: text,
  name: z.object({ given: text, family: text, formatted: text }).nullish(),
  account: z
    .object({
      canAuthenticate: z.boolean().optional(),
      status: z.string(),
      /** Absent where wrong passwords locked it. */
      lockedAt: text,
    })
    .nullish(),
});
export type PingOneUser = z.infer<typeof pingOneUser>;

/** Neither names nor ids are longer; what has control characters is nobody's. */
const searchable = /^[^\p{Cc}\p{Cs}]{1,254}$/u;
const pageSize = 10;

/**
 * Those that match exactly, ignoring case, at most two. Whether PingOne ignores case isn't documented, so it is asked
 * for what was given and for its lower case.
 */
export async function findUsers(
  api: PingOneApi,
  query: UserQuery,
  objectIdAttribute: string,
  deadline: Deadline,
): Promise<readonly PingOneUser[]> {
  const { wanted, attributes, held } = soughtBy(query, objectIdAttribute);
  if (!searchable.test(wanted)) return [];
  const filters = attributes.flatMap((attribute) =>
    [...new Set([wanted, wanted.toLowerCase()])].map((value) => `${attribute} eq ${quoted(value)}`),
  );
  const pages = await Promise.all(
    filters.map((filter) =>
      api.list(
        '/users',
        {},
        { name: 'users', shape: pingOneUser, query: { filter, limit: pageSize }, enough: pageSize },
        deadline,
      ),
    ),
  );
  // The list of all users is missing only where the environment is: that is no answer about this one.
  if (pages.includes(undefined)) throw new CodedError('not-found', 'pingone: there is no such environment');
  const matches = pages
    .flatMap((page) => page ?? [])
    .filter((user) => held(user)?.toLowerCase() === wanted.toLowerCase());
  return [...new Map(matches.map((user) => [user.id, user])).values()].slice(0, 2);
}

export type UserQuery = AccountQuery | { readonly email: string };

type Sought = {
  readonly wanted: string;
  /** Where PingOne is to look. */
  readonly attributes: readonly string[];
  /** What a user must hold to be meant. */
  readonly held: (user: PingOneUser) => string | null | undefined;
};

function soughtBy(query: UserQuery, objectIdAttribute: string): Sought {
  if ('objectId' in query) {
    const held = (user: PingOneUser) => objectIdOf(user, objectIdAttribute);
    return { wanted: query.objectId, attributes: [objectIdAttribute], held };
  }
  if ('email' in query) return { wanted: query.email, attributes: ['email'], held: ({ email }) => email };
  return { wanted: query.userName, attributes: attributesOf(query.userName), held: userNameOf };
}

/** An address may be a user's name, or the mail address of one whose name is none. */
function attributesOf(userName: string): readonly string[] {
  return userName.includes('@') ? ['username', 'email'] : ['username'];
}

/** A text in a SCIM filter (RFC 7644, 3.4.2.2) is a JSON string. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * What stands for the UPN: the user's name where it is an address, else the mail address. The name comes first, since
 * it is unique, and people may often change their mail address themselves.
 */
export function userNameOf({ username, email }: PingOneUser): string {
  return username.includes('@') ? username : email || username;
}

/** The Entra object id that the user holds. */
export function objectIdOf(user: PingOneUser, attribute: string): string | undefined {
  const value = user[attribute];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export type PingOneUserDetails = {
  readonly memberships: Memberships;
  readonly privileged: Account['privileged'];
  /** The password's own lock, which stands beside the account's. */
  readonly passwordLocked: boolean;
};

export function accountOf(
  user: PingOneUser,
  { memberships, privileged, passwordLocked }: PingOneUserDetails,
  objectIdAttribute: string,
): Account {
  const { id, username, name, email, type, account } = user;
  const objectId = objectIdOf(user, objectIdAttribute);
  const full = name?.formatted || [name?.given, name?.family].filter(Boolean).join(' ');
  const status = statusOf(user, passwordLocked);
  return {
    ref: { provider: 'pingone', id },
    userName: userNameOf(user),
    displayName: full || username,
    ...(email ? { email } : {}),
    status,
    lockedAt: (status === 'locked' && account?.lockedAt) || undefined,
    ...(objectId ? { objectId } : {}),
    // Unreadable ones leave nobody in doubt: then it isn't known either whether this is an administrator.
    groups: memberships === 'unreadable' ? [] : memberships.map(({ name: group }) => group),
    ...(type ? { userType: type } : {}),
    privileged,
  };
}

/** Disabled comes first: such an account is never helped, locked or not. */
export function statusOf({ enabled, account }: PingOneUser, passwordLocked: boolean): AccountStatus {
  if (enabled === false) return 'disabled';
  if (isAccountLocked({ account }) || passwordLocked) return 'locked';
  return account?.canAuthenticate === false ? 'disabled' : 'active';
}

export function isAccountLocked({ account }: Pick<PingOneUser, 'account'>): boolean {
  return account?.status.toUpperCase() === 'LOCKED';
}
