/**
 * PingID behind the port of all identity providers: accounts by their names, and the devices paired with them. It
 * knows no object ids, no groups and no passwords, so an account's name is its id, and its link is the UPN.
 */
import type { Account, AccountStatus } from '../../../../domain/account';
import type {
  CallOptions,
  IdentityProvider,
  RemoveFactorAnswer,
} from '../../../../domain/ports/identity-provider';
import { type Deadline, startDeadline } from '../../../http/deadline';
import { afterActing, hasFault } from '../../../http/http-error';
import { createPingIdApi, type PingIdApi, type PingIdApiDeps, type PingIdUser } from './api';
import { devicesOf, factorOf } from './devices';
import { isWholeNumber } from './exact-json';
import { createInspection } from './inspection';

/** Control characters are in nobody's name, and nothing is asked for without one. */
const possibleName = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
/** Asking for somebody who isn't there proves address, key and token as well. */
const nobody = 'account-access-check';

export function createPingIdProvider(deps: PingIdApiDeps): IdentityProvider & { readonly close: () => void } {
  const api = createPingIdApi(deps);
  const check = async (options: CallOptions): Promise<void> => {
    await api.userDetails(nobody, startDeadline(options));
  };
  return {
    id: 'pingid',
    check,
    inspection: createInspection(check),
    async findAccounts(query, options) {
      if (!('userName' in query)) return [];
      const found = await userNamed(api, query.userName, startDeadline(options));
      return found ? [accountOf(found)] : [];
    },
    async getAccount(id, options) {
      const found = await userNamed(api, id, startDeadline(options));
      return found && accountOf(found);
    },
    factors: {
      async list(id, options) {
        const found = await userNamed(api, id, startDeadline(options));
        return found ? devicesOf(found).map(factorOf) : [];
      },
      remove: (id, deviceId, options) => remove(api, id, deviceId, options),
    },
    close: api.close,
  };
}

/** An answer about somebody else is none. */
async function userNamed(api: PingIdApi, name: string, deadline: Deadline): Promise<PingIdUser | undefined> {
  const found = possibleName.test(name) ? await api.userDetails(name, deadline) : undefined;
  return found?.userName.toLowerCase() === name.toLowerCase() ? found : undefined;
}

async function remove(
  api: PingIdApi,
  id: string,
  deviceId: string,
  options: CallOptions,
): Promise<RemoveFactorAnswer> {
  const deadline = startDeadline(options);
  if (!possibleName.test(id) || !isWholeNumber(deviceId)) return 'was-gone';
  try {
    const answer = await api.unpair(id, deviceId, deadline);
    if (answer !== 'refused') return answer === 'unpaired' ? 'removed' : 'was-gone';
  } catch (error) {
    if (hasFault(error, 'forbidden', 'invalid') && !error.outcomeUnknown) return 'refused';
    throw error;
  }
  // Which of PingID's many refusals means "no such device" is not for sure: the list is. An earlier attempt of the
  // same request may have unpaired it.
  const now = await afterActing(userNamed(api, id, deadline));
  return now && devicesOf(now).some((device) => device.deviceId === deviceId) ? 'refused' : 'was-gone';
}

function accountOf({ userName, fname, lname, email, role, ...found }: PingIdUser): Account {
  return {
    ref: { provider: 'pingid', id: userName },
    userName,
    displayName: [fname, lname].filter(Boolean).join(' ') || userName,
    ...(email ? { email } : {}),
    status: statusOf(found),
    groups: [],
    privileged: role ? role.toUpperCase() !== 'REGULAR' : 'unknown',
  };
}

/** Suspended and not yet activated accounts are not helped: only an administrator may change that. */
function statusOf({ status, userEnabled }: Pick<PingIdUser, 'status' | 'userEnabled'>): AccountStatus {
  if (userEnabled === false || status === 'SUSPENDED' || status === 'NOT_ACTIVE') return 'disabled';
  return status === 'LOCKED' || status === 'OTP_LOCKED' ? 'locked' : 'active';
}
