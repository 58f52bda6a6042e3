/**
 * Administrator roles (U12): assigned to the user, or to a group that the user is in. Where that can't be read, the
 * account counts as privileged.
 */
import { z } from 'zod';
import type { Account } from '../../../../domain/account';
import type { Deadline } from '../../../http/deadline';
import { hasFault } from '../../../http/http-error';
import type { PingOneApi } from './api';

export type Membership = { readonly id: string; readonly name: string };

const membership = z
  .object({
    id: z.string(),
    name: z.string().nullish(),
    _embedded: z.object({ group: z.object({ name: z.string().nullish() }).nullish() }).nullish(),
  })
  .transform(({ id, name, _embedded }): Membership => ({ id, name: name ?? _embedded?.group?.name ?? id }));

/** `unreadable` where we may not know. */
export type Memberships = readonly Membership[] | 'unreadable';

export async function membershipsOf(api: PingOneApi, user: string, deadline: Deadline): Promise<Memberships> {
  const query = { expand: 'group', limit: 100 };
  const items = { name: 'groupMemberships', shape: membership, query };
  try {
    return (await api.list('/users/{user}/memberOfGroups', { user }, items, deadline)) ?? [];
  } catch (error) {
    if (hasFault(error, 'forbidden')) return 'unreadable';
    throw error;
  }
}

/** Any role is one: which of PingOne's roles are harmless is not for us to say. */
export async function privilegedOf(
  api: PingOneApi,
  user: string,
  memberships: Promise<Memberships>,
  deadline: Deadline,
): Promise<Account['privileged']> {
  const own = await holdsRoles(api, '/users/{holder}/roleAssignments', user, deadline);
  if (own !== 'none') return own === 'some' ? true : 'unknown';
  const groups = await memberships;
  if (groups === 'unreadable') return 'unknown';
  const byGroup = await Promise.all(
    groups.map(({ id }) => holdsRoles(api, '/groups/{holder}/roleAssignments', id, deadline)),
  );
  if (byGroup.includes('some')) return true;
  return byGroup.includes('unreadable') ? 'unknown' : false;
}

async function holdsRoles(
  api: PingOneApi,
  path: string,
  holder: string,
  deadline: Deadline,
): Promise<'some' | 'none' | 'unreadable'> {
  try {
    const items = { name: 'roleAssignments', shape: z.looseObject({}), enough: 1 };
    const found = await api.list(path, { holder }, items, deadline);
    // Which 4xx means "you may not" can change at PingOne: roles that are not there are not known to be none.
    if (found === undefined) return 'unreadable';
    return found.length > 0 ? 'some' : 'none';
  } catch (error) {
    if (hasFault(error, 'forbidden')) return 'unreadable';
    throw error;
  }
}
