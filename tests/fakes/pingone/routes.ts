/** The endpoints that the product uses, each with what it takes and what it answers. */
import { comparisonsOf, ExpressionError, matches, parseExpression } from '../okta/scim';
import { deviceBody, membershipBody, type Place, passwordBody, roleBody, userBody } from './bodies';
import { errors } from './errors';
import type { Assumptions, PingOneUser } from './model';
import type { Pages } from './paging';
import type { State } from './state';

export type Call = {
  readonly url: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
};
export type World = {
  readonly state: State;
  readonly pages: Pages;
  readonly assume: Assumptions;
  readonly place: () => Place;
  complain(why: string): void;
};
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the environment; `{name}` is a parameter. */
  readonly path: string;
  readonly query?: readonly string[];
  /** The media types that a POST may have. */
  readonly types?: readonly string[];
  handle(call: Call, world: World): { readonly status: number; readonly body?: unknown };
};

const paged = ['limit', 'cursor', 'filter', 'expand', 'order'] as const;
const standard = ['id', 'username', 'email', 'externalId', 'enabled', 'type', 'population.id', 'accountId'];

const ok = (body: unknown) => ({ status: 200, body });

function userOf({ parameters }: Call, { state }: World): PingOneUser {
  const user = state.users.get(parameters.user ?? '');
  if (!user) throw errors.notFound();
  return user;
}

function filtered(call: Call, world: World): readonly unknown[] {
  const { state, assume, place, complain } = world;
  const bodies = [...state.users.values()].map((user) => userBody(user, place()));
  const filter = call.query.get('filter');
  if (filter === null) return bodies;
  try {
    const expression = parseExpression(filter);
    const custom = new Set([...state.users.values()].flatMap(({ attributes }) => Object.keys(attributes)));
    for (const { path, operator } of comparisonsOf(expression)) {
      if (standard.includes(path) || custom.has(path)) continue;
      complain(`A filter on ${path} ${operator}`);
      throw errors.invalid('filter', `Attribute ${path} is not supported.`);
    }
    return bodies.filter((body) => matches(expression, body, assume.filterMindsCase));
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    complain(`The filter ${filter} is unreadable: ${error.message}`);
    throw errors.invalid('filter', error.message);
  }
}

/** Both unlocks: the one that the media type names, of what is locked or not. */
function unlock(what: 'account' | 'password'): Route['handle'] {
  return (call, world) => {
    const user = userOf(call, world);
    const { unlockOfUnlocked, accountUnlockFreesPassword } = world.assume;
    const isLocked = what === 'account' ? user.account.status === 'LOCKED' : isPasswordLocked(user);
    if (!isLocked && unlockOfUnlocked === 'refused') throw errors.failed(`The ${what} is not locked.`);
    if (what === 'password' || accountUnlockFreesPassword) {
      if (isPasswordLocked(user)) user.passwordStatus = 'OK';
    }
    // Where wrong passwords show in the account, only the password's unlock takes that away.
    const byPassword = user.account.status === 'LOCKED' && !user.account.lockedAt;
    if (what === 'account' ? !byPassword || accountUnlockFreesPassword : byPassword)
      user.account = { status: 'OK' };
    return ok(what === 'account' ? userBody(user, world.place()) : passwordBody(user, world.place()));
  };
}

const isPasswordLocked = ({ passwordStatus }: PingOneUser) => passwordStatus === 'PASSWORD_LOCKED_OUT';

/** A list under the user: what of them, as which bodies. */
function listed(
  name: string,
  items: (user: PingOneUser, world: World, call: Call) => readonly unknown[],
): Route['handle'] {
  return (call, world) => ok(world.pages.of(name, items(userOf(call, world), world, call), call));
}

export const routes: readonly Route[] = [
  {
    ...{ method: 'GET', path: '/users', query: paged },
    handle: (call, world) => ok(world.pages.of('users', filtered(call, world), call)),
  },
  {
    ...{ method: 'GET', path: '/users/{user}', query: ['include', 'expand'] },
    handle: (call, world) => ok(userBody(userOf(call, world), world.place())),
  },
  {
    ...{ method: 'POST', path: '/users/{user}' },
    types: ['application/vnd.pingidentity.account.unlock+json'],
    handle: unlock('account'),
  },
  {
    ...{ method: 'GET', path: '/users/{user}/password', query: ['expand'] },
    handle: (call, world) => ok(passwordBody(userOf(call, world), world.place())),
  },
  {
    ...{ method: 'POST', path: '/users/{user}/password' },
    types: ['application/vnd.pingidentity.password.unlock+json'],
    handle: unlock('password'),
  },
  {
    ...{ method: 'GET', path: '/users/{user}/devices', query: paged },
    handle: listed('devices', ({ id, devices }, { place }, { query }) => {
      const status = /^status eq "(\w+)"$/.exec(query.get('filter') ?? '')?.[1];
      return devices
        .filter((device) => status === undefined || device.status === status)
        .map((device) => deviceBody(device, id, place()));
    }),
  },
  {
    ...{ method: 'DELETE', path: '/users/{user}/devices/{device}' },
    handle: (call, world) => {
      const user = userOf(call, world);
      const at = user.devices.findIndex(({ id }) => id === call.parameters.device);
      if (at < 0) throw errors.notFound();
      user.devices.splice(at, 1);
      return { status: 204 };
    },
  },
  {
    ...{ method: 'GET', path: '/users/{user}/memberOfGroups', query: paged },
    handle: listed('groupMemberships', ({ groups }, { state, place }) =>
      groups.flatMap((id) => {
        const group = state.groups.get(id);
        return group ? [membershipBody(group, place())] : [];
      }),
    ),
  },
  {
    ...{ method: 'GET', path: '/users/{user}/roleAssignments', query: ['expand', 'limit', 'cursor'] },
    handle: listed('roleAssignments', ({ roles }, { place }) => roles.map((role) => roleBody(role, place()))),
  },
  {
    ...{ method: 'GET', path: '/groups/{group}/roleAssignments', query: ['expand', 'limit', 'cursor'] },
    handle: (call, world) => {
      const group = world.state.groups.get(call.parameters.group ?? '');
      if (!group) throw errors.notFound();
      const bodies = group.roles.map((role) => roleBody(role, world.place()));
      return ok(world.pages.of('roleAssignments', bodies, call));
    },
  },
  {
    ...{ method: 'GET', path: '/users/{user}/sessions', query: ['limit', 'cursor'] },
    handle: listed('sessions', ({ id: user, sessions }) =>
      [...sessions].map((id) => ({ id, user: { id: user } })),
    ),
  },
  {
    ...{ method: 'DELETE', path: '/users/{user}/sessions/{session}' },
    handle: (call, world) => {
      if (!userOf(call, world).sessions.delete(call.parameters.session ?? '')) throw errors.notFound();
      return { status: 204 };
    },
  },
];
