/** R3: for whom a temporary password is made at all. The first rule that says no is the one that the log names. */
import type { Deps } from '../../deps';
import type { MobileRefusal } from '../../mobile-reset/request';
import { personKey } from '../../person';
import type { TemporaryPasswordCandidate } from '../../ports/temporary-password';
import { hasAny } from '../reserve';

export async function whyRefused(
  deps: Pick<Deps, 'policy' | 'limits' | 'clock' | 'tenantId'>,
  candidates: readonly TemporaryPasswordCandidate[],
): Promise<MobileRefusal | undefined> {
  const [candidate, other] = candidates;
  if (!deps.policy.directory.mobileReset.enabled) return 'switched-off';
  if (!candidate) return 'unknown-address';
  if (other) return 'ambiguous-address';
  const { account, isAllowed } = candidate;
  if (account.status === 'disabled') return 'disabled';
  // A reset never unlocks.
  if (account.status === 'locked') return 'locked';
  // U12: whoever looks after others is never changed by what somebody asks for without showing who they are.
  if (account.privileged !== false) return 'privileged';
  if (!isAllowed) return 'not-allowed';
  return (await isSeparated(deps, account.objectId)) ? 'separated' : undefined;
}

/** M6: a new password right after an MFA reset would be a takeover, whichever way it is asked for. */
async function isSeparated(
  deps: Pick<Deps, 'policy' | 'limits' | 'clock' | 'tenantId'>,
  objectId: string | undefined,
): Promise<boolean> {
  const periodMs = deps.policy.mfaReset.separation;
  if (objectId === undefined || periodMs === 0) return false;
  const person = personKey(deps.tenantId, objectId);
  return hasAny(deps, person, 'mfa-reset', { maximum: 1, periodMs, gapMs: 0 });
}
