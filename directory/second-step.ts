/**
 * What comes beside the right password: for an account with a secret key a code of its app, and where the key is not
 * set up (yet, or not any more) device verification. Runs under the lock of the account's row.
 */
import type { Secret } from '../domain/secret';
import { acceptCode, endSetUp, findAuthenticator } from './authenticators';
import type { Queries } from './database';
import { beginVerification, findVerification, judgeDeviceCode, pendingKey } from './device-verification';
import type { Tokens } from './opaque-token';
import type { Seal } from './sealed-secret';
import { otpauthUrl } from './totp';

/** What somebody sends beside name and password. */
export type Proofs = {
  /** Of the authenticator app: six digits. */
  readonly code?: string;
  /** Of the mail. */
  readonly deviceCode?: string;
};

export type SecondStep =
  | { readonly kind: 'passed'; readonly by: 'password' | 'code' | 'set-up' }
  /** A failed attempt like a wrong password. */
  | { readonly kind: 'wrong'; readonly proof: 'code' | 'device-code' }
  /** The device code was right, but too late. Counts nothing. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'code-wanted' }
  /** The device code was right: this is what the app needs, and its first code ends the set-up. */
  | { readonly kind: 'set-up'; readonly otpauthUrl: Secret<string> }
  /** `mailCode` is to be mailed; undefined: there were too many mails, and none goes out. */
  | { readonly kind: 'device-code-wanted'; readonly mailCode: Secret<string> | undefined };

export type SecondStepDeps = {
  readonly seal: Seal;
  readonly tokens: Tokens;
  /** As apps show it beside the user name. */
  readonly issuer: string;
};

type Of = Proofs & {
  readonly accountId: string;
  readonly userName: string;
  readonly secretKeyRequired: boolean;
  readonly at: Date;
  readonly withNewPassword: boolean;
};

export async function secondStep(queries: Queries, deps: SecondStepDeps, of: Of): Promise<SecondStep> {
  if (!of.secretKeyRequired) return { kind: 'passed', by: 'password' };
  const { accountId, code, at, withNewPassword } = of;
  const authenticator = await findAuthenticator(queries, accountId);
  if (!authenticator) return verifyDevice(queries, deps, of);
  if (code === undefined) return { kind: 'code-wanted' };
  const accepted = await acceptCode(queries, deps.seal, authenticator, { code, at, withNewPassword });
  return accepted ? { kind: 'passed', by: 'code' } : { kind: 'wrong', proof: 'code' };
}

/** Without a code of either kind it begins again, whatever was under way: with a new mail and a new key. */
async function verifyDevice(queries: Queries, deps: SecondStepDeps, of: Of): Promise<SecondStep> {
  const { accountId, userName, code, deviceCode, at } = of;
  const row = await findVerification(queries, accountId);
  const pending = pendingKey(deps.seal, row, at);
  if (pending && code !== undefined) {
    const ended = await endSetUp(queries, deps.seal, { accountId, pending, code, at });
    return ended ? { kind: 'passed', by: 'set-up' } : { kind: 'wrong', proof: 'code' };
  }
  if (deviceCode !== undefined) {
    const judged = await judgeDeviceCode(queries, deps, { accountId, row, typed: deviceCode, at });
    if (judged.kind === 'wrong') return { kind: 'wrong', proof: 'device-code' };
    if (judged.kind === 'ended') return judged;
    return { kind: 'set-up', otpauthUrl: otpauthUrl(judged.key, deps.issuer, userName) };
  }
  const mailCode = await beginVerification(queries, deps.tokens, accountId, row, at);
  return { kind: 'device-code-wanted', mailCode };
}
