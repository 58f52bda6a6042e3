/** The phones of accounts. They are changed under the lock of the account's row; a number is one account's only. */
import { and, asc, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import type { Phone } from '../domain/account-record';
import { numberOf, readPhones } from '../domain/phone-number';
import type { Queries } from './database';
import { phones } from './schema';

export type NewPhoneRow = typeof phones.$inferInsert;

const number = sql<string>`(${phones.areaCode} || ${phones.localNumber})`;

/** Throws a TypeError for phones that break a rule. */
export function newPhoneRows(accountId: string, list: readonly Phone[]): readonly NewPhoneRow[] {
  const reading = readPhones(list);
  if (reading.kind === 'fault') throw new TypeError(`A phone breaks a rule: ${reading.fault.rule}.`);
  return reading.phones.map((phone) => rowOf(accountId, phone));
}

function rowOf(accountId: string, { areaCode, localNumber, type, sms }: Phone): NewPhoneRow {
  return { accountId, areaCode, localNumber, type, forSms: sms };
}

/** Of each account that has any: the one for text messages first, then by number. */
export async function listPhones(
  queries: Queries,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Phone[]>> {
  const rows = await queries
    .select()
    .from(phones)
    .where(inArray(phones.accountId, [...accountIds]))
    .orderBy(asc(sql`not ${phones.forSms}`), asc(phones.areaCode), asc(phones.localNumber));
  const phonesOf = new Map<string, Phone[]>();
  for (const { accountId, areaCode, localNumber, type, forSms } of rows)
    phonesOf.set(accountId, [
      ...(phonesOf.get(accountId) ?? []),
      { areaCode, localNumber, type, sms: forSms },
    ]);
  return phonesOf;
}

/**
 * Puts these in the place of the account's phones. The number that is somebody else's, and nothing changed, if one is.
 * Numbers are taken in order and before any is given up, so that two who swap theirs never wait for each other.
 */
export async function replacePhones(
  queries: Queries,
  accountId: string,
  list: readonly Phone[],
): Promise<Phone | undefined> {
  const wanted = list.toSorted((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1));
  const numbers = wanted.map(numberOf);
  await queries.execute(sql`savepoint phones`);
  // Not for text messages yet: the phone that has been so far may still be there.
  for (const phone of wanted)
    await queries
      .insert(phones)
      .values({ ...rowOf(accountId, phone), forSms: false })
      .onConflictDoNothing();
  const [others] = await queries
    .select({ number })
    .from(phones)
    .where(and(inArray(number, numbers), ne(phones.accountId, accountId)))
    .limit(1);
  if (others) {
    await queries.execute(sql`rollback to savepoint phones`);
    return wanted.find((phone) => numberOf(phone) === others.number);
  }
  // What is left under the same number may be cut elsewhere between area code and local number.
  await queries.delete(phones).where(and(eq(phones.accountId, accountId), notInArray(number, numbers)));
  await queries.update(phones).set({ forSms: false }).where(eq(phones.accountId, accountId));
  for (const phone of wanted)
    await queries
      .update(phones)
      .set(rowOf(accountId, phone))
      .where(and(eq(phones.accountId, accountId), eq(number, numberOf(phone))));
  return undefined;
}
