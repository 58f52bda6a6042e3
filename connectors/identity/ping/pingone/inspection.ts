/** What an operator may have tried of an environment of PingOne: each right that the connector reads by, on one user. */
import { z } from 'zod';
import type { Inspection, Probe } from '../../../../domain/ports/inspection';
import { type Deadline, startDeadline } from '../../../http/deadline';
import { HttpError } from '../../../http/http-error';
import type { PingOneApi } from './api';
import { objectIdOf, type PingOneUser, pingOneUser, userNameOf } from './users';

const sampled = 25;

const role =
  'Give the worker application the role Identity Data Admin, for the environment or for the populations of the people who are to be helped (docs/connectors.md#pingone).';

export function createInspection(api: PingOneApi, objectIdAttribute: string): Inspection {
  async function users(limit: number, deadline: Deadline): Promise<readonly PingOneUser[]> {
    const items = { name: 'users', shape: pingOneUser, query: { limit }, enough: limit };
    const found = await api.list('/users', {}, items, deadline);
    if (!found) throw new HttpError({ client: 'pingone', fault: 'not-found' });
    return found;
  }

  /** One list that stands below a user. */
  const below = (name: string, path = name): Probe['run'] => {
    return async (options) => {
      const deadline = startDeadline(options);
      const [user] = await users(1, deadline);
      if (!user) return 'nothing-there';
      const items = { name, shape: z.looseObject({}), enough: 1 };
      await api.list(`/users/{user}/${path}`, { user: user.id }, items, deadline);
      return 'seen';
    };
  };

  return {
    probes: [
      {
        what: 'sign in, read users',
        run: async (options) =>
          (await users(1, startDeadline(options))).length > 0 ? 'seen' : 'nothing-there',
        advice: {
          refused: role,
          'not-found':
            'PingOne knows no such environment: compare PINGONE_ENVIRONMENT_ID, and its region, with the console.',
        },
      },
      {
        what: 'read groups of users',
        run: below('groupMemberships', 'memberOfGroups'),
        advice: { refused: role },
      },
      {
        what: 'read role assignments',
        run: below('roleAssignments'),
        advice: { refused: `Without it nobody is helped: everybody counts as an administrator. ${role}` },
      },
      { what: 'read devices', serves: 'factors', run: below('devices'), advice: { refused: role } },
      { what: 'read sessions', serves: 'factors', run: below('sessions'), advice: { refused: role } },
    ],
    untried: [
      { what: 'unlock', serves: 'unlock', needs: role },
      { what: 'remove devices, end sessions', serves: 'factors', needs: role },
    ],
    async sample(options) {
      const found = await users(sampled, startDeadline(options));
      return found.map((user) => {
        const objectId = objectIdOf(user, objectIdAttribute);
        return { userName: userNameOf(user), ...(objectId ? { objectId } : {}) };
      });
    },
  };
}
