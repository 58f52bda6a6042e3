/** Expected results are values: what was done, what is under way, what was refused and what failed. */

/**
 * What keeps somebody out of an account where it is no lock that time or an unlock ends, as far as the provider tells
 * (O6).
 */
export const obstacles = [
  /** Sign-in is blocked on devices that the provider doesn't know. An unlock may end it. */
  'unknown-device',
  /** Sign-in is blocked on every device. An unlock may end it. */
  'any-device',
  /** The account is kept in another directory, which has locks of its own that the provider neither sees nor ends. */
  'directory-sourced',
  /** People sign in to it at another organisation's sign-in. */
  'federated',
  'password-expired',
  /** A new password was asked for and not set yet: until then nobody signs in. */
  'reset-begun',
  'suspended',
  'not-activated',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** Those that an unlock may end. */
export const liftable: readonly Obstacle[] = ['unknown-device', 'any-device'];

export function isObstacle(reason: Reason): reason is Obstacle {
  return obstacles.some((obstacle) => obstacle === reason);
}

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
  | 'factors-remain'
  | Obstacle;

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
