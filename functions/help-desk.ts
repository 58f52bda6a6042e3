/** The domain's help desk on a ticketing system: kinds become words in the organisation's first language. */
import { renderTicket, renderTicketNote, ticketTexts } from '../cards/tickets';
import type { TicketChange, Ticketing, TicketNoteText, TicketOpening } from '../connectors/ticketing/port';
import { hasCode } from '../domain/errors';
import type { Policy } from '../domain/policy/schema';
import type { CallOptions } from '../domain/ports/identity-provider';
import type { HelpDesk, TicketRef } from '../domain/ports/outward';
import type { SupportRequest, TicketNote } from '../domain/support-request';

/** The e-mail address by which a ticketing system may know the person; undefined where nobody tells one. */
export type RequesterEmail = (request: SupportRequest, options: CallOptions) => Promise<string | undefined>;

/**
 * What the person reads on their ticket, and is mailed about: their own words and acts. The rest they have read in
 * Teams already; it is for the help desk.
 */
const forRequester: ReadonlySet<TicketNote> = new Set<TicketNote>([
  'help-asked',
  'still-cannot-sign-in',
  'worked',
]);

/** After these somebody has to look: on a ticket that is closed for good nobody would. */
const needsSomebody: ReadonlySet<TicketNote> = new Set<TicketNote>([
  'help-asked',
  'still-cannot-sign-in',
  'not-me',
  'separated',
  'factors-remain',
  'sessions-remain',
  'unlock-failed',
  'not-reached',
  'not-answered',
  'not-theirs',
]);

/** @param requesterEmail for systems that know people; asked when a ticket is opened. */
export function createHelpDesk(
  ticketing: Ticketing,
  policy: Policy,
  requesterEmail?: RequesterEmail,
): HelpDesk {
  const { languages, timeZone } = policy.organisation;
  const reader = { language: languages[0] ?? 'en', timeZone } as const;

  const noteOf = (
    request: SupportRequest,
    note: TicketNote,
    key: string = note,
    words?: string,
  ): TicketNoteText => ({
    // A ticket that came from elsewhere may be that of several requests.
    key: request.incoming ? `${request.id} ${key}` : key,
    text: renderTicketNote(note, request, { ...reader, ...(words ? { words } : {}) }),
    audience: forRequester.has(note) ? 'requester' : 'help-desk',
  });

  const openingOf = async (
    request: SupportRequest,
    about: { securityIncident: boolean; words?: string; afterClosed?: string },
    options: CallOptions,
  ): Promise<TicketOpening> => {
    // Whoever filed the ticket elsewhere has said there who they are.
    const email = request.incoming ? undefined : await requesterEmail?.(request, options);
    return {
      correlationId: request.id,
      kind: request.kind,
      personId: request.aadObjectId,
      tenantId: request.tenantId,
      ...renderTicket(request, { ...reader, ...about }),
      securityIncident: about.securityIncident,
      ...(request.incoming && about.afterClosed === undefined
        ? { existingId: request.incoming.ticketId }
        : {}),
      ...(email ? { requester: { email, unknown: ticketTexts.requesterUnknown(email, reader) } } : {}),
      duplicateOf: (ticketId) => ticketTexts.duplicate(ticketId, reader),
    };
  };

  /** The note on the ticket; where that is gone or closed for good and somebody should look, on a new one. */
  const changed = async (
    ticket: TicketRef,
    request: SupportRequest,
    note: TicketNote,
    text: TicketNoteText,
    options: CallOptions,
    change: () => Promise<TicketChange>,
  ): Promise<TicketRef> => {
    if ((await unlessGone(change)) !== 'not-possible' || !needsSomebody.has(note)) return ticket;
    const about = { securityIncident: request.securityIncident === true, afterClosed: ticket.id };
    const opening = await openingOf(request, about, options);
    const correlationId = `${request.id}/${ticket.id}`;
    const opened = await ticketing.open({ ...opening, correlationId }, options);
    await ticketing.note(opened.id, text, options);
    return opened;
  };

  const act =
    (kind: 'resolve' | 'reopen' | 'close'): HelpDesk[typeof kind] =>
    (ticket, request, note, options) => {
      const text = noteOf(request, note);
      return changed(ticket, request, note, text, options, () => ticketing[kind](ticket.id, text, options));
    };

  return {
    open: async (request, about, options) =>
      ticketing.open(await openingOf(request, about, options), options),
    note: (ticket, request, note, { key, words }, options) => {
      const text = noteOf(request, note, key, words);
      return changed(ticket, request, note, text, options, () => ticketing.note(ticket.id, text, options));
    },
    resolve: act('resolve'),
    reopen: act('reopen'),
    close: act('close'),
  };
}

/** Somebody has deleted the ticket: it takes as little as a closed one, and trying again won't bring it back. */
async function unlessGone(change: () => Promise<TicketChange>): Promise<TicketChange> {
  try {
    return await change();
  } catch (error) {
    if (hasCode(error, 'not-found')) return 'not-possible';
    throw error;
  }
}
