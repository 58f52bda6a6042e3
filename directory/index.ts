/** What the rest of the product may know of the directory. */
export type {
  DirectoryAccount,
  DirectoryStatus,
  NewAccount,
  SignInEvent,
  SignInEventKind,
  TimeLimit,
} from './account';
export { type Directory, type DirectoryOptions, openDirectory } from './directory';
export type { IdRange, LockoutQuery, LockoutReading } from './lockout-events';
export { hashPassword } from './password-hash';
export type { SignInAnswer, SignInAttempt } from './sign-in';
export type { SignInEventQuery } from './sign-in-events';
