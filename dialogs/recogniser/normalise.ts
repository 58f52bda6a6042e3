/** Typed words made comparable: case, accents, apostrophes, punctuation and spaces do not matter. */

export function normalise(text: string): string {
  return text
    .slice(0, 500)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[’‘`´']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
