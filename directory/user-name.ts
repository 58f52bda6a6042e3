/**
 * Text from outside on its way into the database: user names as they are compared, and foreign text made
 * harmless. PostgreSQL refuses null bytes, so such a name is simply nobody's.
 */

const longestUserName = 320;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const controlCharacter = /[\u0000-\u001f\u007f]/;
const controlCharacters = new RegExp(controlCharacter, 'g');

/**
 * The form in which two user names are the same: composed (é is one character however it was typed), without
 * surrounding space, lower case. Undefined for what can be no user name: empty, over 320 characters, or with
 * control characters.
 */
export function userNameKey(userName: string): string | undefined {
  if (userName.length > 4 * longestUserName) return undefined;
  const key = userName.trim().normalize('NFC').toLowerCase();
  return key === '' || key.length > longestUserName || controlCharacter.test(key) ? undefined : key;
}

/** Foreign text for a column: no control characters, at most `longest` characters, undefined when empty. */
export function plainText(text: string | undefined, longest = 200): string | undefined {
  const plain = text?.replace(controlCharacters, ' ').trim().slice(0, longest);
  return plain === '' ? undefined : plain;
}

/** Whether this can be an id at all; the database would refuse the rest. */
export function isPossibleId(id: string): boolean {
  return id !== '' && id.length <= 200 && !controlCharacter.test(id);
}
