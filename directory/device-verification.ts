/**
 * Device verification: the way to a secret key for an account that has none. A code goes to the account's mail
 * address; it opens the set-up, which waits for the first code of the app. One way at a time: beginning again ends
 * the one before. Everything here runs under the lock of the account's row.
 */
import { eq } from 'drizzle-orm';
import type { Secret } from '../domain/secret';
import type { Queries } from './database';
import type { Tokens } from './opaque-token';
import { deviceCodeLifeMinutes } from './password-rule';
import { deviceVerifications } from './schema';
import type { Seal } from './sealed-secret';
import { newAuthenticatorSecret } from './totp';

type Row = typeof deviceVerifications.$inferSelect;

const setUpLifeMs = 15 * 60_000;
const mostWrongTries = 5;
/** Whoever knows the password must not fill the mail box with it. */
const mostMails = 10;
const mailsPeriodMs = 60 * 60_000;

export async function findVerification(queries: Queries, accountId: string): Promise<Row | undefined> {
  const [row] = await queries
    .select()
    .from(deviceVerifications)
    .where(eq(deviceVerifications.accountId, accountId));
  return row;
}

/** Begins anew: a fresh code to be mailed. Undefined when there were too many mails; then the last code stands. */
export async function beginVerification(
  queries: Queries,
  tokens: Tokens,
  accountId: string,
  before: Row | undefined,
  at: Date,
): Promise<Secret<string> | undefined> {
  const sameHour = before && at.getTime() - before.mailsSince.getTime() < mailsPeriodMs ? before : undefined;
  if (sameHour && sameHour.mails >= mostMails) return undefined;
  const { code, hash } = tokens.drawCode(accountId);
  const row = {
    codeHash: hash,
    expiresAt: new Date(at.getTime() + deviceCodeLifeMinutes * 60_000),
    wrongTries: 0,
    mailsSince: sameHour?.mailsSince ?? at,
    mails: (sameHour?.mails ?? 0) + 1,
    pendingSecret: null,
    setUpEndsAt: null,
  };
  await queries
    .insert(deviceVerifications)
    .values({ accountId, ...row })
    .onConflictDoUpdate({ target: deviceVerifications.accountId, set: row });
  return code;
}

/** The key of a set-up that is under way and may still be ended. */
export function pendingKey(seal: Seal, row: Row | undefined, at: Date): Secret<Uint8Array> | undefined {
  if (!row?.pendingSecret || !row.setUpEndsAt || row.setUpEndsAt <= at) return undefined;
  return seal.open(row.accountId, row.pendingSecret);
}

export type JudgedDeviceCode =
  | { readonly kind: 'accepted'; readonly key: Secret<Uint8Array> }
  | { readonly kind: 'wrong' }
  /** It was the right one, but its time is over, or too many wrong ones came before it. */
  | { readonly kind: 'ended' };

/**
 * The right code opens the set-up with a fresh key; sent again it shows the same key, for whoever lost the answer.
 * A wrong one is counted.
 */
export async function judgeDeviceCode(
  queries: Queries,
  deps: { readonly tokens: Tokens; readonly seal: Seal },
  of: {
    readonly accountId: string;
    readonly row: Row | undefined;
    readonly typed: string;
    readonly at: Date;
  },
): Promise<JudgedDeviceCode> {
  const { accountId, row, at } = of;
  const isRow = eq(deviceVerifications.accountId, accountId);
  if (!row || !deps.tokens.isCode(accountId, of.typed, row.codeHash)) {
    if (row)
      await queries
        .update(deviceVerifications)
        .set({ wrongTries: row.wrongTries + 1 })
        .where(isRow);
    return { kind: 'wrong' };
  }
  if (row.expiresAt <= at || row.wrongTries >= mostWrongTries) return { kind: 'ended' };
  const shown = pendingKey(deps.seal, row, at);
  if (shown) return { kind: 'accepted', key: shown };
  const key = newAuthenticatorSecret();
  const setUpEndsAt = new Date(at.getTime() + setUpLifeMs);
  await queries
    .update(deviceVerifications)
    .set({ pendingSecret: deps.seal.seal(accountId, key), setUpEndsAt })
    .where(isRow);
  return { kind: 'accepted', key };
}
