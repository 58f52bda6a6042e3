/** Users as Okta answers them, and how one is read: always by id or login, never from an index that lags behind. */
import { z } from 'zod';
import { CodedError } from '../../../domain/errors';
import type { Query } from '../../http/address';
import { json } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import type { Deadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';
import { type Page, readPage } from './pages';

const instant = z.string().nullish();

export const userBody = z.object({
  id: z.string().min(1),
  status: z.string(),
  statusChanged: instant,
  passwordChanged: instant,
  profile: z.object({ login: z.string().min(1), email: z.string().nullish() }).catchall(z.unknown()),
  credentials: z.object({ provider: z.object({ type: z.string() }).nullish() }).nullish(),
});

export type OktaUser = z.output<typeof userBody>;

export const usersPath = '/api/v1/users';
const userPath = `${usersPath}/{id}`;

/** @param idOrLogin Okta takes a login's first part too, and `me`: the caller compares what it gets. */
export async function readUser(
  http: HttpClient,
  idOrLogin: string,
  deadline: Deadline,
): Promise<OktaUser | undefined> {
  const call = { method: 'GET', path: userPath, parameters: { id: idOrLogin }, deadline } as const;
  try {
    return (await http.request({ ...call, answer: json(userBody) })).data;
  } catch (error) {
    if (hasFault(error, 'not-found')) return undefined;
    throw error;
  }
}

/**
 * A page of a long list; the first has no link.
 * @throws CodedError `conflict` where Okta has forgotten the link, or it leads elsewhere.
 */
export async function listUsers(
  http: HttpClient,
  query: Query,
  link: string | undefined,
  deadline: Deadline,
): Promise<Page<OktaUser>> {
  if (link === undefined) return readPage(http, { path: usersPath, query, deadline }, userBody);
  try {
    return await readPage(http, { path: usersPath, link, deadline }, userBody);
  } catch (error) {
    if (!hasFault(error, 'invalid', 'not-found', 'foreign-address')) throw error;
    throw new CodedError('conflict', 'okta: the list has to begin anew', { retryable: true });
  }
}

/** @returns undefined if nobody has exactly this id. */
export async function userById(
  http: HttpClient,
  id: string,
  deadline: Deadline,
): Promise<OktaUser | undefined> {
  const user = await readUser(http, id, deadline);
  return user?.id === id ? user : undefined;
}

/** @returns undefined if nobody has exactly this login, ignoring case. */
export async function userByLogin(
  http: HttpClient,
  login: string,
  deadline: Deadline,
): Promise<OktaUser | undefined> {
  const user = await readUser(http, login, deadline);
  return user && sameText(user.profile.login, login) ? user : undefined;
}

export function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A profile's attribute as text; undefined where it is empty or of another kind. */
export function attributeOf({ profile }: OktaUser, name: string | undefined): string | undefined {
  const value = name === undefined || !Object.hasOwn(profile, name) ? undefined : profile[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** In whose hands the password is. */
export type PasswordOwner = 'okta' | 'directory' | 'federation' | 'unknown';

export function passwordOwnerOf({ credentials }: OktaUser): PasswordOwner {
  const type = credentials?.provider?.type;
  if (type === 'OKTA') return 'okta';
  if (type === 'ACTIVE_DIRECTORY' || type === 'LDAP') return 'directory';
  return type === 'FEDERATION' || type === 'SOCIAL' ? 'federation' : 'unknown';
}
