/** Factors in the reader's words: the kind, and the masked name that tells one from another. */
import type { ShownFactor } from '../domain/messages';
import { type Language, text } from './locale';

/** Room for a name beside its kind on a phone. */
const longestName = 60;

/**
 * "Text message: •••• 42". The name is foreign text and goes through `show`; the stars with which many systems mask
 * become dots, because a card would read them as Markdown.
 */
export function factorOf(
  { kind, name }: ShownFactor,
  language: Language,
  show: (foreign: string, length?: number) => string,
): string {
  const named = show(name.replaceAll('*', '•'), longestName);
  const said = text(`factor.${kind}`, language);
  return named ? text('factor.named', language, { kind: said, name: named }) : said;
}
