/** Links between pages as RFC 8288 writes them into the header `Link`, several to a header, in any order. */

/**
 * The first link of that relation, exactly as the vendor wrote it; where it leads is checked by the client.
 * @param header the header's value, several lines joined by a comma; undefined where there is none.
 */
export function linkOf(relation: string, header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  // Commas and semicolons may stand in an address and in quotes, so the text is walked, not split.
  const links = header.matchAll(/<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s",;<>]*))?)*)/g);
  for (const [, address, parameters = ''] of links) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;<>]*))/i.exec(parameters) ?? [];
    const relations = (quoted ?? bare ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation.toLowerCase())) return address;
  }
  return undefined;
}
