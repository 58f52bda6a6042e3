/**
 * The application that somebody says they signed in with (X-Application). Whoever guesses passwords chooses it, and
 * the notice shows it to the account's holder, so it may be a name and never a message: no sentence, no telephone
 * number, no address. What is no name is left out.
 */

const longest = 40;
const mostWords = 4;
const mostDigits = 4;
/** Letters and digits; a dot between digits only, as in versions, so that no name of a host comes up. */
const word = /^(?:[\p{L}\p{M}\p{N}+_-]|(?<=\p{N})\.(?=\p{N}))+$/u;

export function applicationName(header: string | null): string | undefined {
  const name = header?.trim() ?? '';
  const words = name.split(/ +/);
  const digits = name.match(/\p{N}/gu)?.length ?? 0;
  if (name.length > longest || words.length > mostWords || digits > mostDigits) return undefined;
  return words.every((one) => word.test(one)) ? name : undefined;
}
