/**
 * Temporary passwords (R4): drawn here, kept as a hash beside the original, which stays as it is. One at a time; each
 * ends by itself, and with any new password.
 */
import { randomInt } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { Secret } from '../domain/secret';
import type { Queries } from './database';
import { accounts } from './schema';

const length = 10;
/**
 * Nothing that looks like something else in some type: no 0 O o, 1 l I i, 5 S s, 2 Z z, 8 B, 6 b G, 9 g q, u v, and of
 * letters whose two cases look alike only the capital.
 */
const kinds = ['ACDEFHJKLMNPQRTWXY', 'adefhnrt', '3479', '#$%&*+=?@'] as const;
const all = kinds.join('');

/** Ten characters, at least one of each kind: about 52 bits, for half an hour and under the lock rule. */
export function drawTemporaryPassword(): Secret<string> {
  const drawn = kinds.map(one);
  while (drawn.length < length) drawn.push(one(all));
  for (let at = drawn.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [drawn[at], drawn[other]] = [drawn[other] ?? '', drawn[at] ?? ''];
  }
  return new Secret(drawn.join(''));
}

const one = (from: string): string => from.charAt(randomInt(from.length));

/** False where there is no such account, or it is locked or disabled: then nothing is kept. */
export async function keepTemporaryPassword(
  queries: Queries,
  id: string,
  of: { readonly hash: string; readonly at: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const kept = await queries
    .update(accounts)
    .set({ temporaryHash: of.hash, temporaryCreatedAt: of.at, temporaryExpiresAt: of.expiresAt })
    .where(and(eq(accounts.id, id), eq(accounts.status, 'active'), isNull(accounts.lockedAt)));
  return kept.rowCount === 1;
}

/** None any more: for an UPDATE. */
export const noTemporaryPassword = {
  temporaryHash: null,
  temporaryCreatedAt: null,
  temporaryExpiresAt: null,
} as const;
