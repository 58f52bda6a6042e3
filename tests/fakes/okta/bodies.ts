/** Users, groups, roles, factors and policies as they stand in Okta's answers. */
import type { OktaFactor, OktaGroup, OktaRole, OktaUser, PasswordPolicy } from './model';

type Body = Record<string, unknown>;

const typeId = 'otyc04qb2rUDcq2YA4x6';

/** @param form a list's users carry fewer links than one that was asked for by id */
export function wireUser(user: OktaUser, base: string, form: 'list' | 'single'): Body {
  const { id, status, created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged } = user;
  const self = `${base}/api/v1/users/${id}`;
  const post = (path: string) => ({ href: `${self}/${path}`, method: 'POST' });
  return {
    ...{ id, status, created, activated, statusChanged, lastLogin, lastUpdated, passwordChanged },
    type: { id: typeId },
    profile: { ...user.profile },
    credentials: {
      password: {},
      emails: [{ value: user.profile.email, status: 'VERIFIED', type: 'PRIMARY' }],
      provider: { ...user.provider },
    },
    _links: {
      ...(form === 'single' && {
        suspend: post('lifecycle/suspend'),
        resetPassword: post('lifecycle/reset_password'),
        expirePassword: post('lifecycle/expire_password'),
        deactivate: post('lifecycle/deactivate'),
        ...(status === 'LOCKED_OUT' && { unlock: post('lifecycle/unlock') }),
        ...(user.factors.length > 0 && { resetFactors: post('lifecycle/reset_factors') }),
      }),
      self: { href: self },
    },
  };
}

/** The answer in the form of `fields=id,status,profile:(firstName,lastName)`. */
export function projected(body: Body, fields: string): Body {
  const chosen: Body = {};
  for (const [, name = '', inner] of fields.matchAll(/([\w-]+)(?::\(([^)]*)\))?/g)) {
    if (!(name in body)) continue;
    const names = inner?.split(',').map((one) => one.trim());
    const value = body[name] as Body;
    chosen[name] = names
      ? Object.fromEntries(Object.entries(value).filter(([key]) => names.includes(key)))
      : value;
  }
  return { ...chosen, _links: body._links };
}

export function wireGroup(group: OktaGroup, base: string): Body {
  return {
    id: group.id,
    created: '2026-01-05T08:00:00.000Z',
    lastUpdated: '2026-01-05T08:00:00.000Z',
    lastMembershipUpdated: '2026-01-05T08:00:00.000Z',
    objectClass: ['okta:user_group'],
    type: group.name === 'Everyone' ? 'BUILT_IN' : 'OKTA_GROUP',
    profile: { name: group.name, description: null },
    _links: { users: { href: `${base}/api/v1/groups/${group.id}/users` } },
  };
}

export function wireRole(role: OktaRole, user: OktaUser, base: string): Body {
  return {
    ...role,
    status: 'ACTIVE',
    created: '2026-01-05T08:00:00.000Z',
    lastUpdated: '2026-01-05T08:00:00.000Z',
    _links: { assignee: { href: `${base}/api/v1/users/${user.id}` } },
  };
}

export function wireFactor(factor: OktaFactor, user: OktaUser, base: string): Body {
  const { hidden: _, ...body } = factor;
  const owner = `${base}/api/v1/users/${user.id}`;
  return {
    ...body,
    _links: {
      self: { href: `${owner}/factors/${factor.id}`, hints: { allow: ['GET', 'DELETE'] } },
      user: { href: owner, hints: { allow: ['GET'] } },
    },
  };
}

export function wirePolicy(policy: PasswordPolicy, base: string): Body {
  const self = `${base}/api/v1/policies/${policy.id}`;
  return {
    id: policy.id,
    status: policy.status,
    name: policy.name,
    description: null,
    priority: policy.priority,
    system: policy.system,
    conditions: {
      people: { groups: { include: [...policy.groups] } },
      authProvider: { provider: policy.provider },
    },
    created: '2026-01-05T08:00:00.000Z',
    lastUpdated: '2026-01-05T08:00:00.000Z',
    settings: {
      password: {
        complexity: { minLength: 12, minLowerCase: 1, minUpperCase: 1, minNumber: 1, minSymbol: 0 },
        age: { ...policy.age },
        lockout: { ...policy.lockout, userLockoutNotificationChannels: [], showLockoutFailures: false },
      },
      recovery: { factors: { okta_email: { status: 'ACTIVE' } } },
      delegation: { options: { skipUnlock: policy.skipUnlock } },
    },
    type: 'PASSWORD',
    _links: { self: { href: self }, rules: { href: `${self}/rules` } },
  };
}
