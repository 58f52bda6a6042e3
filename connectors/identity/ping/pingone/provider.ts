/** PingOne behind the port of all identity providers. It has no feed of lockouts and no links for passwords. */
import { z } from 'zod';
import type { Account } from '../../../../domain/account';
import { CodedError } from '../../../../domain/errors';
import type { CallOptions, IdentityProvider } from '../../../../domain/ports/identity-provider';
import { type Deadline, startDeadline } from '../../../http/deadline';
import { createPingOneApi, type PingOneApiDeps } from './api';
import { createFactors } from './devices';
import { createInspection } from './inspection';
import { membershipsOf, privilegedOf } from './privileges';
import { createSessions } from './sessions';
import { createUnlock, isPasswordLocked } from './unlock';
import { accountOf, findUsers, type PingOneUserDetails, pingOneUser, type UserQuery } from './users';

export type PingOneProviderDeps = PingOneApiDeps & {
  /** Policy `providers.pingone.objectIdAttribute`: where a user holds the Entra object id. */
  readonly objectIdAttribute: string;
};

export function createPingOneProvider(
  deps: PingOneProviderDeps,
): IdentityProvider & { readonly close: () => void } {
  const api = createPingOneApi(deps);
  const { objectIdAttribute } = deps;

  /** What stands beside the user is asked for at the same time: a turn is short, and PingOne may be far. */
  async function detailsOf(id: string, deadline: Deadline): Promise<PingOneUserDetails> {
    const asked = membershipsOf(api, id, deadline);
    const [memberships, privileged, passwordLocked] = await Promise.all([
      asked,
      privilegedOf(api, id, asked, deadline),
      isPasswordLocked(api, id, deadline),
    ]);
    return { memberships, privileged, passwordLocked };
  }

  async function found(query: UserQuery, options: CallOptions): Promise<readonly Account[]> {
    const deadline = startDeadline(options);
    const users = await findUsers(api, query, objectIdAttribute, deadline);
    const accounts = users.map(async (user) =>
      accountOf(user, await detailsOf(user.id, deadline), objectIdAttribute),
    );
    return Promise.all(accounts);
  }

  return {
    id: 'pingone',
    async check(options) {
      const items = { name: 'users', shape: z.looseObject({}), query: { limit: 1 }, enough: 1 };
      const found = await api.list('/users', {}, items, startDeadline(options));
      if (!found) throw new CodedError('not-found', 'pingone: there is no such environment');
    },
    findAccounts: found,
    findByEmail: (email, options) => found({ email: email.trim() }, options),
    async getAccount(id, options) {
      const deadline = startDeadline(options);
      const [user, details] = await Promise.all([
        api.read('/users/{user}', { user: id }, pingOneUser, deadline),
        detailsOf(id, deadline),
      ]);
      return user && accountOf(user, details, objectIdAttribute);
    },
    unlock: createUnlock(api),
    factors: createFactors(api),
    sessions: createSessions(api),
    inspection: createInspection(api, objectIdAttribute),
    close: api.close,
  };
}
