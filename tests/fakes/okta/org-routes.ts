/** What is the organisation's rather than a user's: password policies with their rules, and who it is. */
import { wirePolicy } from './bodies';
import type { Call, Reply, Route, World } from './call';
import { linkTo } from './call';
import { errors } from './errors';

const types = [
  'OKTA_SIGN_ON',
  'PASSWORD',
  'MFA_ENROLL',
  'IDP_DISCOVERY',
  'ACCESS_POLICY',
  'PROFILE_ENROLLMENT',
];
const policyRights = { scopes: ['okta.policies.read'], bucket: 'policies' };

function policies(call: Call, world: World): Reply {
  const type = call.query.get('type');
  if (type === null || !types.includes(type)) {
    world.complain(`policies without a type that Okta knows: ${type}`);
    throw errors.validation('type', "The 'type' parameter is required");
  }
  const status = call.query.get('status');
  const wanted = type === 'PASSWORD' ? world.state.policies : [];
  const shown = wanted.filter((policy) => status === null || policy.status === status);
  // Okta doesn't promise an order; a client must go by priority.
  const body = [...shown].reverse().map((policy) => wirePolicy(policy, world.url()));
  return { status: 200, body, links: [linkTo(`${world.url()}${call.target}`, 'self')] };
}

function rules(call: Call, world: World): Reply {
  const id = call.parameters.policy ?? '';
  if (!world.state.policies.some((policy) => policy.id === id)) throw errors.notFound(id, 'Policy');
  const allow = { access: 'ALLOW' };
  const rule = {
    ...{
      id: `${id}rule`,
      type: 'PASSWORD',
      status: 'ACTIVE',
      name: 'Default Rule',
      priority: 1,
      system: true,
    },
    conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
    actions: {
      passwordChange: allow,
      selfServicePasswordReset: allow,
      selfServiceUnlock: { access: 'DENY' },
    },
  };
  return { status: 200, body: [rule] };
}

const org = (_: Call, world: World): Reply => ({
  status: 200,
  body: {
    ...{ id: '00o1n8sbwArJ7OQRw406', subdomain: 'contoso', companyName: 'Contoso', status: 'ACTIVE' },
    ...{ created: '2026-01-05T08:00:00.000Z', website: null, phoneNumber: null, supportPhoneNumber: null },
    _links: { organization: { href: world.url() } },
  },
});

const wellKnown = (_: Call, world: World): Reply => ({
  status: 200,
  body: {
    id: '00o1n8sbwArJ7OQRw406',
    pipeline: 'idx',
    _links: { organization: { href: world.url() } },
  },
});

const listQuery = ['type', 'status', 'q', 'expand', 'sortBy', 'limit', 'resourceId', 'after'];

export const orgRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v1/policies', query: listQuery, ...policyRights, handle: policies },
  {
    method: 'GET',
    path: '/api/v1/policies/{policy}/rules',
    query: ['limit'],
    ...policyRights,
    handle: rules,
  },
  { method: 'GET', path: '/api/v1/org', scopes: ['okta.orgs.read'], handle: org },
  { method: 'GET', path: '/.well-known/okta-organization', handle: wellKnown },
];
