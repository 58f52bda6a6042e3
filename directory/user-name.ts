/**
 * Text from outside on its way into the database: user names as they are compared, and foreign text made
 * harmless. PostgreSQL refuses null bytes, so such a name is simply nobody's.
 */
import { isUnfit } from '../domain/plain-text';

const longestUserName = 320;

/**
 * The form in which two user names are the same: composed (é is one character however it was typed), without
 * surrounding space, lower case. Undefined for what can be no user name: empty, over 320 characters, or with
 * control characters or halves of one.
 */
export function userNameKey(userName: string): string | undefined {
  if (userName.length > 4 * longestUserName) return undefined;
  const key = userName.trim().normalize('NFC').toLowerCase();
  return key === '' || key.length > longestUserName || isUnfit(key) ? undefined : key;
}

/** Whether this can be an id at all; the database would refuse the rest. */
export function isPossibleId(id: string): boolean {
  return id !== '' && id.length <= 200 && !isUnfit(id);
}
