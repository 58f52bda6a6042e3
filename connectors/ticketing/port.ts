/**
 * What the product needs of a ticketing system, in plain strings: functions/ renders the words. Everything is
 * idempotent, because it is called by activities that may run twice: opening by the correlation id, the rest by
 * the note's key.
 */
import type { CallOptions } from '../../domain/ports/identity-provider';
import type { Inspection } from '../../domain/ports/inspection';

export type TicketKind = 'unlock' | 'password-reset' | 'mfa-reset' | 'help';

export type TicketOpening = {
  /** The request's id; one ticket per correlation id, for ever. */
  readonly correlationId: string;
  readonly kind: TicketKind;
  readonly tenantId: string;
  /** The person's aadObjectId; empty where nobody knows who it is. */
  readonly personId: string;
  readonly title: string;
  readonly text: string;
  /** Once true for a ticket it stays so. */
  readonly securityIncident: boolean;
  /** A ticket that somebody filed elsewhere (I4): it is taken over instead of opening another. */
  readonly existingId?: string;
  /** For systems that know people: whose ticket it is, and the line of text that says so where they don't know them. */
  readonly requester?: { readonly email: string; readonly unknown: string };
  /** What is written on a ticket that was opened beside this one by mistake: two who opened at the same time. */
  readonly duplicateOf?: (ticketId: string) => string;
};

export type TicketNoteText = {
  /** Unique within the ticket: the same key again changes nothing. */
  readonly key: string;
  readonly text: string;
  /** Who reads it, where the system tells them apart. Default: the help desk alone. */
  readonly audience?: 'requester' | 'help-desk';
};

/**
 * done: as asked · already: this key was here before · not-possible: the ticket's state is one from which it can't go
 * there (a closed ticket isn't resolved any more) and stays; the note stands on it if the system takes notes then.
 */
export type TicketChange = 'done' | 'already' | 'not-possible';

/** Outages are thrown as coded errors, an unknown ticket as `not-found`. */
export interface Ticketing {
  /** One cheap read that proves address and credentials; throws a coded error if they don't work. */
  check(options: CallOptions): Promise<void>;
  /** What operators may have tried (`npm run check`). Absent where the app's own storage holds the tickets. */
  readonly inspection?: Inspection;
  /** Opens the ticket, or answers the one that is there. The id is what people read to each other. */
  open(opening: TicketOpening, options: CallOptions): Promise<{ readonly id: string }>;
  note(ticketId: string, note: TicketNoteText, options: CallOptions): Promise<TicketChange>;
  resolve(ticketId: string, note: TicketNoteText, options: CallOptions): Promise<TicketChange>;
  reopen(ticketId: string, note: TicketNoteText, options: CallOptions): Promise<TicketChange>;
  close(ticketId: string, note: TicketNoteText, options: CallOptions): Promise<TicketChange>;
}

export type TicketState = 'open' | 'resolved' | 'closed';

export type TicketNoteItem = { readonly at: string; readonly text: string };

export type TicketItem = {
  readonly id: string;
  readonly kind: string;
  readonly personId: string;
  readonly state: TicketState;
  readonly securityIncident: boolean;
  /** Oldest first; the first is the text it was opened with, if it had one. */
  readonly notes: readonly TicketNoteItem[];
  /** ISO instant. */
  readonly createdAt: string;
};

export type TicketQuery = {
  /** aadObjectId. */
  readonly person?: string;
  /** ISO instants between which the ticket was opened, both included. Default: everything. */
  readonly from?: string;
  readonly to?: string;
  /** The `next` of the page before. */
  readonly next?: string;
  /** Default 50, at most 200. */
  readonly pageSize?: number;
};

/** A page may be short and still have a next one. */
export type TicketPage = { readonly items: readonly TicketItem[]; readonly next?: string };

export interface TicketList {
  /** The product's own tickets, newest first. Throws TypeError for an instant or a `next` that is none. */
  list(query: TicketQuery): Promise<TicketPage>;
}
