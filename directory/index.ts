/** What the rest of the product may know of the directory. */
export type {
  DirectoryAccount,
  DirectoryStatus,
  NewAccount,
  SignInEvent,
  SignInEventKind,
  TimeLimit,
} from './account';
export type { RecordEdit } from './account-edit';
export type { EndPosition, EndsPage, EndsQuery } from './account-ends';
export type { DirectoryRecord, ResetCandidate } from './account-record';
export type { AccountSearch, AccountSearchPage, SearchPosition } from './account-search';
export type { ResetAuthenticatorAnswer } from './authenticators';
export type { NewCarrier } from './carriers';
export type { Directory, DirectoryOptions } from './contract';
export { openDirectory } from './directory';
export type { IdRange, LockoutQuery, LockoutReading } from './lockout-events';
export { passwordExpiresAt, passwordHasExpired } from './password-age';
export type { PasswordChange } from './password-change';
export { hashPassword } from './password-hash';
export type { OpenLink } from './password-links';
export {
  deviceCodeLifeMinutes,
  faultOf as passwordFault,
  linkLifeMinutes,
  longestNewPassword,
  type PasswordFault,
  shortestPassword,
} from './password-rule';
export type { SetPasswordAnswer } from './set-password';
export type { RefusedStep, SignInAnswer, SignInAttempt } from './sign-in';
export type { SignInEventQuery } from './sign-in-events';
export { userNameKey } from './user-name';
