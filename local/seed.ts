/** Fills the directory with the demo organisation: once, and again only for the people that a larger one adds. */
import { hashPassword, type NewAccount, openDirectory } from '../directory';
import type { Clock } from '../domain/ports/clock';
import type { DemoAccount } from './people/demo-account';
import { demoCarriers } from './people/demo-phones';

/** A large organisation takes its time. */
const seedingMs = 60_000;

/**
 * Brings the database to its newest form and adds the accounts that it doesn't have yet.
 * @returns how many accounts were added
 */
export async function seedDirectory({
  databaseUrl,
  accounts,
  demoPassword,
  clock,
}: {
  databaseUrl: string;
  accounts: DemoAccount[];
  demoPassword: string;
  clock: Clock;
}): Promise<number> {
  const directory = openDirectory({ databaseUrl, clock });
  try {
    await directory.migrate();
    // Accounts are always added in the organisation's order, so the number tells which are there.
    const missing = accounts.slice(await directory.accounts.count());
    if (missing.length === 0) return 0;
    // Those that are there already, edited perhaps, stay as they are.
    for (const carrier of demoCarriers) await directory.carriers.add(carrier);
    // One hash for all: a slow hash per person would take minutes, and the password is the same anyway.
    const passwordHash = await hashPassword(demoPassword);
    const rows = missing.map((account) => newAccount(account, passwordHash));
    return await directory.accounts.createMany(rows, { timeoutMs: seedingMs });
  } finally {
    await directory.close();
  }
}

function newAccount(account: DemoAccount, passwordHash: string): NewAccount {
  const { aadObjectId, name, userPrincipalName, email, managerId, secretKey } = account;
  const { contractEndsAt, passwordChangedAt } = account;
  const { status, groups, userType, roles, department, title, factors, phones, carrier } = account;
  return {
    id: directoryId(aadObjectId),
    objectId: aadObjectId,
    userName: userPrincipalName,
    displayName: name,
    ...{ email, passwordHash, status, groups, userType, roles, department, title, factors, phones },
    ...(managerId ? { managerId: directoryId(managerId) } : {}),
    ...(contractEndsAt ? { contractEndsAt } : {}),
    ...(passwordChangedAt ? { passwordChangedAt } : {}),
    ...(secretKey ? { secretKey } : {}),
    ...(carrier ? { carrierId: carrier } : {}),
    ...(account.mobileReset ? { mobileResetAllowed: true } : {}),
  };
}

/** The directory's own id: another one than the object id, as it is with real providers. */
function directoryId(aadObjectId: string): string {
  return `user-${aadObjectId.slice(-12).replace(/^0+/, '').padStart(4, '0')}`;
}
