/**
 * PingOne knows two locks: the account's (wrong codes, or an administrator) and the password's (wrong passwords). Each
 * is taken away by a request of its own.
 */
import { z } from 'zod';
import type { UnlockCapability } from '../../../../domain/ports/identity-provider';
import { type Deadline, startDeadline } from '../../../http/deadline';
import { afterActing, hasFault } from '../../../http/http-error';
import type { PingOneApi } from './api';
import { isAccountLocked, type PingOneUser, pingOneUser, statusOf } from './users';

const unlockAccount = 'application/vnd.pingidentity.account.unlock+json';
const unlockPassword = 'application/vnd.pingidentity.password.unlock+json';

const passwordState = z.object({ status: z.string() });

/**
 * Whether wrong passwords locked the password. Somebody else's password (another identity provider's), none at all and
 * one whose state we may not read count as not locked: then the account's own state decides.
 */
export async function isPasswordLocked(api: PingOneApi, user: string, deadline: Deadline): Promise<boolean> {
  try {
    const state = await api.read('/users/{user}/password', { user }, passwordState, deadline);
    return /LOCKED/i.test(state?.status ?? '');
  } catch (error) {
    if (hasFault(error, 'forbidden', 'invalid', 'conflict')) return false;
    throw error;
  }
}

type State = { readonly user: PingOneUser; readonly passwordLocked: boolean };

async function stateOf(api: PingOneApi, id: string, deadline: Deadline): Promise<State | undefined> {
  const [user, passwordLocked] = await Promise.all([
    api.read('/users/{user}', { user: id }, pingOneUser, deadline),
    isPasswordLocked(api, id, deadline),
  ]);
  return user && { user, passwordLocked };
}

export function createUnlock(api: PingOneApi): UnlockCapability {
  return {
    selfService: true,
    async unlock(id, _by, options) {
      const deadline = startDeadline(options);
      const state = await stateOf(api, id, deadline);
      if (!state || statusOf(state.user, state.passwordLocked) === 'disabled') return 'refused';
      const { user, passwordLocked } = state;
      const accountLocked = isAccountLocked(user);
      if (!accountLocked && !passwordLocked) return 'was-not-locked';
      let acted = false;
      const taken = async (path: string, type: string): Promise<boolean> => {
        const step = api.act(path, { user: id }, type, deadline);
        try {
          await (acted ? afterActing(step) : step);
          acted = true;
          return true;
        } catch (error) {
          if (hasFault(error, 'forbidden', 'invalid', 'conflict', 'not-found') && !error.outcomeUnknown)
            return false;
          throw error;
        }
      };
      const account = !accountLocked || (await taken('/users/{user}', unlockAccount));
      // An account that says nothing of when it was locked was locked by wrong passwords.
      const byPassword = passwordLocked || (accountLocked && !user.account?.lockedAt);
      const password = !byPassword || (await taken('/users/{user}/password', unlockPassword));
      if (account && password) return 'unlocked';
      const now = await (acted ? afterActing(stateOf(api, id, deadline)) : stateOf(api, id, deadline));
      const isFree = now && statusOf(now.user, now.passwordLocked) === 'active';
      if (!isFree) return 'refused';
      return acted ? 'unlocked' : 'was-not-locked';
    },
  };
}
