/** A new password in the place of an old one: what may be wrong with it, told by what was typed alone. */
import type { Secret } from '../domain/secret';
import { hashPassword, textOf } from './password-hash';
import { faultOf, type PasswordFault } from './password-rule';

/** Undefined if nothing is wrong with it. */
export function faultOfChange(
  oldPassword: Secret<string> | string,
  newPassword: Secret<string> | string,
  userName: string,
): PasswordFault | undefined {
  const text = textOf(newPassword);
  return text === textOf(oldPassword) ? 'unchanged' : faultOf(text, userName);
}

export type JudgedNewPassword =
  | { readonly kind: 'unfit'; readonly fault: PasswordFault }
  | { readonly kind: 'fit'; readonly hash: string };

/** Hashes it where it may be set. Undefined: none was given. */
export async function judgeNewPassword(of: {
  readonly userName: string;
  readonly password: Secret<string> | string;
  readonly newPassword?: Secret<string> | string;
}): Promise<JudgedNewPassword | undefined> {
  if (of.newPassword === undefined) return undefined;
  const fault = faultOfChange(of.password, of.newPassword, of.userName);
  return fault ? { kind: 'unfit', fault } : { kind: 'fit', hash: await hashPassword(of.newPassword) };
}
