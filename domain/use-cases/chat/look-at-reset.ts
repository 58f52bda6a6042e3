/** P1, M1: before a password link or an MFA reset is offered the bot looks whether it may be had at all. */
import type { Account } from '../../account';
import type { Deps } from '../../deps';
import { whyNotHelped } from '../../eligibility';
import type { ShownFactor } from '../../messages';
import { type Failed, type Reason, type Refused, refused } from '../../outcome';
import type { Person } from '../../person';
import type { CallOptions } from '../../ports/identity-provider';
import { accountOf } from '../account-links';
import { resettable, shown } from '../mfa-reset-action';
import { type ActingKind, providerOf } from './confirm';
import { lookFailed, recordRefusal } from './look-at-account';

export type ResetLook =
  | { readonly kind: 'possible'; readonly account: Account; readonly factors: readonly ShownFactor[] }
  | Refused
  | Failed;

/** For an MFA reset with the factors that may be reset (M3). */
export async function lookAtReset(
  deps: Deps,
  person: Person,
  kind: Exclude<ActingKind, 'unlock'>,
  options: CallOptions,
): Promise<ResetLook> {
  const provider = providerOf(deps, kind);
  if (!provider) return refused('not-supported');
  try {
    const link = await accountOf(deps, provider, person, options);
    if (link.kind === 'not-linked') return refuse(deps, person, 'not-linked');
    const barred = whyNotHelped(link.account, deps.policy);
    if (barred) return refuse(deps, person, barred);
    const { id } = link.account.ref;
    const obstacle =
      kind === 'password-reset' ? await provider.passwordReset?.obstacle?.(id, options) : undefined;
    if (obstacle) return refuse(deps, person, obstacle);
    const factors = kind === 'mfa-reset' ? await provider.factors?.list(id, options) : [];
    return {
      kind: 'possible',
      account: link.account,
      factors: resettable(factors ?? [], deps.policy).map(shown),
    };
  } catch (error) {
    return lookFailed(deps, person, error);
  }
}

async function refuse(deps: Deps, person: Person, reason: Reason): Promise<Refused> {
  await recordRefusal(deps, person, reason);
  return refused(reason);
}
