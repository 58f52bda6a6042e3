/** What an operator may have tried of an Okta organisation: each right that the connector reads by, on one user. */
import { z } from 'zod';
import type { LockoutsCapability } from '../../../domain/ports/identity-provider';
import type { Inspection, Probe } from '../../../domain/ports/inspection';
import { json } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { readPage } from './pages';
import { readPasswordPolicies } from './password-policies';
import { attributeOf, type OktaUser, userBody } from './users';

export type InspectionDeps = {
  readonly http: HttpClient;
  readonly lockouts: LockoutsCapability;
  readonly now: () => Date;
  readonly objectIdAttribute?: string;
};

const sampled = 25;

/** A token has the rights of the account that made it; a service app needs scope and role. */
const right = (scope: string, permission: string): string =>
  `Grant the scope ${scope} (service app), and an admin role that may ${permission} (docs/connectors.md#okta).`;

export function createInspection(deps: InspectionDeps): Inspection {
  const { http, lockouts, now, objectIdAttribute } = deps;

  async function users(limit: number, deadline: Deadline): Promise<readonly OktaUser[]> {
    const call = { method: 'GET', path: '/api/v1/users', query: { limit }, deadline } as const;
    return (await http.request({ ...call, answer: json(z.array(userBody)) })).data;
  }

  /** One list that stands below a user. */
  const below = (list: string): Probe['run'] => {
    return async (options) => {
      const deadline = startDeadline(options);
      const [user] = await users(1, deadline);
      if (!user) return 'nothing-there';
      const call = {
        method: 'GET',
        path: `/api/v1/users/{id}/${list}`,
        parameters: { id: user.id },
      } as const;
      await http.request({ ...call, answer: json(z.array(z.unknown())), deadline });
      return 'seen';
    };
  };

  return {
    probes: [
      {
        what: 'sign in, read users',
        run: async (options) =>
          (await users(1, startDeadline(options))).length > 0 ? 'seen' : 'nothing-there',
        advice: { refused: right('okta.users.read', 'view users') },
      },
      {
        // Credentials go to the configured address only: a link that leads elsewhere is not followed.
        what: 'go on to the next page of a list',
        run: async (options) => {
          const deadline = startDeadline(options);
          const path = '/api/v1/users';
          const { next } = await readPage(http, { path, query: { limit: 2 }, deadline }, z.unknown());
          if (next === undefined) return 'nothing-there';
          await readPage(http, { path, link: next, deadline }, z.unknown());
          return 'seen';
        },
        advice: {
          'bad-answer':
            'The links to further pages name another address than OKTA_ORG_URL, and are not followed: lists end after their first page. Set OKTA_ORG_URL to the address that Okta itself names, https://YOUR-ORG.okta.com for instance, where it is a custom domain now.',
        },
      },
      {
        what: 'read groups of users',
        run: below('groups'),
        advice: { refused: right('okta.users.read', 'view users and groups') },
      },
      {
        what: 'read roles of users',
        run: below('roles'),
        advice: {
          refused: `Without it nobody is helped: everybody counts as an administrator. ${right('okta.roles.read', 'see who is an administrator, Read-only Administrator for instance')}`,
        },
      },
      {
        what: 'read the System Log',
        serves: 'lockouts',
        run: async (options) => {
          await lockouts.read(undefined, now(), options);
          return 'seen';
        },
        advice: { refused: right('okta.logs.read', 'view the System Log') },
      },
      {
        what: 'read factors of users',
        serves: 'factors',
        run: below('factors'),
        advice: { refused: right('okta.users.read', 'view users’ authenticators') },
      },
      {
        what: 'read password policies',
        serves: 'passwordExpiry',
        run: async (options) =>
          (await readPasswordPolicies(http, startDeadline(options))).length > 0 ? 'seen' : 'nothing-there',
        advice: {
          refused: `Without it nobody is reminded. ${right('okta.policies.read', 'view policies')}`,
        },
      },
    ],
    untried: [
      { what: 'unlock', serves: 'unlock', needs: right('okta.users.manage', 'unlock users') },
      {
        what: 'password link',
        serves: 'passwordReset',
        needs: right('okta.users.manage', "reset users' passwords"),
      },
      {
        what: 'remove factors, end sessions',
        serves: 'factors',
        needs: right('okta.users.manage', "reset users' authenticators and clear their sessions"),
      },
    ],
    async sample(options) {
      const found = await users(sampled, startDeadline(options));
      return found.map((user) => {
        const objectId = attributeOf(user, objectIdAttribute);
        return { userName: user.profile.login, ...(objectId ? { objectId } : {}) };
      });
    },
  };
}
