/** Addresses that a reader may be led to: of the web and nothing else, written so that Markdown keeps them whole. */

/** The address as it is opened, or undefined where it isn't one of the web. */
export function webAddress(url: string | undefined, { onlyHttps = false } = {}): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && !onlyHttps)) return href;
  return undefined;
}

/** A link of a card's text. The label must be harmless already. */
export function markdownLink(label: string, href: string): string {
  return `[${label}](${href.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
