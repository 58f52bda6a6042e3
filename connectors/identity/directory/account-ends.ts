/** The `passwordExpiry` and `contractors` capabilities of the built-in directory: pages along its own indexes. */
import {
  type Directory,
  type DirectoryAccount,
  type EndPosition,
  passwordExpiresAt,
} from '../../../directory';
import type { Account } from '../../../domain/account';
import { CodedError } from '../../../domain/errors';
import type {
  Contractor,
  ContractorsCapability,
  PasswordExpiry,
  PasswordExpiryCapability,
} from '../../../domain/ports/account-ends';
import { accountOf, statusOf } from './account';

const pageSize = 200;

/** @param maximumAgeMs more than 0: without a maximum age no password runs out, and there is no such capability */
export function createPasswordExpiry(directory: Directory, maximumAgeMs: number): PasswordExpiryCapability {
  function expiryOf(found: DirectoryAccount): PasswordExpiry | undefined {
    const expiresAt = passwordExpiresAt(found, maximumAgeMs);
    const changedAt = found.passwordChangedAt.toISOString();
    return expiresAt && { account: accountOf(found), expiresAt: expiresAt.toISOString(), changedAt };
  }

  const setBefore = (instant: Date) => new Date(instant.getTime() - maximumAgeMs);

  return {
    async page(cursor, { from, until }, options) {
      const after = positionOf(cursor);
      const query = { from: setBefore(from), until: setBefore(until), limit: pageSize, ...after };
      const { accounts, next } = await directory.accounts.byPasswordChange(query, options);
      return { accounts: accounts.flatMap((found) => expiryOf(found) ?? []), ...cursorOf(next) };
    },
    async of(id, options) {
      const found = await directory.accounts.get(id, options);
      return found && expiryOf(found);
    },
  };
}

export function createContractors(directory: Directory): ContractorsCapability {
  return {
    async page(cursor, { from, until }, options) {
      const query = { from, until, limit: pageSize, ...positionOf(cursor) };
      const { accounts, next } = await directory.accounts.byContractEnd(query, options);
      // The database holds an instant or none: there is nothing that couldn't be read.
      return { contractors: accounts.flatMap(contractorOf), unreadable: [], ...cursorOf(next) };
    },
    async manager(reference, options) {
      const { accounts } = directory;
      const named =
        (await accounts.get(reference, options)) ??
        (await accounts.find({ userName: reference }, options))[0];
      if (named) return accountOf(named);
      const [holder, another] = await accounts.findByEmail(reference, options);
      return holder && !another ? accountOf(holder) : undefined;
    },
  };
}

function contractorOf(found: DirectoryAccount): readonly Contractor[] {
  const { id, userName, displayName, objectId, contractEndsAt, title, managerId } = found;
  if (!contractEndsAt) return [];
  return [
    {
      ref: { provider: 'directory', id } satisfies Account['ref'],
      ...{ userName, displayName, status: statusOf(found), end: { at: contractEndsAt.toISOString() } },
      ...(objectId === undefined ? {} : { objectId }),
      ...(title === undefined ? {} : { role: title }),
      ...(managerId === undefined ? {} : { manager: managerId }),
    },
  ];
}

function cursorOf(next: EndPosition | undefined): { next?: string } {
  return next ? { next: JSON.stringify([next.at.getTime(), next.id]) } : {};
}

/** @throws CodedError `conflict` for what is no position: the list begins anew */
function positionOf(cursor: string | undefined): { after?: EndPosition } {
  if (cursor === undefined) return {};
  try {
    const [ms, id] = JSON.parse(cursor) as readonly unknown[];
    const at = new Date(typeof ms === 'number' ? ms : Number.NaN);
    if (typeof id === 'string' && !Number.isNaN(at.getTime())) return { after: { at, id } };
  } catch {
    // Told below, like all that can't be read.
  }
  throw new CodedError('conflict', 'directory: the list has to begin anew', { retryable: true });
}
