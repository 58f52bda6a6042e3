/** Reading users: by id or login, lists by search, filter and name, and what hangs on a user. */
import { projected, wireGroup, wireRole, wireUser } from './bodies';
import { type Call, linkTo, type Reply, type Route, type World } from './call';
import { errors } from './errors';
import type { OktaUser } from './model';
import { comparisonsOf, type Expression, matches, parseExpression } from './scim';

const read = ['okta.users.read'];
const pageMaximum = 200;
const filterable = ['status', 'lastUpdated', 'id', 'profile.login', 'profile.email'];
const searchable = ['id', 'status', 'created', 'activated', 'statusChanged', 'lastUpdated', 'type.id'];
const filterNames = [...filterable, 'profile.firstName', 'profile.lastName'];

/** @throws OktaError E0000007 */
export function userOf(call: Call, world: World): OktaUser {
  const wanted = call.parameters.user ?? '';
  const user = world.state.find(wanted);
  if (!user) throw errors.notFound(wanted, 'User');
  return user;
}

function one(call: Call, world: World): Reply {
  if (call.parameters.user === 'me') {
    const owner = call.caller.owner === undefined ? undefined : world.state.find(call.caller.owner);
    if (!owner) throw errors.notFound('me', 'User');
    return { status: 200, body: wireUser(owner, world.url(), 'single') };
  }
  const body = wireUser(userOf(call, world), world.url(), 'single');
  const fields = call.query.get('fields');
  return { status: 200, body: fields === null ? body : projected(body, fields) };
}

type Bodies = readonly Record<string, unknown>[];

function parsed(text: string, isAllowed: (path: string, operator: string) => boolean): Expression {
  try {
    const expression = parseExpression(text);
    const refused = comparisonsOf(expression).find(({ path, operator }) => !isAllowed(path, operator));
    if (refused) throw new Error(`${refused.path} ${refused.operator}`);
    return expression;
  } catch (error) {
    throw errors.badSearch(error instanceof Error ? error.message : '');
  }
}

function found(call: Call, world: World): Bodies {
  const { state } = world;
  const [search, filter, q] = ['search', 'filter', 'q'].map((name) => call.query.get(name));
  if (search !== null && search !== undefined) {
    const attributes = new Set([...state.users.values()].flatMap(({ profile }) => Object.keys(profile)));
    const isAllowed = (path: string) =>
      searchable.includes(path) ||
      (path.startsWith('profile.') &&
        (attributes.has(path.slice(8)) || world.state.attributes.has(path.slice(8))));
    const expression = parsed(search, isAllowed);
    return state.searchable().filter((body) => matches(expression, body, false));
  }
  const live = [...state.users.values()].map((user) => wireUser(user, '', 'list'));
  if (filter !== null && filter !== undefined) {
    const expression = parsed(
      filter,
      (path, operator) =>
        filterNames.includes(path) &&
        (operator === 'eq' || (path === 'lastUpdated' && /^[gl]/.test(operator))),
    );
    // The index of a filter knows the values exactly as they are written.
    return live.filter((body) => matches(expression, body, true));
  }
  if (q === null || q === undefined) return live.filter(({ status }) => status !== 'DEPROVISIONED');
  const start = q.toLowerCase();
  return live.filter(({ profile }) =>
    ['firstName', 'lastName', 'email'].some((name) =>
      String((profile as Record<string, unknown>)[name] ?? '')
        .toLowerCase()
        .startsWith(start),
    ),
  );
}

function list(call: Call, world: World): Reply {
  const limitText = call.query.get('limit') ?? (call.query.has('q') ? '10' : String(pageMaximum));
  const limit = Number(limitText);
  if (!/^\d+$/.test(limitText) || limit < 1 || limit > pageMaximum) {
    world.complain(`limit=${limitText}`);
    throw errors.validation('limit', `1 to ${pageMaximum}`);
  }
  let from = '';
  if (call.query.has('after')) {
    const position = world.links.positionOf(call.target);
    if (position === undefined) world.complain(`Not a next link as it was handed out: ${call.target}`);
    if (position === undefined || position === 'lost') throw errors.validation('after', 'invalid cursor');
    from = position.position as string;
  }
  const matching = found(call, world)
    .filter(({ id }) => String(id) > from)
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  const page = matching.slice(0, limit);
  const links = [linkTo(`${world.url()}${call.target}`, 'self')];
  if (matching.length > limit && !call.query.has('q')) {
    const bare = call.target.replace(/([?&])after=[^&]*&?/, '$1').replace(/[?&]$/, '');
    links.push(linkTo(world.links.issue(world.url(), bare, page.at(-1)?.id), 'next'));
  }
  const fields = call.query.get('fields');
  const rebased = page.map((body) => ({
    ...body,
    _links: { self: { href: `${world.url()}/api/v1/users/${String(body.id)}` } },
  }));
  return {
    status: 200,
    body: fields === null ? rebased : rebased.map((body) => projected(body, fields)),
    links,
  };
}

function groups(call: Call, world: World): Reply {
  const user = userOf(call, world);
  const mine = user.groups.flatMap((id) => world.state.groups.get(id) ?? []);
  return {
    status: 200,
    body: mine.map((group) => wireGroup(group, world.url())),
    links: [linkTo(`${world.url()}${call.target}`, 'self')],
  };
}

function roles(call: Call, world: World): Reply {
  const user = userOf(call, world);
  const byGroup = user.groups.flatMap((id) => world.state.groups.get(id)?.roles ?? []);
  return { status: 200, body: [...user.roles, ...byGroup].map((role) => wireRole(role, user, world.url())) };
}

const blocks = (call: Call, world: World): Reply => ({ status: 200, body: userOf(call, world).blocks });

function linkedObjects(call: Call, world: World): Reply {
  const primary = userOf(call, world).linkedObjects[call.parameters.relationship ?? ''];
  const href = `${world.url()}/api/v1/users/${primary}`;
  return { status: 200, body: primary === undefined ? [] : [{ _links: { self: { href } } }] };
}

const listQuery = ['q', 'after', 'limit', 'filter', 'search', 'sortBy', 'sortOrder', 'expand', 'fields'];
const path = '/api/v1/users';

export const userRoutes: readonly Route[] = [
  { method: 'GET', path, query: listQuery, scopes: read, bucket: 'users', handle: list },
  {
    ...{ method: 'GET', path: `${path}/{user}`, scopes: read, bucket: 'user', handle: one },
    query: ['expand', 'fields'],
  },
  { method: 'GET', path: `${path}/{user}/groups`, scopes: read, bucket: 'user', handle: groups },
  {
    ...{ method: 'GET', path: `${path}/{user}/roles`, scopes: ['okta.roles.read'], handle: roles },
    query: ['expand'],
  },
  { method: 'GET', path: `${path}/{user}/blocks`, scopes: read, bucket: 'user', handle: blocks },
  {
    ...{ method: 'GET', path: `${path}/{user}/linkedObjects/{relationship}`, scopes: read },
    handle: linkedObjects,
  },
];
