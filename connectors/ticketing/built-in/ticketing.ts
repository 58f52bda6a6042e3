/**
 * Tickets for organisations without a ticketing system of their own, kept in the product's tables. A ticket, its
 * notes and its place in the operators' list share a partition, so that each change is one transaction.
 */
import { CodedError } from '../../../domain/errors';
import type { Clock } from '../../../domain/ports/clock';
import type {
  TicketChange,
  Ticketing,
  TicketList,
  TicketNoteText,
  TicketOpening,
  TicketState,
} from '../port';
import { mayBecome } from './lifecycle';
import { createTicketList } from './list';
import {
  type OpenTicketTable,
  shardOfTicket,
  type TicketColumns,
  type TicketRow,
  ticketKeys,
} from './tables';
import { isTicketId, ticketId } from './ticket-id';

const attempts = 5;
const longestTitle = 200;
const longestText = 8_000;

export type BuiltInTicketingDeps = { readonly tables: OpenTicketTable; readonly clock: Clock };

/** Round trips: open 1 (2 if the ticket is there), note 1, resolve, reopen and close 2. */
export function createBuiltInTicketing({ tables, clock }: BuiltInTicketingDeps): Ticketing & TicketList {
  const rows = tables.table('Tickets');

  const read = async (id: string): Promise<TicketRow> => {
    const row = isTicketId(id) ? await rows.get(shardOfTicket(id), ticketKeys.ticket(id)) : undefined;
    if (!row) throw new CodedError('not-found', 'there is no such ticket');
    return row;
  };

  const noteStep = (id: string, { key, text }: TicketNoteText) => ({
    do: 'create' as const,
    row: {
      partition: shardOfTicket(id),
      key: ticketKeys.note(id, key),
      columns: { at: clock.now().toISOString(), text: text.slice(0, longestText) },
    },
  });

  const change = async (id: string, to: TicketState, note: TicketNoteText): Promise<TicketChange> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const ticket = await read(id);
      const { partition, key, columns, etag } = ticket;
      const possible = mayBecome(stateOf(ticket), to);
      const row = { partition, key, columns: { ...columns, state: possible ? to : stateOf(ticket) } };
      const answer = await rows.transact([{ do: 'replace', row, etag }, noteStep(id, note)]);
      if (answer === 'exists') return 'already';
      if (typeof answer !== 'string') return possible ? 'done' : 'not-possible';
    }
    throw new CodedError('conflict', 'the ticket is changed by too many at once', { retryable: true });
  };

  const flag = async ({ partition, key, columns }: TicketRow): Promise<void> => {
    if (columns.securityIncident === true) return;
    await rows.transact([{ do: 'merge', row: { partition, key, columns: { securityIncident: true } } }]);
  };

  return {
    ...createTicketList({ rows }),

    async check() {
      await rows.get('0', ticketKeys.ticket('check'));
    },

    async open(opening) {
      const createdAt = clock.now();
      const { existingId, correlationId, securityIncident } = opening;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const taken = existingId !== undefined && isTicketId(existingId) ? existingId : undefined;
        const id = taken ?? ticketId(correlationId, attempt);
        const partition = shardOfTicket(id);
        const key = ticketKeys.ticket(id);
        const listed = { ticketId: id, tenantId: opening.tenantId, personId: opening.personId.toLowerCase() };
        const answer = await rows.transact([
          { do: 'create', row: { partition, key, columns: columnsOf(opening, createdAt) } },
          {
            do: 'create',
            row: { partition, key: ticketKeys.listed(createdAt.getTime(), id), columns: listed },
          },
        ]);
        if (typeof answer !== 'string') return { id };
        const present = await read(id);
        if (taken || present.columns.correlationId === correlationId) {
          if (securityIncident) await flag(present);
          return { id };
        }
      }
      throw new CodedError('unexpected', 'no ticket id is free for this request');
    },

    async note(id, note) {
      if (!isTicketId(id)) throw new CodedError('not-found', 'there is no such ticket');
      // The merge of nothing makes the transaction fail where there is no ticket.
      const ticket = { partition: shardOfTicket(id), key: ticketKeys.ticket(id), columns: {} };
      const answer = await rows.transact([{ do: 'merge', row: ticket }, noteStep(id, note)]);
      if (answer === 'row-missing') throw new CodedError('not-found', 'there is no such ticket');
      return answer === 'exists' ? 'already' : 'done';
    },

    resolve: (id, note) => change(id, 'resolved', note),
    reopen: (id, note) => change(id, 'open', note),
    close: (id, note) => change(id, 'closed', note),
  };
}

const stateOf = (row: TicketRow): TicketState => row.columns.state as TicketState;

function columnsOf(opening: TicketOpening, createdAt: Date): TicketColumns {
  return {
    correlationId: opening.correlationId,
    kind: opening.kind,
    tenantId: opening.tenantId,
    personId: opening.personId.toLowerCase(),
    title: opening.title.slice(0, longestTitle),
    text: opening.text.slice(0, longestText),
    securityIncident: opening.securityIncident,
    state: 'open',
    createdAt: createdAt.toISOString(),
  };
}
