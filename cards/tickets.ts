/** What the help desk reads, in the organisation's first language: the ticket of a request and its notes. */
import type { ShownFactor } from '../domain/messages';
import type { SupportRequest, TicketNote } from '../domain/support-request';
import { factorOf } from './factors';
import { plain, plainLines, unlinked } from './foreign-text';
import { type Language, type TextKey, text } from './locale';
import { momentOf } from './moment';
import { whereOf } from './where';

export type TicketReader = { readonly language: Language; readonly timeZone: string };

/** The person's own words, only where they chose to send them: they are shown them first, in this same form (G4). */
type WithWords = { readonly words?: string | undefined };

/** The ticket of a request, as plain text. `afterClosed`: the ticket that it goes on with. */
export function renderTicket(
  request: SupportRequest,
  {
    language,
    timeZone,
    securityIncident,
    words,
    afterClosed,
  }: TicketReader & WithWords & { readonly securityIncident: boolean; readonly afterClosed?: string },
): { readonly title: string; readonly text: string } {
  const reader = { locale: language, timeZone, languages: [language] };
  const account = unlinked(request.accountName ?? '') || text('ticket.no-account', language);
  const ends = momentOf(request.reminder?.passwordExpiresAt, reader, { year: true });
  const title = text(ends ? 'ticket.title.reminder' : `ticket.title.${request.kind}`, language, { account });
  const lockedAt = momentOf(request.lockout?.at, reader, { year: true });
  const where = whereOf(request.lockout?.source, language, unlinked);
  const since = momentOf(request.createdAt, reader, { year: true });
  const { execution, factors } = request;
  const planned = execution?.doneAt
    ? []
    : (factors?.removed ?? []).map((factor) => factorOf(factor, language, plain));
  const lines = [
    ends && !securityIncident
      ? text('ticket.about.reminder', language, { when: ends })
      : text(securityIncident ? securityKeyOf(request) : `ticket.about.${request.kind}`, language),
    ...(afterClosed ? [text('ticket.after-closed', language, { ticket: plain(afterClosed) })] : []),
    '',
    text('ticket.account', language, { account }),
    ...(request.account
      ? [
          text('ticket.account-id', language, {
            id: plain(`${request.account.provider}:${request.account.id}`),
          }),
        ]
      : []),
    text('ticket.person', language, { id: plain(request.aadObjectId) }),
    ...(lockedAt ? [text('ticket.locked-at', language, { when: lockedAt })] : []),
    ...(where ? [text('ticket.source', language, { where })] : []),
    ...(request.oldPasswordLikely ? [text('ticket.old-password', language)] : []),
    text(`ticket.origin.${request.origin}`, language),
    ...(since ? [text('ticket.created-at', language, { when: since })] : []),
    ...(planned.length > 0 ? [text('ticket.planned', language, { factors: planned.join(', ') })] : []),
    text('ticket.request', language, { id: plain(request.id) }),
    ...quoted(words, language).flatMap((line, index) => (index === 0 ? ['', line] : [line])),
  ];
  return {
    title: securityIncident ? text('ticket.security-title', language, { title }) : title,
    text: lines.join('\n'),
  };
}

/** What a ticketing system that knows people and may open twice needs besides. */
export const ticketTexts = {
  requesterUnknown: (email: string, { language }: TicketReader): string =>
    text('ticket.requester-unknown', language, { email: plain(email) }),
  duplicate: (ticketId: string, { language }: TicketReader): string =>
    text('ticket.duplicate', language, { ticket: plain(ticketId) }),
};

/** Why it is an incident, as the row tells: both resets at once, a lost device, or "this wasn't me". */
function securityKeyOf({ kind, factors, endReason, execution }: SupportRequest): TextKey {
  if (endReason === 'separated' || execution?.failure === 'separated') return 'ticket.security-separated';
  if (factors?.lost) return 'ticket.security-lost';
  return kind === 'password-reset' || kind === 'mfa-reset'
    ? 'ticket.security-separated'
    : 'ticket.security-text';
}

/** A note on the ticket, as plain text; the person's words follow where there are any. */
export function renderTicketNote(
  note: TicketNote,
  request: SupportRequest,
  { language, timeZone, words }: TicketReader & WithWords,
): string {
  const { execution, recovery, factors } = request;
  const moment = (iso: string | undefined) =>
    momentOf(
      iso ?? request.changedAt,
      { locale: language, timeZone, languages: [language] },
      { year: true },
    ) ?? '';
  const named = (list: readonly ShownFactor[] = []) =>
    list.map((factor) => factorOf(factor, language, unlinked)).join(', ') || text('note.nothing', language);
  const key = note === 'unlock-failed' && request.kind !== 'unlock' ? 'reset-failed' : note;
  const said = text(`note.${key}`, language, {
    when: moment(execution?.doneAt),
    until: moment(recovery?.expiresAt),
    used: moment(recovery?.usedAt),
    removed: named(factors?.removed),
    remaining: named(factors?.remaining),
    reason: execution?.failure ?? request.endReason ?? 'outcome-unknown',
  });
  const ended = (note === 'factors-removed' || note === 'factors-remain') && factors?.sessionsEnded;
  return [said, ...(ended ? [text('note.signed-out', language)] : []), ...quoted(words, language)].join('\n');
}

function quoted(words: string | undefined, language: Language): readonly string[] {
  const lines = plainLines(words ?? '');
  return lines.length > 0 ? [text('ticket.words', language), ...lines.map((line) => `> ${line}`)] : [];
}
