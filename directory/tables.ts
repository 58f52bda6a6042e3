/** Everything that loads the driver and the query builder, gathered so that it can be loaded at once and late. */
export { countAccounts, findAccounts, getAccount, insertAccounts, newAccountRow } from './account-table';
export { openDatabase } from './database';
export { readLockouts } from './lockout-events';
export { failUntilLocked, unlockAccount } from './locks';
export { migrate } from './migrate';
export { signIn } from './sign-in';
export { listEvents } from './sign-in-events';
