/** Cell service providers: a short list that administrators keep. */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Carrier, CarrierAnswer, RemoveCarrierAnswer } from '../domain/account-record';
import { type CarrierValues, readCarrier, sameCarrierValues } from '../domain/carrier-values';
import type { Queries } from './database';
import { accounts, carriers } from './schema';
import { isPossibleId } from './user-name';

export type NewCarrier = CarrierValues & {
  /** Drawn unless told; told, adding it twice adds it once. */
  readonly id?: string;
};

type CarrierRow = typeof carriers.$inferSelect;

/** By name. */
export async function listCarriers(queries: Queries): Promise<readonly Carrier[]> {
  const rows = await queries
    .select()
    .from(carriers)
    .orderBy(asc(sql`lower(${carriers.name})`));
  return rows.map(carrierOf);
}

export function carrierOf({ id, name, smsDomain, numberFormat }: CarrierRow): Carrier {
  return { id, name, numberFormat, ...(smsDomain === null ? {} : { smsDomain }) };
}

export async function addCarrier(queries: Queries, typed: NewCarrier, at: Date): Promise<CarrierAnswer> {
  const { id = randomUUID() } = typed;
  const reading = readCarrier(typed);
  if (reading.kind === 'refused') return reading;
  const carrier = { id, ...reading.values };
  if (!isPossibleId(id)) return { kind: 'conflict' };
  const row = { ...carrier, smsDomain: carrier.smsDomain ?? null, updatedAt: at };
  const added = await queries.insert(carriers).values(row).onConflictDoNothing();
  if (added.rowCount === 1) return { kind: 'done', carrier };
  const [present] = await queries.select().from(carriers).where(eq(carriers.id, id));
  if (!present) return nameTaken;
  return sameCarrierValues(carrierOf(present), carrier) ? { kind: 'done', carrier } : { kind: 'conflict' };
}

/** Whoever edits last is right: it is a few words about a company, and every test message shows them. */
export async function editCarrier(queries: Queries, typed: Carrier, at: Date): Promise<CarrierAnswer> {
  const reading = readCarrier(typed);
  if (reading.kind === 'refused') return reading;
  const carrier = { id: typed.id, ...reading.values };
  if (!isPossibleId(carrier.id)) return { kind: 'conflict' };
  // One after the other, so that of two who want the same name one finds it taken.
  await queries.execute(sql`lock table ${carriers} in share row exclusive mode`);
  const sameName = sql`lower(${carriers.name}) = lower(${carrier.name})`;
  const [other] = await queries
    .select({ id: carriers.id })
    .from(carriers)
    .where(and(sameName, ne(carriers.id, carrier.id)));
  if (other) return nameTaken;
  const edited = await queries
    .update(carriers)
    .set({ ...carrier, smsDomain: carrier.smsDomain ?? null, updatedAt: at })
    .where(eq(carriers.id, carrier.id));
  return edited.rowCount === 1 ? { kind: 'done', carrier } : { kind: 'conflict' };
}

/** Refused while an account has it. Idempotent. */
export async function removeCarrier(queries: Queries, id: string): Promise<RemoveCarrierAnswer> {
  if (!isPossibleId(id)) return 'was-gone';
  // Locked first: an account that takes it at this moment is then seen, or finds it gone.
  const [row] = await queries
    .select({ id: carriers.id })
    .from(carriers)
    .where(eq(carriers.id, id))
    .for('update');
  if (!row) return 'was-gone';
  const users = await queries
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.carrierId, id))
    .limit(1);
  if (users.length > 0) return 'in-use';
  await queries.delete(carriers).where(eq(carriers.id, id));
  return 'removed';
}

/** Whether there is one of that id, which stays until the transaction ends. */
export async function holdCarrier(queries: Queries, id: string): Promise<boolean> {
  if (!isPossibleId(id)) return false;
  const rows = await queries
    .select({ id: carriers.id })
    .from(carriers)
    .where(eq(carriers.id, id))
    .for('key share');
  return rows.length > 0;
}

const nameTaken = { kind: 'refused', field: 'name', rule: 'name-taken' } as const;
