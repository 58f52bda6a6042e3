/**
 * The organisation's own words in a reminder (E7, C3): Markdown of the policy's author, made safe first, with
 * placeholders that are filled in for the reader afterwards, so that no value is read as Markdown.
 */
import { safeMarkdown } from './safe-markdown';

/** Paragraphs with each `{placeholder}` filled in; the values must be harmless already. */
export function ownWords(
  template: string | undefined,
  values: Readonly<Record<string, string>>,
): readonly string[] {
  if (!template) return [];
  return safeMarkdown(template).blocks.map((block) =>
    block.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  );
}
