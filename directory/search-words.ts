/**
 * What an account is found by: the words of its user name, display name and e-mail address, without case, accents
 * and apostrophes. They are kept beside the account under an index that knows the beginnings of words (no extension of
 * PostgreSQL is needed for it), and what people type is taken apart in the same way.
 */

/** Letters that no decomposition takes apart, as people type them on another keyboard. */
const spelt: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const speltLetters = new RegExp(`[${Object.keys(spelt).join('')}]`, 'gu');
const apostrophes = /['’‘ʼ`´]/gu;
const breaks = /[^\p{L}\p{N}]+/u;
const longestWord = 60;
const longestText = 1_000;
/** More words than these narrow nothing down. */
const mostTerms = 8;

/** The words under which an account is kept; O'Connor is found as "oconnor" and as "connor". */
export function searchWordsOf(of: {
  readonly userName: string;
  readonly displayName: string;
  readonly email?: string | null | undefined;
}): string[] {
  const texts = [of.userName, of.displayName, of.email ?? ''];
  const words = texts.flatMap((text) => [
    ...wordsIn(text.replace(apostrophes, '')),
    ...wordsIn(text.replace(apostrophes, ' ')),
  ]);
  return [...new Set(words)].sort();
}

/** What somebody typed, as beginnings of words that must all be there. Wildcards and operators are no letters. */
export function searchTermsOf(typed: string): readonly string[] {
  return [...new Set(wordsIn(typed.replace(apostrophes, '')))].slice(0, mostTerms);
}

/** By what accounts are put in order: the name as it is shown, without case and accents. */
export function sortKeyOf(displayName: string): string {
  return wordsIn(displayName.replace(apostrophes, '')).join(' ');
}

function wordsIn(text: string): string[] {
  return text
    .slice(0, longestText)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(speltLetters, (letter) => spelt[letter] ?? letter)
    .split(breaks)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, longestWord));
}
