/**
 * Keys of table rows. Table Storage forbids some characters in keys, and others are mangled on their way through
 * URLs and filters, so everything but letters, digits, dot and hyphen is escaped as `_` and the four hex digits of
 * its UTF-16 code unit. The colon joins parts and is escaped inside them: two different lists never give one key.
 */
import { createHash } from 'node:crypto';

/** Keys may have 512 characters; longer parts end in their digest, marked by `_~`, which no escape produces. */
const longestPart = 150;

/** Joins the parts to one key. Letter case is kept: Table Storage tells it apart. */
export function keyOf(...parts: readonly string[]): string {
  return parts.map(escapePart).join(':');
}

/** The last part of a key made by `keyOf`, as it was; undefined if it was too long to be kept. */
export function lastPartOf(key: string): string | undefined {
  const part = key.slice(key.lastIndexOf(':') + 1);
  if (part.includes('_~')) return undefined;
  return part.replace(/_([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** One of `count` shards, the same for the same text for ever. */
export function shardOf(text: string, count: number): string {
  const first = createHash('sha256').update(text).digest()[0] ?? 0;
  return (first % count).toString(36);
}

function escapePart(text: string): string {
  const escaped = text.replace(
    /[^A-Za-z0-9.-]/g,
    (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (escaped.length <= longestPart) return escaped;
  return `${escaped.slice(0, longestPart)}_~${createHash('sha256').update(text, 'utf16le').digest('hex')}`;
}
