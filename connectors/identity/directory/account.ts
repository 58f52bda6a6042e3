/** An account of the built-in directory in the words that all identity providers share. */
import type { DirectoryAccount } from '../../../directory';
import type { Account, AccountStatus } from '../../../domain/account';

export function accountOf(found: DirectoryAccount): Account {
  const { userName, displayName, email, lockReason, unlockedBy, objectId, groups, userType } = found;
  return {
    ref: { provider: 'directory', id: found.id },
    userName,
    displayName,
    email,
    status: statusOf(found),
    lockedAt: found.lockedAt?.toISOString(),
    lockReason,
    unlockedBy,
    objectId,
    groups,
    userType,
    privileged: found.roles ? found.roles.length > 0 : 'unknown',
  };
}

/** Disabled comes first: such an account is never helped, locked or not. */
export function statusOf(found: DirectoryAccount): AccountStatus {
  if (found.status === 'disabled') return 'disabled';
  return found.lockedAt ? 'locked' : 'active';
}
