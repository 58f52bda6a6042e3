/**
 * The whole record of an account: what the accounts' table has of it, its phones and its carrier. And whose record
 * an e-mail address and a phone number of somebody outside point to (R2).
 */
import { eq, inArray } from 'drizzle-orm';
import type { Carrier, Phone } from '../domain/account-record';
import { isSameNumber, smsAddressOf, smsNumberOf } from '../domain/phone-number';
import type { DirectoryAccount } from './account';
import { type AccountRow, accountOf, findRowsByEmail } from './account-table';
import { carrierOf } from './carriers';
import type { Queries } from './database';
import { listPhones } from './phones';
import { accounts, carriers } from './schema';
import { isPossibleId } from './user-name';

export type DirectoryRecord = DirectoryAccount & {
  /** The one for text messages first. */
  readonly phones: readonly Phone[];
  readonly carrier?: Carrier;
  readonly mobileResetAllowed: boolean;
  /** Of what was read: an edit says it, and is a `conflict` if the record has another one by then. */
  readonly version: string;
};

/** Somebody with that e-mail address. */
export type ResetCandidate = {
  readonly account: DirectoryRecord;
  /** The phone number that came with the address is on the same record. */
  readonly phoneMatches: boolean;
  /** At the carrier's mail gateway; absent where there is none, no carrier, or no phone for text messages. */
  readonly smsAddress?: string;
  /** As the SMS service wants it; absent as above, but for the gateway. */
  readonly smsNumber?: string;
};

export async function getRecord(queries: Queries, id: string): Promise<DirectoryRecord | undefined> {
  if (!isPossibleId(id)) return undefined;
  const rows = await queries.select().from(accounts).where(eq(accounts.id, id)).limit(1);
  const [record] = await recordsOf(queries, rows);
  return record;
}

/** At most two: an address that several people have points to nobody. The e-mail address ignoring case. */
export async function findResetCandidates(
  queries: Queries,
  email: string,
  phone: string | undefined,
): Promise<readonly ResetCandidate[]> {
  const records = await recordsOf(queries, await findRowsByEmail(queries, email));
  return records.map((account) => {
    const address = smsAddressOf(account);
    const number = smsNumberOf(account);
    return {
      account,
      phoneMatches: phone !== undefined && account.phones.some((one) => isSameNumber(phone, one)),
      ...(address === undefined ? {} : { smsAddress: address }),
      ...(number === undefined ? {} : { smsNumber: number }),
    };
  });
}

/** `version` of the row. */
export function versionOf({ updatedAt }: Pick<AccountRow, 'updatedAt'>): string {
  return updatedAt.toISOString();
}

/** With two statements for all of them. */
async function recordsOf(queries: Queries, rows: readonly AccountRow[]): Promise<readonly DirectoryRecord[]> {
  if (rows.length === 0) return [];
  const phonesOf = await listPhones(
    queries,
    rows.map(({ id }) => id),
  );
  const carrierIds = rows.flatMap(({ carrierId }) => carrierId ?? []);
  const found =
    carrierIds.length === 0
      ? []
      : await queries.select().from(carriers).where(inArray(carriers.id, carrierIds));
  return rows.map((row) => {
    const carrier = found.find(({ id }) => id === row.carrierId);
    return {
      ...accountOf(row),
      phones: phonesOf.get(row.id) ?? [],
      ...(carrier ? { carrier: carrierOf(carrier) } : {}),
      mobileResetAllowed: row.mobileResetAllowed,
      version: versionOf(row),
    };
  });
}
