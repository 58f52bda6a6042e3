/**
 * Editing a record (R8): all its values at once, in one transaction, by the version that the administrator saw. The
 * first rule that a value breaks refuses all of it.
 */
import { eq } from 'drizzle-orm';
import type { EditAnswer, Phone, RecordFault, RecordField, RecordValues } from '../domain/account-record';
import { isEmailAddress, numberOf, readPhones } from '../domain/phone-number';
import { versionOf } from './account-record';
import type { AccountRow } from './account-table';
import { holdCarrier } from './carriers';
import type { Queries } from './database';
import { listPhones, replacePhones } from './phones';
import { accounts, deviceVerifications, passwordLinks } from './schema';
import { searchWordsOf } from './search-words';
import { endSessions } from './sessions';
import { noTemporaryPassword } from './temporary-password';
import { isPossibleId } from './user-name';

export type RecordEdit = RecordValues & {
  /** `version` of the record that was read. */
  readonly version: string;
};

/**
 * Under the lock of the account's row. Where everything is so already it is `done`, whatever the version: a repeated
 * edit is no conflict with itself. A lock, and the count of failures, stay as they are.
 */
export async function editAccount(
  queries: Queries,
  id: string,
  edit: RecordEdit,
  at: Date,
): Promise<EditAnswer> {
  const reading = read(edit);
  if (reading.kind === 'fault') return { kind: 'refused', ...reading.fault };
  const { values } = reading;
  if (!isPossibleId(id)) return { kind: 'conflict' };
  const [row] = await queries.select().from(accounts).where(eq(accounts.id, id)).for('update');
  if (!row) return { kind: 'conflict' };
  const phones = (await listPhones(queries, [id])).get(id) ?? [];
  const changed = differences(row, phones, values);
  if (changed.length === 0) return { kind: 'done', changed };
  if (versionOf(row) !== edit.version) return { kind: 'conflict' };
  const { carrierId } = values;
  if (changed.includes('carrierId') && carrierId !== undefined && !(await holdCarrier(queries, carrierId)))
    return { kind: 'refused', field: 'carrierId', rule: 'unknown-carrier' };
  if (changed.includes('phones')) {
    const taken = await replacePhones(queries, id, values.phones);
    if (taken)
      return { kind: 'refused', field: 'phones', rule: 'phone-taken', phone: placeOf(taken, values) };
  }
  await write(queries, row, values, at);
  await endWhatWasOut(queries, id, changed, values, at);
  return { kind: 'done', changed };
}

async function write(queries: Queries, row: AccountRow, values: RecordValues, at: Date): Promise<void> {
  const email = values.email ?? null;
  await queries
    .update(accounts)
    .set({
      status: values.status,
      email,
      searchWords: searchWordsOf({ ...row, email }),
      carrierId: values.carrierId ?? null,
      mobileResetAllowed: values.mobileResetAllowed,
      ...noTemporaryPassword,
      // Never twice the same: two edits within a millisecond are two versions.
      updatedAt: new Date(Math.max(at.getTime(), row.updatedAt.getTime() + 1)),
    })
    .where(eq(accounts.id, row.id));
}

/**
 * A temporary password (`write` has ended it), a link and a code went where the record pointed before. A disabled
 * account's sessions are dead; ended, they stay so when it is active again.
 */
async function endWhatWasOut(
  queries: Queries,
  id: string,
  changed: readonly RecordField[],
  { status }: RecordValues,
  at: Date,
): Promise<void> {
  const disabled = changed.includes('status') && status === 'disabled';
  if (disabled) await endSessions(queries, id, at);
  if (!disabled && !changed.includes('email')) return;
  await queries.update(passwordLinks).set({ usedAt: at }).where(eq(passwordLinks.accountId, id));
  await queries
    .update(deviceVerifications)
    .set({ expiresAt: at, pendingSecret: null, setUpEndsAt: null })
    .where(eq(deviceVerifications.accountId, id));
}

type Reading =
  | { readonly kind: 'values'; readonly values: RecordValues }
  | { readonly kind: 'fault'; readonly fault: RecordFault };

/** The values as they will stand there, or the first rule that one of them breaks. */
function read({ status, email, phones, carrierId, mobileResetAllowed }: RecordEdit): Reading {
  const address = email?.trim();
  if (address && !isEmailAddress(address))
    return { kind: 'fault', fault: { field: 'email', rule: 'email-form' } };
  const reading = readPhones(phones);
  if (reading.kind === 'fault') return reading;
  const values = {
    status,
    ...(address ? { email: address } : {}),
    phones: reading.phones,
    ...(carrierId ? { carrierId } : {}),
    mobileResetAllowed,
  };
  return { kind: 'values', values };
}

function differences(
  row: AccountRow,
  phones: readonly Phone[],
  values: RecordValues,
): readonly RecordField[] {
  const differs: Record<RecordField, boolean> = {
    status: row.status !== values.status,
    email: row.email !== (values.email ?? null),
    phones: asText(phones) !== asText(values.phones),
    carrierId: row.carrierId !== (values.carrierId ?? null),
    mobileResetAllowed: row.mobileResetAllowed !== values.mobileResetAllowed,
  };
  return (Object.keys(differs) as RecordField[]).filter((field) => differs[field]);
}

/** The order of phones means nothing. */
function asText(phones: readonly Phone[]): string {
  return JSON.stringify(
    phones
      .map(({ areaCode, localNumber, type, sms }) => [areaCode, localNumber, type, sms].join(' '))
      .toSorted(),
  );
}

function placeOf(phone: Phone, { phones }: RecordValues): number {
  return phones.findIndex((one) => numberOf(one) === numberOf(phone));
}
