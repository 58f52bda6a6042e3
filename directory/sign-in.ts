/**
 * Signing in. Name and password come with every step, so that nothing has to be remembered between two. Before the
 * password was right whoever asks learns `refused` only, and an unknown, locked, disabled or mistyped account costs
 * the same: one look-up, one password verification, and one transaction with the same statements.
 */
import { eq } from 'drizzle-orm';
import type { SignInSource } from '../domain/account';
import type { Clock } from '../domain/ports/clock';
import type { Secret } from '../domain/secret';
import { keyToLookFor } from './account-table';
import { awaitNothing, awaitPassword } from './authenticators';
import type { Database, Queries } from './database';
import { countFailure, judgePassword, lockStateOf, unlocked } from './lock-rule';
import { type JudgedNewPassword, judgeNewPassword } from './new-password';
import { passwordHasExpired } from './password-age';
import { verifyPassword } from './password-hash';
import type { PasswordFault } from './password-rule';
import { accounts } from './schema';
import { type Proofs, type SecondStep, type SecondStepDeps, secondStep } from './second-step';
import { setPassword } from './set-password';
import { insertEvents } from './sign-in-events';
import { recordAttempt } from './sign-in-record';

export type SignInAttempt = Proofs & {
  readonly userName: string;
  readonly password: Secret<string> | string;
  /** Set in place of the present one, once everything else is proven. */
  readonly newPassword?: Secret<string> | string;
  /** Where it comes from; foreign text is cleaned and cut to 200 characters. */
  readonly source: SignInSource;
};

/** All but `signed-in` leave the person outside; all but `refused` without `at` say that the password was right. */
export type SignInAnswer =
  /** `session` is the bearer's; it lives until it is ended. */
  | {
      readonly kind: 'signed-in';
      readonly accountId: string;
      readonly session: Secret<string>;
      readonly setUpEnded: boolean;
      readonly passwordChanged: boolean;
    }
  | { readonly kind: 'refused'; readonly at?: RefusedStep }
  /** `enrolment` (`otpauth://…`): the app is to be set up with it, and its first code ends the set-up. */
  | { readonly kind: 'code-required'; readonly accountId: string; readonly enrolment?: Secret<string> }
  /** `mailCode` must be mailed to the account's address now; undefined: there were too many mails. */
  | {
      readonly kind: 'device-authorization-required';
      readonly accountId: string;
      readonly mailCode: Secret<string> | undefined;
    }
  /** `fault`: the new password that came is no good, and another one may be tried. */
  | {
      readonly kind: 'change-password-required';
      readonly accountId: string;
      readonly setUpEnded: boolean;
      readonly fault?: PasswordFault;
    };

export type RefusedStep = {
  readonly accountId: string;
  readonly proof: 'code' | 'device-code';
  /** The device code was right, but too late. */
  readonly ended: boolean;
  /** This failure has locked the account. */
  readonly locked: boolean;
};

export type SignInDeps = SecondStepDeps & {
  readonly database: Database;
  readonly clock: Clock;
  readonly failedAttempts: number;
  /** 0: passwords don't run out. */
  readonly maximumPasswordAgeMs: number;
  /** Whether there may be temporary passwords (R4). */
  readonly temporaryPasswords: boolean;
};

/** Only these: the row is read at every sign-in. */
const judgedColumns = {
  id: accounts.id,
  userName: accounts.userName,
  status: accounts.status,
  secretKeyRequired: accounts.secretKeyRequired,
  passwordHash: accounts.passwordHash,
  passwordChangedAt: accounts.passwordChangedAt,
  passwordNeverExpires: accounts.passwordNeverExpires,
  passwordMustChange: accounts.passwordMustChange,
  temporaryHash: accounts.temporaryHash,
  temporaryExpiresAt: accounts.temporaryExpiresAt,
  failedAttempts: accounts.failedAttempts,
  lockedAt: accounts.lockedAt,
  lockReason: accounts.lockReason,
};
type AccountRow = Pick<typeof accounts.$inferSelect, keyof typeof judgedColumns>;
type Checked = {
  readonly attempt: SignInAttempt;
  /** The hash that the password belongs to. */
  readonly matchedHash: string | undefined;
  /** That of the temporary password, if it is this one. */
  readonly matchedTemporary: string | undefined;
  readonly newPassword: JudgedNewPassword | undefined;
};

/** `timeoutMs` limits each of the two transactions; the computations between them hold no connection. */
export async function signIn(
  deps: SignInDeps,
  attempt: SignInAttempt,
  timeoutMs: number,
): Promise<SignInAnswer> {
  const key = keyToLookFor(attempt.userName);
  const [found] = await deps.database.transaction(timeoutMs, (queries) =>
    queries
      .select({ hash: accounts.passwordHash, temporary: accounts.temporaryHash })
      .from(accounts)
      .where(eq(accounts.userNameKey, key)),
  );
  // Both, for everybody: the time must tell neither which one it is nor whether there is a temporary one.
  const [matched, isTemporary] = await Promise.all([
    verifyPassword(found?.hash, attempt.password),
    deps.temporaryPasswords && verifyPassword(found?.temporary ?? undefined, attempt.password),
  ]);
  // For everybody, so that it costs the same whether the password was right or not.
  const newPassword = await judgeNewPassword(attempt);
  const checked = {
    ...{ attempt, newPassword },
    matchedHash: matched ? found?.hash : undefined,
    matchedTemporary: isTemporary ? (found?.temporary ?? undefined) : undefined,
  };
  return deps.database.transaction(timeoutMs, (queries) => settle(queries, deps, key, checked));
}

/**
 * Judges and records the attempt under the account's row lock, so that of two failures at the limit exactly one
 * locks. A password that was changed since it was verified counts as wrong.
 */
async function settle(
  queries: Queries,
  deps: SignInDeps,
  key: string,
  checked: Checked,
): Promise<SignInAnswer> {
  const { source } = checked.attempt;
  const [row] = await queries
    .select(judgedColumns)
    .from(accounts)
    .where(eq(accounts.userNameKey, key))
    .for('update');
  const at = deps.clock.now();
  const judged = row
    ? judgePassword(row, isRight(row, checked, at), at, deps.failedAttempts)
    : ({ kind: 'refused', state: unlocked } as const);
  if (row && judged.kind === 'proven') return goOn(queries, deps, row, checked, at);
  const kind = judged.kind === 'proven' ? 'refused' : judged.kind;
  await recordAttempt(queries, { at, accountId: row?.id, kind, state: judged.state, source });
  return { kind: 'refused' };
}

function isRight(row: AccountRow, checked: Checked, at: Date): boolean {
  return row.passwordHash === checked.matchedHash || isByTemporary(row, checked, at);
}

/** Whether it was the temporary password, and its time isn't over. */
function isByTemporary(row: AccountRow, { matchedTemporary }: Checked, at: Date): boolean {
  const { temporaryHash, temporaryExpiresAt } = row;
  const isIt = temporaryHash !== null && temporaryHash === matchedTemporary;
  return isIt && temporaryExpiresAt !== null && temporaryExpiresAt > at;
}

/** The password was right. */
async function goOn(
  queries: Queries,
  deps: SignInDeps,
  row: AccountRow,
  checked: Checked,
  at: Date,
): Promise<SignInAnswer> {
  const { attempt, newPassword } = checked;
  const { id: accountId, userName, secretKeyRequired } = row;
  const { code, deviceCode, source } = attempt;
  const step = await secondStep(queries, deps, {
    ...{ accountId, userName, secretKeyRequired, at, withNewPassword: newPassword !== undefined },
    ...(code === undefined ? {} : { code }),
    ...(deviceCode === undefined ? {} : { deviceCode }),
  });
  const event = (kind: Parameters<typeof insertEvents>[1][number]['kind']) =>
    insertEvents(queries, [{ at, accountId, kind, source }]);
  switch (step.kind) {
    case 'wrong':
      return failed(queries, deps, row, step.proof, checked, at);
    case 'ended':
      await event('device-code-refused');
      return { kind: 'refused', at: { accountId, proof: 'device-code', ended: true, locked: false } };
    case 'code-wanted':
      await event('code-asked');
      return { kind: 'code-required', accountId };
    case 'set-up':
      await event('device-code-accepted');
      return { kind: 'code-required', accountId, enrolment: step.otpauthUrl };
    case 'device-code-wanted':
      await event(step.mailCode ? 'device-code-made' : 'refused');
      return { kind: 'device-authorization-required', accountId, mailCode: step.mailCode };
    case 'passed':
      return enter(queries, deps, row, step.by, checked, at);
  }
}

/** A wrong code of either kind is a failed attempt as a wrong password is (D1). */
async function failed(
  queries: Queries,
  deps: SignInDeps,
  row: AccountRow,
  proof: RefusedStep['proof'],
  { attempt }: Checked,
  at: Date,
): Promise<SignInAnswer> {
  const { kind, state } = countFailure(row, at, deps.failedAttempts);
  const locked = kind === 'locked';
  const event = locked ? 'locked' : (`${proof}-refused` as const);
  const { source } = attempt;
  await recordAttempt(queries, { at, accountId: row.id, kind: event, state: lockStateOf(state), source });
  return { kind: 'refused', at: { accountId: row.id, proof, ended: false, locked } };
}

/** Everything is proven: a new password where one is due or came along, then the session. */
async function enter(
  queries: Queries,
  deps: SignInDeps,
  row: AccountRow,
  by: (SecondStep & { kind: 'passed' })['by'],
  checked: Checked,
  at: Date,
): Promise<SignInAnswer> {
  const { attempt, newPassword } = checked;
  const { id: accountId } = row;
  const { source } = attempt;
  const setUpEnded = by === 'set-up';
  if (setUpEnded) await insertEvents(queries, [{ at, accountId, kind: 'authenticator-set-up', source }]);
  const isDue = isByTemporary(row, checked, at) || mustChange(row, deps.maximumPasswordAgeMs, at);
  if (newPassword ? newPassword.kind === 'unfit' : isDue) {
    if (by !== 'password') await awaitPassword(queries, accountId, at);
    await insertEvents(queries, [{ at, accountId, kind: 'password-change-asked', source }]);
    const fault = newPassword?.kind === 'unfit' ? { fault: newPassword.fault } : {};
    return { kind: 'change-password-required', accountId, setUpEnded, ...fault };
  }
  if (newPassword?.kind === 'fit') {
    await setPassword(queries, { accountId, passwordHash: newPassword.hash, at, source });
    if (by !== 'password') await awaitNothing(queries, accountId);
  }
  const session = deps.tokens.draw('session');
  await recordAttempt(queries, { at, accountId, kind: 'signed-in', state: unlocked, source }, session.hash);
  const passwordChanged = newPassword !== undefined;
  return { kind: 'signed-in', accountId, session: session.token, setUpEnded, passwordChanged };
}

/** Whether a new password must be set before anything else. */
function mustChange(row: AccountRow, maximumAgeMs: number, at: Date): boolean {
  return row.passwordMustChange || passwordHasExpired(row, maximumAgeMs, at);
}
