/** PingOne behind the port of all identity providers. It has no feed of lockouts and no links for passwords. */
import { z } from 'zod';
import type { Account } from '../../../../domain/account';
import { CodedError } from '../../../../domain/errors';
import type { IdentityProvider } from '../../../../domain/ports/identity-provider';
import { type Deadline, startDeadline } from '../../../http/deadline';
import { createPingOneApi, type PingOneApiDeps } from './api';
import { createFactors } from './devices';
import { membershipsOf, privilegedOf } from './privileges';
import { createSessions } from './sessions';
import { createUnlock, isPasswordLocked } from './unlock';
import { accountOf, findUsers, type PingOneUser, pingOneUser } from './users';

export type PingOneProviderDeps = PingOneApiDeps & {
  /** Policy `providers.pingone.objectIdAttribute`: where a user holds the Entra object id. */
  readonly objectIdAttribute: string;
};

export function createPingOneProvider(
  deps: PingOneProviderDeps,
): IdentityProvider & { readonly close: () => void } {
  const api = createPingOneApi(deps);
  const { objectIdAttribute } = deps;

  /** What stands beside the user is asked for at the same time. */
  async function detailed(user: PingOneUser, deadline: Deadline): Promise<Account> {
    const memberships = membershipsOf(api, user.id, deadline);
    const [groups, privileged, passwordLocked] = await Promise.all([
      memberships,
      privilegedOf(api, user.id, memberships, deadline),
      isPasswordLocked(api, user.id, deadline),
    ]);
    return accountOf(user, { memberships: groups, privileged, passwordLocked }, objectIdAttribute);
  }

  return {
    id: 'pingone',
    async check(options) {
      const items = { name: 'users', shape: z.looseObject({}), query: { limit: 1 }, enough: 1 };
      const found = await api.list('/users', {}, items, startDeadline(options));
      if (!found) throw new CodedError('not-found', 'pingone: there is no such environment');
    },
    async findAccounts(query, options) {
      const deadline = startDeadline(options);
      const users = await findUsers(api, query, objectIdAttribute, deadline);
      return Promise.all(users.map((user) => detailed(user, deadline)));
    },
    async getAccount(id, options) {
      const deadline = startDeadline(options);
      const user = await api.read('/users/{user}', { user: id }, pingOneUser, deadline);
      return user && (await detailed(user, deadline));
    },
    unlock: createUnlock(api),
    factors: createFactors(api),
    sessions: createSessions(api),
    close: api.close,
  };
}
