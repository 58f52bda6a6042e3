/** Whether a lockout follows an unlock of ours so soon that advice is worth more than another unlock. */
import { type AccountRef, type SignInSource, sameAccount } from '../account';
import type { Deps } from '../deps';
import type { PersonKey } from '../person';
import { isOldPasswordLikely } from '../repeated-lockout';

/** The limit of unlocks (U8) knows the last of them, also those whose requests have long ended. */
const looked = 3;

export async function oldPasswordIsLikely(
  deps: Pick<Deps, 'limits' | 'requests'>,
  person: PersonKey,
  account: AccountRef,
  lockout: { readonly at: string; readonly source?: SignInSource | undefined },
): Promise<boolean> {
  const reservations = (await deps.limits.read(person, 'unlock'))?.value ?? [];
  for (const { key } of reservations.slice(-looked).toReversed()) {
    const former = (await deps.requests.read(key))?.value;
    const unlockedAt = former?.execution?.doneAt;
    if (!former?.account || !unlockedAt || !sameAccount(former.account, account)) continue;
    return isOldPasswordLikely({ unlockedAt, source: former.lockout?.source }, lockout);
  }
  return false;
}
