/**
 * Which passwords may be set (NIST SP 800-63B rev. 4, 3.1.1): length and a block list, nothing about kinds of
 * characters. Fifteen, because here the password alone signs in. Pure, so that a page can tell before anything is
 * asked of the database.
 */
import { commonParts, commonRows } from './easy-passwords';

export const shortestPassword = 15;
export const longestNewPassword = 128;
/** How long a one-time link may be used. */
export const linkLifeMinutes = 15;
/** How long a mailed code of device verification may be used. */
export const deviceCodeLifeMinutes = 10;

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'user-name' | 'unchanged';

/** So few characters beside common parts are no password. */
const fewestOwnCharacters = 5;
const rowLength = 4;

/** What is wrong with a new password for the account of that name; undefined if nothing is. */
export function faultOf(password: string, userName: string): PasswordFault | undefined {
  // Counted in the form in which it is hashed, a code point as one character.
  const length = [...password.normalize('NFKC')].length;
  if (length < shortestPassword) return 'too-short';
  if (length > longestNewPassword) return 'too-long';
  if (isMadeOf(password, commonParts)) return 'common';
  return isMadeOf(password, [...commonParts, ...partsOf(userName)]) ? 'user-name' : undefined;
}

/** `maya.lindqvist@contoso.example`: whole, and word by word. */
function partsOf(userName: string): readonly string[] {
  const words = userName.split(/[^\p{L}\p{N}]+/u);
  return [userName, ...words].map(plain).filter((part) => part.length >= 3);
}

function isMadeOf(password: string, parts: readonly string[]): boolean {
  return [plain(password), plain(withoutDisguise(password))].some((text) => {
    const longestFirst = [...parts].sort((a, b) => b.length - a.length);
    const pattern = new RegExp(longestFirst.join('|'), 'gu');
    const own = withoutRows(text.replace(/(19|20)\d\d/g, ' ').replace(pattern, ' ')).replaceAll(' ', '');
    return new Set(own).size < fewestOwnCharacters;
  });
}

/** Letters, digits and pictures without accents, lower case: the form in which parts are looked for. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{So}]/gu, '');
}

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function withoutDisguise(text: string): string {
  return text.replace(/[01345@$!]/g, (character) => disguises[character] ?? character);
}

function withoutRows(text: string): string {
  let rest = text;
  for (const row of commonRows.flatMap((one) => [one, [...one].reverse().join('')]))
    for (let length = row.length; length >= rowLength; length -= 1)
      for (let start = 0; start + length <= row.length; start += 1)
        rest = rest.replaceAll(row.slice(start, start + length), ' ');
  return rest;
}
