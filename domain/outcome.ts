/** Expected results are values: what was done, what is under way, what was refused and what failed. */

/** Why something was not done: a closed list, so that every reason has words in every language. */
export type Reason =
  | 'not-linked'
  | 'not-locked'
  | 'not-eligible'
  | 'disabled'
  | 'privileged'
  | 'limit-reached'
  | 'limit-unreadable'
  | 'not-supported'
  | 'wrong-person'
  | 'not-open'
  | 'already-answered'
  | 'expired'
  | 'locked-again'
  | 'consent-expired'
  | 'provider-refused'
  | 'provider-unavailable'
  | 'outcome-unknown'
  | 'audit-unavailable'
  | 'ticketing-unavailable'
  | 'still-locked'
  | 'other-account'
  | 'contains-secret'
  | 'not-installed'
  | 'blocked'
  | 'unreachable'
  | 'separated'
  | 'nothing-to-reset'
  | 'not-offered'
  | 'factors-remain';

export type Done<T> = { readonly kind: 'done' } & T;
/** Under way: somebody else or the orchestration goes on with it. */
export type Pending = {
  readonly kind: 'pending';
  /** Nothing was changed yet: the ticket must stand first (I2), and can't be filed now. */
  readonly waitingFor?: 'ticket';
};
export type Refused = { readonly kind: 'refused'; readonly reason: Reason };
/** Tried and not achieved; nothing was changed unless the reason is `outcome-unknown`. */
export type Failed = { readonly kind: 'failed'; readonly reason: Reason };

export type Outcome<T = object> = Done<T> | Pending | Refused | Failed;

export const pending: Pending = { kind: 'pending' };
export function refused(reason: Reason): Refused {
  return { kind: 'refused', reason };
}
export function failed(reason: Reason): Failed {
  return { kind: 'failed', reason };
}
