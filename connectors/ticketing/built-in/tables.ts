/** What built-in tickets need of a table: the shape of connectors/storage's tables, which are passed in at the start. */
import { createHash } from 'node:crypto';

export type TicketColumns = Readonly<Record<string, string | number | boolean | undefined>>;

export type TicketRow = {
  readonly partition: string;
  readonly key: string;
  readonly etag: string;
  readonly columns: TicketColumns;
};

export type NewTicketRow = Omit<TicketRow, 'etag'>;

export type TicketStep =
  | { readonly do: 'create'; readonly row: NewTicketRow }
  | { readonly do: 'replace'; readonly row: NewTicketRow; readonly etag: string }
  | { readonly do: 'merge'; readonly row: NewTicketRow };

export interface TicketTable {
  get(partition: string, key: string): Promise<TicketRow | undefined>;
  /** All steps in one partition, or none: then why not. */
  transact(steps: readonly TicketStep[]): Promise<readonly string[] | 'row-missing' | 'exists' | 'changed'>;
  list(
    range: {
      readonly partition: string;
      readonly from?: string;
      readonly after?: string;
      readonly before?: string;
      readonly where?: { readonly anyOf: readonly string[]; readonly is: string };
    },
    limit: number,
  ): Promise<readonly TicketRow[]>;
}

export type OpenTicketTable = { table(name: string): TicketTable };

/** Tickets are spread over so many partitions, by their id. */
export const ticketShards = 4;

export function shardOfTicket(ticketId: string): string {
  const last = ticketId.charCodeAt(ticketId.length - 1);
  return String(last % ticketShards);
}

/** Keys in a shard: the ticket, its notes (by key), and its place in the list, newest first. */
export const ticketKeys = {
  ticket: (id: string): string => `ticket:${id}`,
  note: (id: string, key: string): string => `note:${id}:${createHash('sha256').update(key).digest('hex')}`,
  notesFrom: (id: string): string => `note:${id}:`,
  notesBefore: (id: string): string => `note:${id};`,
  listed: (createdAtMs: number, id: string): string => `listed:${backwards(createdAtMs)}:${id}`,
  listedFrom: (ms: number): string => `listed:${backwards(ms)}:`,
  listedBefore: (ms: number): string => `listed:${backwards(ms)};`,
};

/** Milliseconds counted down, so that the table's order is newest first; thirteen digits last until 2286. */
function backwards(ms: number): string {
  return String(9_999_999_999_999 - ms).padStart(13, '0');
}
