/** Factors: the list as the caller's network zone sees it, and removal with what goes along with it. */
import { wireFactor } from './bodies';
import type { Call, Reply, Route, World } from './call';
import { errors } from './errors';
import { adminEvent } from './events';
import type { OktaFactor, OktaUser } from './model';
import { userOf } from './user-routes';

/** What Okta Verify enrols together goes together. */
const oktaVerify = ['push', 'signed_nonce', 'token:software:totp'];

/** @throws OktaError E0000007 for deactivated users, which have no factors any more */
function ownerOf(call: Call, world: World): OktaUser {
  const user = userOf(call, world);
  if (user.status === 'DEPROVISIONED') throw errors.notFound(user.id, 'User');
  return user;
}

function factorOf(call: Call, user: OktaUser): OktaFactor {
  const id = call.parameters.factor ?? '';
  const factor = user.factors.find((one) => one.id === id);
  if (!factor) throw errors.notFound(id, 'UserFactor');
  return factor;
}

function list(call: Call, world: World): Reply {
  const user = ownerOf(call, world);
  const shown = user.factors.filter(({ hidden }) => !hidden);
  return { status: 200, body: shown.map((factor) => wireFactor(factor, user, world.url())) };
}

function one(call: Call, world: World): Reply {
  const user = ownerOf(call, world);
  return { status: 200, body: wireFactor(factorOf(call, user), user, world.url()) };
}

function remove(call: Call, world: World): Reply {
  const user = ownerOf(call, world);
  const factor = factorOf(call, user);
  const cascades = ['push', 'signed_nonce'].includes(factor.factorType);
  const goes = (other: OktaFactor): boolean =>
    other.id === factor.id ||
    (cascades && other.provider === 'OKTA' && oktaVerify.includes(other.factorType));
  if (!(factor.factorType === 'email' && world.assume.emailEnrolsItself))
    world.state.change(user, () => {
      user.factors = user.factors.filter((other) => !goes(other));
    });
  world.log.add(adminEvent('user.mfa.factor.deactivate', 'Reset factor for user', user));
  return { status: 204 };
}

const path = '/api/v1/users/{user}/factors';

export const factorRoutes: readonly Route[] = [
  { method: 'GET', path, scopes: ['okta.users.read'], bucket: 'user', handle: list },
  { method: 'GET', path: `${path}/{factor}`, scopes: ['okta.users.read'], bucket: 'user', handle: one },
  {
    ...{ method: 'DELETE', path: `${path}/{factor}`, scopes: ['okta.users.manage'], bucket: 'change' },
    query: ['removeRecoveryEnrollment'],
    handle: remove,
  },
];
