/** The operators' list of tickets, newest first, in pages. */
import type { TicketItem, TicketList, TicketState } from '../port';
import { shardOfTicket, type TicketRow, type TicketTable, ticketKeys, ticketShards } from './tables';

const readAtOnce = 16;
const mostNotes = 200;

/** Round trips: one per shard in parallel, then two in parallel per ticket of the page. */
export function createTicketList({ rows }: { readonly rows: TicketTable }): TicketList {
  const read = async (id: string): Promise<readonly TicketItem[]> => {
    const partition = shardOfTicket(id);
    const [ticket, notes] = await Promise.all([
      rows.get(partition, ticketKeys.ticket(id)),
      rows.list({ partition, from: ticketKeys.notesFrom(id), before: ticketKeys.notesBefore(id) }, mostNotes),
    ]);
    return ticket ? [itemOf(id, ticket, notes)] : [];
  };

  return {
    async list({ person, from, to, next, pageSize = 50 }) {
      const range = {
        from: to === undefined ? 'listed:' : ticketKeys.listedFrom(instant(to)),
        before: from === undefined ? 'listed;' : ticketKeys.listedBefore(instant(from)),
        after: next === undefined ? undefined : positionOf(next),
        where: person === undefined ? undefined : { anyOf: ['personId'], is: person.toLowerCase() },
      };
      const limit = Math.max(1, Math.min(pageSize, 200));
      const shards = Array.from({ length: ticketShards }, (_, shard) => String(shard));
      const found = await Promise.all(
        shards.map((partition) => rows.list({ partition, ...range }, limit + 1)),
      );
      const listed = found.flat().toSorted((a, b) => (a.key < b.key ? -1 : 1));
      const page = listed.slice(0, limit);
      const items: TicketItem[] = [];
      for (let at = 0; at < page.length; at += readAtOnce) {
        const ids = page.slice(at, at + readAtOnce).map(({ columns }) => String(columns.ticketId));
        items.push(...(await Promise.all(ids.map(read))).flat());
      }
      const last = listed.length > limit ? page.at(-1)?.key : undefined;
      return { items, ...(last ? { next: Buffer.from(last).toString('base64url') } : {}) };
    },
  };
}

function instant(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new TypeError('from and to are ISO instants');
  return ms;
}

function positionOf(next: string): string {
  const key = Buffer.from(next, 'base64url').toString();
  if (!/^listed:\d{13}:[\w.-]{1,64}$/.test(key))
    throw new TypeError('next is not the next of an earlier page');
  return key;
}

function itemOf(id: string, { columns }: TicketRow, noteRows: readonly TicketRow[]): TicketItem {
  const createdAt = String(columns.createdAt);
  const notes = noteRows
    .map((row) => ({ at: String(row.columns.at), text: String(row.columns.text) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    id,
    kind: String(columns.kind),
    personId: String(columns.personId),
    state: columns.state as TicketState,
    securityIncident: columns.securityIncident === true,
    notes: columns.text ? [{ at: createdAt, text: String(columns.text) }, ...notes] : notes,
    createdAt,
  };
}
