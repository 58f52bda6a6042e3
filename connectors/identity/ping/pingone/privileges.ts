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

export async function membershipsOf(
  api: PingOneApi,
  user: string,
  deadline: Deadline,
): Promise<readonly Membership[]> {
  const query = { expand: 'group', limit: 100 };
  const items = { name: 'groupMemberships', shape: membership, query };
  return (await api.list('/users/{user}/memberOfGroups', { user }, items, deadline)) ?? [];
}

/** Any role is one: which of PingOne's roles are harmless is not for us to say. */
export async function privilegedOf(
  api: PingOneApi,
  user: string,
  memberships: Promise<readonly Membership[]>,
  deadline: Deadline,
): Promise<Account['privileged']> {
  const own = await holdsRoles(api, '/users/{holder}/roleAssignments', user, deadline);
  if (own !== 'none') return own === 'some' ? true : 'unknown';
  const byGroup = await Promise.all(
    (await memberships).map(({ id }) => holdsRoles(api, '/groups/{holder}/roleAssignments', id, deadline)),
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
    // A group that is not there any more gives nobody a role; a user's roles that are not there can't be read.
    if (found === undefined) return path.startsWith('/groups') ? 'none' : 'unreadable';
    return found.length > 0 ? 'some' : 'none';
  } catch (error) {
    if (hasFault(error, 'forbidden')) return 'unreadable';
    throw error;
  }
}
