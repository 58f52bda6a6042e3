/** Everything that loads the driver and the query builder, gathered so that it can be loaded at once and late. */

export { editAccount } from './account-edit';
export { accountsByContractEnd, accountsByPasswordChange } from './account-ends';
export { findResetCandidates, getRecord } from './account-record';
export { searchAccounts } from './account-search';
export {
  countAccounts,
  createAccounts,
  findAccounts,
  findAccountsByEmail,
  getAccount,
  newAccountRow,
} from './account-table';
export { resetAuthenticator } from './authenticators';
export { addCarrier, editCarrier, listCarriers, removeCarrier } from './carriers';
export { openDatabase } from './database';
export { enterPassword } from './enter-password';
export { listFactors, newFactorRow, removeFactor } from './factors';
export { readLockouts } from './lockout-events';
export { failUntilLocked, unlockAccount } from './locks';
export { migrate } from './migrate';
export { createTokens } from './opaque-token';
export { changePassword } from './password-change';
export { hashPassword } from './password-hash';
export { findLink, insertLink, useLink } from './password-links';
export { newPhoneRows } from './phones';
export { createSeal } from './sealed-secret';
export { endSessions, findSession } from './sessions';
export { signIn } from './sign-in';
export { listEvents } from './sign-in-events';
export { drawTemporaryPassword, keepTemporaryPassword } from './temporary-password';
