/** The core of the port: who is found by what, and what Okta knows of an account. */
import { z } from 'zod';
import type { Account, AccountStatus } from '../../../domain/account';
import type { AccountQuery, CallOptions } from '../../../domain/ports/identity-provider';
import { json } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { hasFault } from '../../http/http-error';
import { readAll } from './pages';
import { attributeOf, type OktaUser, sameText, userById, userByLogin } from './users';

export type AccountsDeps = {
  readonly http: HttpClient;
  /** Name of the profile's attribute with the Entra object id. */
  readonly objectIdAttribute?: string;
};

export type Accounts = ReturnType<typeof createAccounts>;

/** Search lags behind: among so many that it names, those that still match are looked for. */
const searched = 10;

const group = z.object({ id: z.string(), profile: z.object({ name: z.string().nullish() }).nullish() });
export type OktaGroup = { readonly id: string; readonly name: string };
/** That there is one is all that counts: those of custom roles look otherwise. */
const role = z.looseObject({});

export function createAccounts({ http, objectIdAttribute }: AccountsDeps) {
  const objectIdOf = (user: OktaUser): string | undefined => attributeOf(user, objectIdAttribute);

  /** @param user as read by its id just before. */
  async function accountOf(
    user: OktaUser,
    deadline: Deadline,
    known?: readonly OktaGroup[],
  ): Promise<Account> {
    const status = statusOf(user);
    const [groups, privileged] = await Promise.all([
      known ?? groupsOf(user.id, deadline),
      isPrivileged(user.id, deadline),
    ]);
    const { login, email } = user.profile;
    return {
      ref: { provider: 'okta', id: user.id },
      userName: login,
      displayName: displayNameOf(user),
      email: email || undefined,
      status,
      disabledBecause: disabledBecause(user),
      lockedAt: status === 'locked' ? instantOf(user.statusChanged) : undefined,
      objectId: objectIdOf(user),
      groups: groups.flatMap(({ name }) => name || []),
      userType: attributeOf(user, 'userType'),
      privileged,
    };
  }

  async function groupsOf(id: string, deadline: Deadline): Promise<readonly OktaGroup[]> {
    try {
      const call = { path: '/api/v1/users/{id}/groups', parameters: { id }, deadline };
      return (await readAll(http, call, group)).map((one) => ({
        id: one.id,
        name: one.profile?.name ?? '',
      }));
    } catch (error) {
      // Deleted since it was read: nothing can be done to it any more.
      if (hasFault(error, 'not-found')) return [];
      throw error;
    }
  }

  /** Roles by group stand in this list too. Where it is refused nothing is known, and the account counts as privileged. */
  async function isPrivileged(id: string, deadline: Deadline): Promise<boolean | 'unknown'> {
    try {
      const call = { path: '/api/v1/users/{id}/roles', parameters: { id }, deadline };
      return (await readAll(http, call, role)).length > 0;
    } catch (error) {
      if (hasFault(error, 'forbidden', 'not-found', 'invalid')) return 'unknown';
      throw error;
    }
  }

  async function byAttribute(
    attribute: string | undefined,
    wanted: string,
    deadline: Deadline,
  ): Promise<readonly OktaUser[]> {
    // What could leave its quotes is nobody's.
    if (attribute === undefined || !/^[^"\\\p{C}]{1,254}$/u.test(wanted)) return [];
    const search = `profile.${attribute} eq "${wanted.toLowerCase()}"`;
    const { data } = await http.request({
      method: 'GET',
      path: '/api/v1/users',
      query: { search, limit: searched },
      answer: json(z.array(z.object({ id: z.string() }))),
      deadline,
    });
    const present = await Promise.all(data.map(({ id }) => userById(http, id, deadline)));
    return present.filter(
      (user) => user !== undefined && sameText(attributeOf(user, attribute) ?? '', wanted),
    ) as readonly OktaUser[];
  }

  return {
    async find(query: AccountQuery, options: CallOptions): Promise<readonly Account[]> {
      const deadline = startDeadline(options);
      const found =
        'objectId' in query
          ? await byAttribute(objectIdAttribute, query.objectId, deadline)
          : [await userByLogin(http, query.userName, deadline)].filter((user) => user !== undefined);
      return Promise.all(found.slice(0, 2).map((user) => accountOf(user, deadline)));
    },
    async findByEmail(email: string, options: CallOptions): Promise<readonly Account[]> {
      const deadline = startDeadline(options);
      const found = await byAttribute('email', email.trim(), deadline);
      return Promise.all(found.slice(0, 2).map((user) => accountOf(user, deadline)));
    },
    async get(id: string, options: CallOptions): Promise<Account | undefined> {
      const deadline = startDeadline(options);
      const user = await userById(http, id, deadline);
      return user && accountOf(user, deadline);
    },
    accountOf,
    groupsOf,
    objectIdOf,
  };
}

/** Whoever has not been activated yet, or has been suspended, is helped by people. So is what Okta may add to this list. */
const statuses: Readonly<Record<string, AccountStatus>> = {
  ACTIVE: 'active',
  PASSWORD_EXPIRED: 'active',
  RECOVERY: 'active',
  PROVISIONED: 'active',
  LOCKED_OUT: 'locked',
};

export function statusOf({ status }: OktaUser): AccountStatus {
  return (Object.hasOwn(statuses, status) ? statuses[status] : undefined) ?? 'disabled';
}

function disabledBecause({ status }: OktaUser): Account['disabledBecause'] {
  if (status === 'SUSPENDED') return 'suspended';
  return status === 'STAGED' ? 'not-activated' : undefined;
}

/** ISO 8601 in UTC; undefined for what is no instant. */
export function instantOf(text: string | null | undefined): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

export function displayNameOf(user: OktaUser): string {
  const names = ['firstName', 'lastName'].flatMap((name) => attributeOf(user, name) ?? []);
  return attributeOf(user, 'displayName') ?? (names.join(' ') || user.profile.login);
}
