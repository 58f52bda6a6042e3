/** Changing users: unlock, reset of the password, of all factors, end of all sessions; and the page behind a reset link. */
import { randomBytes } from 'node:crypto';
import type { Call, Reply, Route, World } from './call';
import { errors } from './errors';
import { adminEvent } from './events';
import { userOf } from './user-routes';

const manage = ['okta.users.manage'];
const done: Reply = { status: 200, body: {} };
const linkLifeMs = 3_600_000;

function unlock(call: Call, world: World): Reply {
  const user = userOf(call, world);
  const { assume, state, log } = world;
  if (user.status === 'DEPROVISIONED') throw errors.notFound(user.id, 'User');
  const isLocked = user.status === 'LOCKED_OUT';
  const isDirectorys = user.provider.type === 'ACTIVE_DIRECTORY' || user.provider.type === 'LDAP';
  if (isLocked && isDirectorys && assume.directoryUnlock !== 'unlocked')
    throw assume.directoryUnlock === 'not-locked' ? errors.notLocked() : errors.wrongStatus();
  const isBlocked = user.blocks.length > 0 && user.status === 'ACTIVE';
  if (!isLocked && !(isBlocked && assume.deviceBlockUnlock === 'unlocked')) throw errors.notLocked();
  state.change(user, () => {
    user.status = 'ACTIVE';
    user.blocks = [];
  });
  log.add(adminEvent('user.account.unlock_by_admin', 'Unlock user account for Okta', user));
  return done;
}

function boolean(call: Call, name: string): boolean | undefined {
  const value = call.query.get(name);
  if (value === null) return undefined;
  if (value !== 'true' && value !== 'false') throw errors.validation(name, 'must be true or false');
  return value === 'true';
}

function resetPassword(call: Call, world: World): Reply {
  const sendEmail = boolean(call, 'sendEmail');
  const revoke = boolean(call, 'revokeSessions') ?? false;
  if (sendEmail === undefined) {
    world.complain('reset_password without sendEmail');
    throw errors.validation('sendEmail', 'is required');
  }
  const user = userOf(call, world);
  const { assume, state, log } = world;
  if (user.provider.type !== 'OKTA') {
    world.complain(`reset_password of an account whose password is not Okta's (${user.provider.type})`);
    if (assume.foreignPasswordReset === 'refused') throw errors.wrongStatus();
  }
  if (!assume.resetPasswordFrom.includes(user.status)) throw errors.wrongStatus();
  const token = randomBytes(15).toString('base64url');
  state.change(user, () => {
    user.status = 'RECOVERY';
    user.provider = { type: 'OKTA', name: 'OKTA' };
    user.resetToken = { token, madeAtMs: world.clock.now().getTime() };
    if (revoke) user.sessions.clear();
  });
  log.add(adminEvent('user.account.reset_password', 'Fired when the user’s password is reset', user));
  return sendEmail
    ? done
    : { status: 200, body: { resetPasswordUrl: `${world.url()}/reset_password/${token}` } };
}

function resetFactors(call: Call, world: World): Reply {
  const user = userOf(call, world);
  const { assume, state, log, clock } = world;
  if (user.status === 'DEPROVISIONED') throw errors.notFound(user.id, 'User');
  const doomed = new Set(
    user.factors
      .filter(({ factorType }) => !(factorType === 'email' && assume.emailEnrolsItself))
      .map(({ id }) => id),
  );
  const untilMs = clock.now().getTime() + assume.resetFactorsDelayMs;
  if (assume.resetFactorsDelayMs === 0)
    state.change(user, () => {
      user.factors = user.factors.filter(({ id }) => !doomed.has(id));
    });
  else state.later(untilMs, () => state.change(user, () => removeFrom(user, doomed)));
  log.add(adminEvent('user.mfa.factor.reset_all', 'Reset all factors for user', user));
  return done;
}

function removeFrom(user: { factors: { id: string }[] }, doomed: ReadonlySet<string>): void {
  user.factors.splice(0, user.factors.length, ...user.factors.filter(({ id }) => !doomed.has(id)));
}

function endSessions(call: Call, world: World): Reply {
  const user = userOf(call, world);
  boolean(call, 'oauthTokens');
  world.state.change(user, () => user.sessions.clear());
  world.log.add(adminEvent('user.session.clear', 'Clear user session', user));
  return { status: 204 };
}

const html = { 'content-type': 'text/html;charset=utf-8' };
const page = (words: string) => `<!doctype html><title>Okta</title><h1>${words}</h1>`;

/** A person opens the link; fetching it changes nothing, sending the form sets the password. */
function resetPage(call: Call, world: World): Reply {
  const nowMs = world.clock.now().getTime();
  const user = [...world.state.users.values()].find(
    ({ resetToken }) =>
      resetToken !== undefined &&
      resetToken.token === call.parameters.token &&
      nowMs - resetToken.madeAtMs < linkLifeMs,
  );
  if (!user) return { status: 403, body: page('This link is no longer valid'), headers: html };
  if (call.method === 'GET') return { status: 200, body: page('Reset your Okta password'), headers: html };
  world.state.change(user, () => {
    user.status = 'ACTIVE';
    user.passwordChanged = world.clock.now().toISOString();
    delete user.resetToken;
  });
  return { status: 200, body: page('Your password is set'), headers: html };
}

const user = '/api/v1/users/{user}';
const posted = (path: string, handle: Route['handle'], query: readonly string[] = []): Route => ({
  ...{ method: 'POST', path: `${user}/lifecycle/${path}`, scopes: manage, bucket: 'change', query, handle },
});

export const lifecycleRoutes: readonly Route[] = [
  posted('unlock', unlock),
  posted('reset_password', resetPassword, ['sendEmail', 'revokeSessions']),
  posted('reset_factors', resetFactors, ['removeRecoveryEnrollment']),
  {
    ...{ method: 'DELETE', path: `${user}/sessions`, scopes: manage, bucket: 'change' },
    query: ['oauthTokens', 'forgetDevices'],
    handle: endSessions,
  },
  { method: 'GET', path: '/reset_password/{token}', accepts: 'anything', handle: resetPage },
  { method: 'POST', path: '/reset_password/{token}', accepts: 'anything', handle: resetPage },
];
