/** Foreign text made harmless for whoever keeps it: stores take neither null bytes nor halves of a character. */

const unfit = /[\p{Cc}\p{Cs}]/u;
const everyUnfit = new RegExp(unfit, 'gu');

/** Whether there are control characters in it, or halves of a character. */
export function isUnfit(text: string): boolean {
  return unfit.test(text);
}

/** No control characters, at most `longest` characters, undefined when empty. */
export function plainText(text: string | undefined, longest = 200): string | undefined {
  const plain = text
    ?.slice(0, 4 * longest)
    .replace(everyUnfit, ' ')
    .trim()
    .slice(0, longest)
    .replace(everyUnfit, '');
  return plain === '' ? undefined : plain;
}
