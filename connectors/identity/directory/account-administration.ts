/** The `accountAdministration` capability of the built-in directory: pages of accounts by name, and whole records. */
import type { Directory, DirectoryAccount, SearchPosition } from '../../../directory';
import type {
  AccountAdministrationCapability,
  AdministeredAccount,
} from '../../../domain/ports/account-administration';
import { accountOf } from './account';

export function createAccountAdministration(directory: Directory): AccountAdministrationCapability {
  return {
    async search({ after, ...query }, options) {
      const position = after === undefined ? undefined : positionOf(after);
      if (after !== undefined && position === undefined) return { accounts: [] };
      const page = await directory.accounts.search(
        { ...query, ...(position ? { after: position } : {}) },
        options,
      );
      return {
        accounts: page.accounts.map(administered),
        ...(page.next ? { next: JSON.stringify([page.next.sortKey, page.next.id]) } : {}),
      };
    },
    async record(id, options) {
      const [found, factors] = await Promise.all([
        directory.records.get(id, options),
        directory.factors.list(id, options),
      ]);
      if (!found) return undefined;
      const { phones, carrier, mobileResetAllowed, version, passwordChangedAt } = found;
      return {
        account: administered(found),
        ...{ factors, phones, mobileResetAllowed, version },
        ...(carrier ? { carrier } : {}),
        passwordChangedAt: passwordChangedAt.toISOString(),
      };
    },
    unlock: (id, by, options) => directory.unlock(id, by, options),
    edit: (id, values, options) => directory.records.edit(id, values, options),
    carriers: (options) => directory.carriers.list(options),
    addCarrier: (carrier, options) => directory.carriers.add(carrier, options),
    editCarrier: (carrier, options) => directory.carriers.edit(carrier, options),
    removeCarrier: (id, options) => directory.carriers.remove(id, options),
    enterPassword: (id, password, options) => directory.passwords.enter(id, password, options),
  };
}

function administered(found: DirectoryAccount): AdministeredAccount {
  const { department } = found;
  return { ...accountOf(found), ...(department ? { department } : {}) };
}

/** A former `next`; anything else leads nowhere. */
function positionOf(text: string): SearchPosition | undefined {
  try {
    const [sortKey, id] = JSON.parse(text) as readonly unknown[];
    return typeof sortKey === 'string' && typeof id === 'string' ? { sortKey, id } : undefined;
  } catch {
    return undefined;
  }
}
