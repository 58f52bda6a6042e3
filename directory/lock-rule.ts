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

export type Candidate = LockState & {
  readonly status: DirectoryStatus;
  readonly secretKeyRequired: boolean;
};

/**
 * What one attempt means for the account. A right password that still needs the authenticator neither signs in
 * nor counts: nobody is locked by knowing the password.
 */
export function judgeAttempt(account: Candidate, passwordMatched: boolean, at: Date, limit: number): Judged {
  const { failedAttempts, lockedAt, lockReason } = account;
  const state: LockState = { failedAttempts, lockedAt, lockReason };
  if (account.status === 'disabled') return { kind: 'refused-disabled', state };
  if (lockedAt !== null || !passwordMatched) return countFailure(state, at, limit);
  return account.secretKeyRequired ? { kind: 'refused', state } : { kind: 'signed-in', state: unlocked };
}
