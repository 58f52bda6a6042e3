/**
 * The `unlock` capability, and what really blocks where Okta speaks of no lock (O6): it says "not locked" of somebody
 * who is blocked on a device it doesn't know, and of locked accounts that come from another directory.
 */
import { z } from 'zod';
import type { Obstacle } from '../../../domain/outcome';
import type { UnlockAnswer, UnlockCapability } from '../../../domain/ports/identity-provider';
import { json, nothing } from '../../http/answer';
import type { HttpClient } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { afterActing, type HttpError, hasFault } from '../../http/http-error';
import { type OktaUser, passwordOwnerOf, userById } from './users';

const block = z.object({ appliesTo: z.string() });

/** "Unlock is not allowed for this user." */
const notLocked = 'E0000032';

export function createUnlock(http: HttpClient): UnlockCapability {
  /** Okta has refused: it is asked what the account is like, since its reasons don't tell. */
  async function whyRefused(id: string, error: HttpError, deadline: Deadline): Promise<UnlockAnswer> {
    const user = await userById(http, id, deadline);
    if (!user) return 'refused';
    if (user.status === 'LOCKED_OUT') return ownerAsObstacle(user) ?? 'refused';
    if (user.status === 'DEPROVISIONED') return 'refused';
    const saysNotLocked = error.facts.vendorCode === notLocked || error.outcomeUnknown;
    return (await obstacleOf(user, deadline)) ?? (saysNotLocked ? 'was-not-locked' : 'refused');
  }

  async function obstacleOf(user: OktaUser, deadline: Deadline): Promise<Obstacle | undefined> {
    const known = byStatus[user.status];
    if (known) return known;
    if (user.status !== 'ACTIVE' && user.status !== 'PASSWORD_EXPIRED') return undefined;
    const owner = ownerAsObstacle(user);
    if (owner) return owner;
    return (await blockOf(user.id, deadline)) ?? (user.status === 'ACTIVE' ? undefined : 'password-expired');
  }

  async function blockOf(id: string, deadline: Deadline): Promise<Obstacle | undefined> {
    try {
      const call = {
        method: 'GET',
        path: '/api/v1/users/{id}/blocks',
        parameters: { id },
        deadline,
      } as const;
      const { data } = await http.request({ ...call, answer: json(z.array(block)) });
      if (data.some(({ appliesTo }) => appliesTo === 'ANY_DEVICES')) return 'any-device';
      return data.length > 0 ? 'unknown-device' : undefined;
    } catch (error) {
      // An organisation without this feature, or a right that is missing: then nothing is known of blocks.
      if (hasFault(error, 'forbidden', 'not-found', 'invalid')) return undefined;
      throw error;
    }
  }

  return {
    selfService: true,
    async unlock(id, _by, options) {
      const deadline = startDeadline(options);
      const path = '/api/v1/users/{id}/lifecycle/unlock';
      const call = { method: 'POST', path, parameters: { id }, effect: 'repeatable', deadline } as const;
      try {
        await http.request({ ...call, answer: nothing });
        return 'unlocked';
      } catch (error) {
        if (hasFault(error, 'not-found') && !error.outcomeUnknown) return 'refused';
        if (hasFault(error, 'forbidden', 'invalid')) return afterActing(whyRefused(id, error, deadline));
        throw error;
      }
    },
    async obstacle(id, options) {
      const deadline = startDeadline(options);
      const user = await userById(http, id, deadline);
      return user && obstacleOf(user, deadline);
    },
  };
}

const byStatus: Readonly<Record<string, Obstacle>> = {
  RECOVERY: 'reset-begun',
  SUSPENDED: 'suspended',
  STAGED: 'not-activated',
  PROVISIONED: 'not-activated',
};

/** Whoever owns the password owns its locks too. */
function ownerAsObstacle(user: OktaUser): Obstacle | undefined {
  const owner = passwordOwnerOf(user);
  if (owner === 'directory') return 'directory-sourced';
  return owner === 'federation' ? 'federated' : undefined;
}
