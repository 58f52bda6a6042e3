/**
 * What the product needs of a ticketing system, in plain strings: functions/ renders the words. Everything is
 * idempotent, because it is called by activities that may run twice: opening by the correlation id, the rest by
 * the note's key.
 */

export type TicketOpening = {
  /** The request's id; one ticket per correlation id, for ever. */
  readonly correlationId: string;
  readonly kind: 'unlock' | 'password-reset' | 'mfa-reset' | 'help';
  readonly tenantId: string;
  /** The person's aadObjectId. */
  readonly personId: string;
  readonly title: string;
  readonly text: string;
  /** Once true for a ticket it stays so. */
  readonly securityIncident: boolean;
};

export type TicketNoteText = {
  /** Unique within the ticket: the same key again changes nothing. */
  readonly key: string;
  readonly text: string;
};

/**
 * done: as asked · already: this key was here before · not-possible: the note stands on the ticket, but its state
 * is one from which it can't go there (a closed ticket isn't resolved any more) and stays.
 */
export type TicketChange = 'done' | 'already' | 'not-possible';

/** Outages are thrown as coded errors, an unknown ticket as `not-found`. */
export interface Ticketing {
  /** Opens the ticket, or answers the one that is there. */
  open(opening: TicketOpening): Promise<{ readonly id: string }>;
  note(ticketId: string, note: TicketNoteText): Promise<TicketChange>;
  resolve(ticketId: string, note: TicketNoteText): Promise<TicketChange>;
  reopen(ticketId: string, note: TicketNoteText): Promise<TicketChange>;
  close(ticketId: string, note: TicketNoteText): Promise<TicketChange>;
}
