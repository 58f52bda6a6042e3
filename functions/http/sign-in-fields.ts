/** What a sign-in sends, from a form or as JSON: each field with its limit, the first wrong one named. */
import { Secret } from '../../domain/secret';

const maximumName = 256;
const maximumPassword = 1_024;
const maximumCode = 64;

export type SignInFields = {
  readonly userName: string;
  readonly password: Secret<string>;
  readonly code?: string;
  readonly deviceCode?: string;
  readonly newPassword?: Secret<string>;
};
export type WrongField = { readonly field: string; readonly rule: string };

/** Codes and a new password may be absent, `null` or empty, which is the same. */
export function fieldsOf(value: unknown): SignInFields | WrongField {
  const given = (value ?? {}) as Readonly<Record<string, unknown>>;
  const { username, password } = given;
  const [code, deviceCode, newPassword] = [given.code, given.deviceCode, given.newPassword].map((field) =>
    field === null || field === '' ? undefined : field,
  );
  if (!isText(username, maximumName) || username.trim() === '') return wrong('username', maximumName);
  if (!isText(password, maximumPassword)) return wrong('password', maximumPassword);
  if (code !== undefined && !isText(code, maximumCode)) return wrong('code', maximumCode);
  if (deviceCode !== undefined && !isText(deviceCode, maximumCode)) return wrong('deviceCode', maximumCode);
  if (newPassword !== undefined && !isText(newPassword, maximumPassword))
    return wrong('newPassword', maximumPassword);
  return {
    userName: username.trim(),
    password: new Secret(password),
    ...(code === undefined ? {} : { code }),
    ...(deviceCode === undefined ? {} : { deviceCode }),
    ...(newPassword === undefined ? {} : { newPassword: new Secret(newPassword) }),
  };
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

function wrong(field: string, longest: number): WrongField {
  return { field, rule: `${field} must be a text of 1 to ${longest} characters` };
}
