/** The mail of the second channel (T6): what was done with an account, when, and how its holder can object. */
import type { HelpDeskFacts } from '../../domain/messages';
import { plain } from '../foreign-text';
import { languageFor, type Reader, text } from '../locale';
import { momentOf } from '../moment';
import { titleOf } from '../titles';
import { type Mail, writeMail } from './mail';

export type UnlockedMail = {
  readonly about: 'unlocked';
  readonly displayName: string;
  readonly accountName: string;
  /** ISO instant of the unlock. */
  readonly at: string;
  readonly ticketId?: string;
  readonly helpDesk: HelpDeskFacts;
};

/** Renders the mail in the reader's language; all foreign text is harmless in subject, text and HTML. */
export function renderMail(about: UnlockedMail, reader: Reader): Mail {
  const language = languageFor(reader);
  const name = plain(about.displayName);
  const { phone, url, hours } = about.helpDesk;
  const product = text('product', language);
  const call = phone && {
    said: hours
      ? text('mail.object-phone-hours', language, { phone: plain(phone), hours: plain(hours) })
      : text('mail.object-phone', language, { phone: plain(phone) }),
  };
  const link = url && URL.canParse(url) && /^https?:/i.test(url) ? new URL(url).href : undefined;
  return writeMail({
    language,
    subject: text('mail.unlocked.subject', language),
    greeting: name ? text('mail.greeting', language, { name }) : text('mail.greeting-nameless', language),
    text: text('mail.unlocked.text', language),
    facts: [
      { title: text('fact.account', language), value: plain(about.accountName) },
      { title: text('fact.when', language), value: momentOf(about.at, reader, { year: true }) ?? '' },
      { title: text('fact.ticket', language), value: plain(about.ticketId ?? '') },
    ].filter(({ value }) => value !== ''),
    objection: text('mail.object', language),
    ways: [
      ...(call ? [call] : []),
      ...(link ? [{ said: text('mail.object-link', language, { url: link }), link }] : []),
      { said: text('mail.object-teams', language, { notMe: titleOf('not-me', language), product }) },
    ],
    footer: text('mail.footer', language),
  });
}
