/** The mails of the second channel (T6): what was done with an account, when, and how its holder can object. */
import type { EditToTell } from '../../domain/desk/edit-told';
import type { HelpDeskFacts, ShownFactor } from '../../domain/messages';
import { maskedEmail } from '../../domain/mobile-reset/masked';
import type { MailAbout } from '../../domain/support-request';
import { factorOf } from '../factors';
import { plain, unlinked } from '../foreign-text';
import { type Language, languageFor, type Reader, text } from '../locale';
import { momentOf } from '../moment';
import { greetingOf } from './greeting';
import { type Mail, type MailContent, writeMail } from './mail';
import { waysToObject } from './objection';

export type Announcement = {
  readonly about: MailAbout;
  readonly displayName: string;
  readonly accountName: string;
  /** ISO instant of what was done. */
  readonly at: string;
  readonly ticketId?: string;
  readonly helpDesk: HelpDeskFacts;
  /** `factors-removed`: which. */
  readonly factors?: readonly ShownFactor[];
  /** `email-changed`, `record-edited`: what, and the addresses before and after. */
  readonly edit?: Pick<EditToTell, 'changed' | 'emails'>;
  /** `factors-removed`: all sessions were ended too. */
  readonly sessionsEnded?: boolean;
};

/** Renders the mail in the reader's language; all foreign text is harmless in subject, text and HTML. */
export function renderMail(announcement: Announcement, reader: Reader): Mail {
  const { about, factors = [], sessionsEnded, helpDesk, edit } = announcement;
  const emails = edit?.emails;
  const language = languageFor(reader);
  const removed = factors.map((factor) => factorOf(factor, language, unlinked)).join(', ');
  return writeMail({
    language,
    subject: text(`mail.${about}.subject`, language),
    greeting: greetingOf(announcement.displayName, language),
    text: [
      text(`mail.${about}.text`, language),
      ...(emails?.former && emails.present ? [text('mail.email-changed.both', language)] : []),
      ...(sessionsEnded ? [text('mfa-reset.signed-out', language)] : []),
    ].join(' '),
    facts: [
      { title: text('fact.account', language), value: unlinked(announcement.accountName) },
      { title: text('fact.when', language), value: momentOf(announcement.at, reader, { year: true }) ?? '' },
      { title: text('fact.removed', language), value: removed },
      ...factsOfEdit(edit, language),
      { title: text('fact.ticket', language), value: plain(announcement.ticketId ?? '') },
    ].filter(({ value }) => value !== ''),
    objection: text('mail.object', language),
    ways: waysToObject(helpDesk, language),
    footer: text('mail.footer', language),
  });
}

/**
 * Addresses are masked, the one that the mail goes to as well: enough to recognise one's own, and nothing for whoever
 * reads the mailbox that the account has left.
 */
function factsOfEdit(edit: Announcement['edit'], language: Language): MailContent['facts'] {
  if (!edit) return [];
  const { changed, emails } = edit;
  const shown = (email: string | undefined) =>
    email ? unlinked(maskedEmail(email)) : text('mail.email-changed.none', language);
  const others = changed.flatMap((field) => (field in titles ? text(titles[field as Told], language) : []));
  return [
    ...(emails
      ? [
          { title: text('fact.email-before', language), value: shown(emails.former) },
          { title: text('fact.email-now', language), value: shown(emails.present) },
        ]
      : []),
    { title: text('fact.changed', language), value: others.join(', ') },
  ];
}

type Told = keyof typeof titles;
/** As they stand on the record at the desk. */
const titles = {
  phones: 'desk.fact-phones',
  carrierId: 'desk.fact-carrier',
  mobileResetAllowed: 'desk.fact-mobile-reset',
} as const;
