/**
 * The organisation's own words in a reminder (E7, C3): Markdown of the policy's author, made safe first, with
 * placeholders that are filled in for the reader afterwards, so that no value is read as Markdown.
 */
import { safeMarkdown } from './safe-markdown';

/**
 * Paragraphs with each `{placeholder}` filled in; the values must be harmless already. `form` turns the Markdown into
 * something else before that, for places that know none.
 */
export function ownWords(
  template: string | undefined,
  values: Readonly<Record<string, string>>,
  form = (block: string) => block,
): readonly string[] {
  if (!template) return [];
  return safeMarkdown(template).blocks.map((block) =>
    form(block).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
  );
}

/** Markdown that was made safe as plain text: links keep their address, emphasis and escapes go. */
export function withoutMarkdown(block: string): string {
  return block
    .replace(/\[((?:\\.|[^\\[\]])*)\]\(([^()\s]+)\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/(?<!\\)(\*\*?|~~)(?=\S)([^*~]+?)\1/g, '$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
