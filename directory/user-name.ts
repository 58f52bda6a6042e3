/**
 * Text from outside on its way into the database: user names as they are compared, and foreign text made
 * harmless. PostgreSQL refuses null bytes, so such a name is simply nobody's.
 */

const longestUserName = 320;
/** Control characters, and halves of a character: PostgreSQL takes neither null bytes nor the latter. */
const unfit = /[\p{Cc}\p{Cs}]/u;
const everyUnfit = new RegExp(unfit, 'gu');

/**
 * The form in which two user names are the same: composed (é is one character however it was typed), without
 * surrounding space, lower case. Undefined for what can be no user name: empty, over 320 characters, or with
 * control characters or halves of one.
 */
export function userNameKey(userName: string): string | undefined {
  if (userName.length > 4 * longestUserName) return undefined;
  const key = userName.trim().normalize('NFC').toLowerCase();
  return key === '' || key.length > longestUserName || unfit.test(key) ? undefined : key;
}

/** Foreign text for a column: no control characters, at most `longest` characters, undefined when empty. */
export function plainText(text: string | undefined, longest = 200): string | undefined {
  const plain = text
    ?.slice(0, 4 * longest)
    .replace(everyUnfit, ' ')
    .trim()
    .slice(0, longest)
    .replace(everyUnfit, '');
  return plain === '' ? undefined : plain;
}

/** Whether this can be an id at all; the database would refuse the rest. */
export function isPossibleId(id: string): boolean {
  return id !== '' && id.length <= 200 && !unfit.test(id);
}
