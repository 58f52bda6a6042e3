/**
 * Where reading the System Log goes on: Okta's own link, kept as it was written, and what is needed if Okta has lost
 * it: when the log was last read, and which events have been handed out.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

export type LockoutPosition = {
  /** Absent before the first page, and after a page without a link. */
  readonly link?: string;
  /** When the log was last read, by our clock. */
  readonly readAt?: string;
  /** Marks of the last events, oldest first. */
  readonly handedOut: readonly string[];
};

export const start: LockoutPosition = { handedOut: [] };

/** A position has fewer than 20,000 characters: 14 for a mark, some hundred for the link. */
const mostMarks = 600;
const longestLink = 8_000;
/** What is stored late, and clocks that differ: after a lost link so much is read again. */
export const overlapMs = 30 * 60_000;

const stored = z.object({
  link: z.string().max(longestLink).optional(),
  readAt: z.iso.datetime().optional(),
  handedOut: z.array(z.string().max(20)).max(mostMarks),
  filter: z.string(),
});

/** What can't be read, or was made for another filter, begins anew; what was handed out stays known. */
export function parsePosition(text: string | undefined, filter: string): LockoutPosition {
  const position = stored.safeParse(jsonOf(text)).data;
  if (!position) return start;
  const { filter: madeFor, link, ...rest } = position;
  return madeFor === markOf(filter) && link !== undefined ? { ...rest, link } : rest;
}

export function formatPosition(position: LockoutPosition, filter: string): string {
  const { link, ...rest } = position;
  const kept = link !== undefined && link.length <= longestLink ? { ...rest, link } : rest;
  return JSON.stringify({ ...kept, filter: markOf(filter) });
}

/** The position after a page. */
export function advanced(
  before: LockoutPosition,
  page: { readonly next?: string; readonly uuids: readonly string[] },
  readAt: Date,
): LockoutPosition {
  const handedOut = [...before.handedOut, ...page.uuids.map(markOf)].slice(-mostMarks);
  const link = page.next === undefined ? {} : { link: page.next };
  return { ...link, readAt: readAt.toISOString(), handedOut };
}

/** From when to read where there is no link: not before `since`. */
export function restartAt({ readAt }: LockoutPosition, since: Date): Date {
  const again = readAt === undefined ? 0 : Date.parse(readAt) - overlapMs;
  return new Date(Math.max(again, since.getTime()));
}

export function wasHandedOut({ handedOut }: LockoutPosition, uuid: string): boolean {
  return handedOut.includes(markOf(uuid));
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
