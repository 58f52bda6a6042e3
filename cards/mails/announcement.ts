/** The mails of the second channel (T6): what was done with an account, when, and how its holder can object. */
import type { HelpDeskFacts, ShownFactor } from '../../domain/messages';
import type { MailAbout } from '../../domain/support-request';
import { factorOf } from '../factors';
import { plain, unlinked } from '../foreign-text';
import { languageFor, type Reader, text } from '../locale';
import { momentOf } from '../moment';
import { greetingOf } from './greeting';
import { type Mail, writeMail } from './mail';
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
  /** `factors-removed`: all sessions were ended too. */
  readonly sessionsEnded?: boolean;
};

/** Renders the mail in the reader's language; all foreign text is harmless in subject, text and HTML. */
export function renderMail(announcement: Announcement, reader: Reader): Mail {
  const { about, factors = [], sessionsEnded, helpDesk } = announcement;
  const language = languageFor(reader);
  const removed = factors.map((factor) => factorOf(factor, language, unlinked)).join(', ');
  return writeMail({
    language,
    subject: text(`mail.${about}.subject`, language),
    greeting: greetingOf(announcement.displayName, language),
    text: [
      text(`mail.${about}.text`, language),
      ...(sessionsEnded ? [text('mfa-reset.signed-out', language)] : []),
    ].join(' '),
    facts: [
      { title: text('fact.account', language), value: unlinked(announcement.accountName) },
      { title: text('fact.when', language), value: momentOf(announcement.at, reader, { year: true }) ?? '' },
      { title: text('fact.removed', language), value: removed },
      { title: text('fact.ticket', language), value: plain(announcement.ticketId ?? '') },
    ].filter(({ value }) => value !== ''),
    objection: text('mail.object', language),
    ways: waysToObject(helpDesk, language),
    footer: text('mail.footer', language),
  });
}
