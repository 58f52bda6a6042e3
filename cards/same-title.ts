/** When what was typed counts as a title: as people type, on any keyboard. */

/** Two texts with the same result are the same title. */
export function sameTitle(typed: string): string {
  return typed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}'’‘ʼ`´‐‑-]/gu, '')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
}
