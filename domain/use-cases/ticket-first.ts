/**
 * I2: the ticket knows everything about the request before anything is changed. One that is there already (the
 * conversation began with it) gets a note instead. Both are idempotent, so a restart files nothing twice.
 */
import type { Deps } from '../deps';
import { type Execution, type Owed, owe, type SupportRequest } from '../support-request';
import { changeRequest } from './change-request';
import { type Held, note } from './executor';
import { settleTicket } from './settle';

/**
 * @param plan what is to be done, written on the row first: the ticket tells it.
 * @param timeoutMs how long the help desk may take for each thing it is told.
 * @returns whether the ticket stands and knows; false also when somebody else holds the executor by now.
 */
export async function fileTicketFirst(
  deps: Deps,
  held: Held,
  plan: Partial<SupportRequest>,
  timeoutMs: number,
): Promise<boolean> {
  if (held.stored.value.execution?.filedAt) return true;
  const planned = await note(deps, held, {}, plan);
  if (!planned) return false;
  const debts = debtsOf(planned.value);
  await changeRequest(deps, planned.value.id, (row) => owe(row, ...debts));
  await settleTicket(deps, planned.value.id, timeoutMs);
  const present = await deps.requests.read(planned.value.id);
  if (!present) return false;
  held.stored = present;
  if (!isFiled(present.value, debts)) return false;
  const filed: Partial<Execution> = { filedAt: deps.clock.now().toISOString() };
  const noted = await note(deps, held, filed);
  if (noted) held.stored = noted;
  return noted !== undefined;
}

/** A ticket that we open tells the plan itself; one that was there before, from us or from elsewhere, by a note. */
function debtsOf({ ticket, factors, incoming }: SupportRequest): readonly Owed[] {
  const open: Owed = { kind: 'ticket-open', securityIncident: factors?.lost === true };
  const plan: Owed = { kind: 'ticket-note', key: 'factors-planned', note: 'factors-planned' };
  if (ticket) return [plan];
  return incoming ? [open, plan] : [open];
}

function isFiled({ ticket, owed }: SupportRequest, debts: readonly Owed[]): boolean {
  const due = new Set(debts.map((debt) => JSON.stringify(debt)));
  return ticket !== undefined && !owed.some((other) => due.has(JSON.stringify(other)));
}
