/** The domain's help desk on a ticketing system: kinds become words in the organisation's first language. */
import { renderTicket, renderTicketNote } from '../cards/tickets';
import type { Ticketing } from '../connectors/ticketing/port';
import type { Policy } from '../domain/policy/schema';
import type { HelpDesk } from '../domain/ports/outward';
import type { SupportRequest, TicketNote } from '../domain/support-request';

export function createHelpDesk(ticketing: Ticketing, policy: Policy): HelpDesk {
  const { languages, timeZone } = policy.organisation;
  const reader = { language: languages[0] ?? 'en', timeZone } as const;
  const noteOf = (request: SupportRequest, note: TicketNote, key: string = note, words?: string) => ({
    key,
    text: renderTicketNote(note, request, { ...reader, ...(words ? { words } : {}) }),
  });
  return {
    open: async (request, { securityIncident, words }) => {
      const { title, text } = renderTicket(request, {
        ...reader,
        securityIncident,
        ...(words ? { words } : {}),
      });
      return ticketing.open({
        correlationId: request.id,
        kind: request.kind,
        personId: request.aadObjectId,
        tenantId: request.tenantId,
        title,
        text,
        securityIncident,
      });
    },
    note: async (ticket, request, note, { key, words }) => {
      await ticketing.note(ticket.id, noteOf(request, note, key, words));
    },
    resolve: async (ticket, request, note) => {
      await ticketing.resolve(ticket.id, noteOf(request, note));
    },
    reopen: async (ticket, request, note) => {
      await ticketing.reopen(ticket.id, noteOf(request, note));
    },
    close: async (ticket, request, note) => {
      await ticketing.close(ticket.id, noteOf(request, note));
    },
  };
}
