/** U5: before anything is asked or done the bot looks: is the person's account locked, and may it be unlocked here? */
import { type Account, sameAccount } from '../../account';
import type { Deps } from '../../deps';
import { isPast } from '../../duration';
import { whyDisabled, whyNotHelped } from '../../eligibility';
import { codeOf, type ErrorCode } from '../../errors';
import {
  type Failed,
  failed,
  liftable,
  type Obstacle,
  type Reason,
  type Refused,
  refused,
} from '../../outcome';
import type { Person } from '../../person';
import { partyOf } from '../../ports/audit-trail';
import type { SupportRequest } from '../../support-request';
import { accountOf } from '../account-links';
import { oldPasswordIsLikely } from '../former-unlocks';
import { isAtLimit } from '../reserve';

export type AccountLook =
  | {
      readonly kind: 'locked';
      readonly account: Account;
      /** A request about this lock that waits for an answer: a yes belongs to it. */
      readonly request?: SupportRequest;
      /** Why self-service can't unlock it. */
      readonly barred?: Reason;
      /** O6: it isn't a lock, but an unlock may end this too. */
      readonly obstacle?: Obstacle;
      /** Soon after an unlock: something may still sign in with an old password. */
      readonly oldPassword?: true;
    }
  | { readonly kind: 'not-locked'; readonly account: Account; readonly obstacle?: Obstacle }
  | Refused
  | Failed;

export async function lookAtAccount(deps: Deps, person: Person, timeoutMs: number): Promise<AccountLook> {
  const provider = deps.providers.unlock ?? deps.providers.lockouts;
  if (!provider) return refused('not-supported');
  try {
    const link = await accountOf(deps, provider, person, { timeoutMs });
    if (link.kind === 'not-linked') return refuse(deps, person, 'not-linked');
    const { account } = link;
    if (account.status === 'disabled') return refuse(deps, person, whyDisabled(account));
    const isLocked = account.status === 'locked';
    const known = isLocked ? undefined : await provider.unlock?.obstacle?.(account.ref.id, { timeoutMs });
    const obstacle = known ? { obstacle: known } : {};
    if (!isLocked && !(known && liftable.includes(known)))
      return { kind: 'not-locked', account, ...obstacle };
    const request = await waitingRequest(deps, person, account);
    const barred = await whyBarred(deps, person, account, provider.unlock?.selfService === true);
    if (barred) await recordRefusal(deps, person, barred);
    const oldPassword = isLocked && (await isRepeat(deps, person, account, request));
    return {
      kind: 'locked',
      account,
      ...(request ? { request } : {}),
      ...(barred ? { barred } : {}),
      ...obstacle,
      ...(oldPassword ? { oldPassword } : {}),
    };
  } catch (error) {
    return lookFailed(deps, person, error);
  }
}

/** Of the provider, not of a program. */
const outages: readonly ErrorCode[] = [
  ...(['timeout', 'unavailable', 'throttled', 'unauthorised', 'bad-answer', 'refused'] as const),
];

/**
 * Nothing could be seen, so nothing was done; the trail says that somebody asked.
 * @throws what is no outage, unchanged
 */
export async function lookFailed(deps: Deps, person: Person, error: unknown): Promise<Failed> {
  if (!outages.includes(codeOf(error))) throw error;
  await recordRefusal(deps, person, 'provider-unavailable', 'failed');
  return failed('provider-unavailable');
}

/** Whether the account's present lock follows an unlock of ours too soon. */
export async function isRepeat(
  deps: Deps,
  person: Person,
  account: Account,
  request?: SupportRequest,
): Promise<boolean> {
  const at = account.lockedAt ?? deps.clock.now().toISOString();
  return oldPasswordIsLikely(deps, person, account.ref, { at, source: request?.lockout?.source });
}

async function whyBarred(
  deps: Deps,
  person: Person,
  account: Account,
  selfService: boolean,
): Promise<Reason | undefined> {
  if (!selfService) return 'not-supported';
  const { maximum, period } = deps.policy.unlock;
  return (
    whyNotHelped(account, deps.policy) ??
    ((await isAtLimit(deps, person, 'unlock', { maximum, periodMs: period, gapMs: 0 }))
      ? 'limit-reached'
      : undefined)
  );
}

/** A request about the account's present lock that waits for an answer, if there is one. */
export async function waitingRequest(
  deps: Deps,
  person: Person,
  account: Account,
): Promise<SupportRequest | undefined> {
  for (const id of (await deps.requests.openOf(person)).toReversed()) {
    const row = (await deps.requests.read(id))?.value;
    const waits = row?.state === 'asked' || row?.state === 'acting' || row?.state === 'seen';
    if (!row?.account || !waits || row.kind !== 'unlock' || !sameAccount(row.account, account.ref)) continue;
    if (row.lockout && account.lockedAt && row.lockout.at !== account.lockedAt) continue;
    if (row.state === 'asked' && row.expiresAt && isPast(row.expiresAt, deps.clock.now())) continue;
    return row;
  }
  return undefined;
}

async function refuse(deps: Deps, person: Person, reason: Reason): Promise<Refused> {
  await recordRefusal(deps, person, reason);
  return refused(reason);
}

/** Asked for and not to be had: the trail says why. */
export async function recordRefusal(
  deps: Deps,
  person: Person,
  reason: Reason,
  result: 'refused' | 'failed' = 'refused',
): Promise<void> {
  const at = deps.clock.now().toISOString();
  await deps.audit.record({
    key: deps.digest.of(reason, person.aadObjectId, at).slice(0, 40),
    at,
    act: 'access-refused',
    actor: partyOf(person),
    subject: partyOf(person),
    verifiedBy: 'teams',
    source: 'chat',
    reason,
    result,
  });
}
