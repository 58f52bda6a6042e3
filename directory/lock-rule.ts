/** The sign-in rule (D1), pure: the N-th consecutive failure locks, a success resets, a lock refuses everybody. */
import type { DirectoryStatus, SignInEventKind } from './account';

export type LockState = {
  readonly failedAttempts: number;
  readonly lockedAt: Date | null;
  readonly lockReason: 'Failures' | null;
};

export const unlocked: LockState = { failedAttempts: 0, lockedAt: null, lockReason: null };

export type Judged = { readonly kind: SignInEventKind; readonly state: LockState };

/** One more failure. While locked nothing is counted: the locked date stays the instant the lock began. */
export function countFailure(state: LockState, at: Date, limit: number): Judged {
  if (state.lockedAt !== null) return { kind: 'refused-locked', state };
  const failedAttempts = state.failedAttempts + 1;
  if (failedAttempts < limit) return { kind: 'refused', state: { ...state, failedAttempts } };
  return { kind: 'locked', state: { failedAttempts, lockedAt: at, lockReason: 'Failures' } };
}

export type Candidate = LockState & { readonly status: DirectoryStatus };

/** `proven`: the password is right and the account is open; nothing counts yet, since more may be asked for. */
export type JudgedPassword = Judged | { readonly kind: 'proven'; readonly state: LockState };

/** What a password means for the account. Whoever doesn't know it learns nothing about the rest. */
export function judgePassword(
  account: Candidate,
  passwordMatched: boolean,
  at: Date,
  limit: number,
): JudgedPassword {
  const state = lockStateOf(account);
  if (account.status === 'disabled') return { kind: 'refused-disabled', state };
  if (state.lockedAt !== null || !passwordMatched) return countFailure(state, at, limit);
  return { kind: 'proven', state };
}

export function lockStateOf({ failedAttempts, lockedAt, lockReason }: LockState): LockState {
  return { failedAttempts, lockedAt, lockReason };
}
