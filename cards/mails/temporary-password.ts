/** The messages that carry a temporary password (R1): a mail, and a text short enough for one SMS. */
import type { HelpDeskFacts } from '../../domain/messages';
import type { Secret } from '../../domain/secret';
import { unlinked } from '../foreign-text';
import { languageFor, type Reader, text } from '../locale';
import { momentOf } from '../moment';
import { greetingOf } from './greeting';
import { type Mail, writeMail } from './mail';
import { waysToObject } from './objection';

export type TemporaryPasswordFacts = {
  readonly password: Secret<string>;
  readonly displayName: string;
  readonly accountName: string;
  /** ISO instants: when it was asked for, and when it ends unused. */
  readonly at: string;
  readonly expiresAt: string;
  readonly helpDesk: HelpDeskFacts;
};

/** The password stands in the text alone: subjects are shown on locked screens. */
export function renderTemporaryPasswordMail(facts: TemporaryPasswordFacts, reader: Reader): Mail {
  const language = languageFor(reader);
  return writeMail({
    language,
    subject: text('mail.temporary-password.subject', language),
    greeting: greetingOf(facts.displayName, language),
    text: text('mail.temporary-password.text', language),
    facts: [
      { title: text('fact.temporary-password', language), value: facts.password.reveal() },
      { title: text('fact.until', language), value: momentOf(facts.expiresAt, reader, { year: true }) ?? '' },
      { title: text('fact.account', language), value: unlinked(facts.accountName) },
      { title: text('fact.when', language), value: momentOf(facts.at, reader, { year: true }) ?? '' },
    ].filter(({ value }) => value !== ''),
    objection: text('mail.temporary-password.object', language),
    ways: waysToObject(facts.helpDesk, language),
    footer: text('mail.temporary-password.footer', language),
  });
}

/** Names nobody and no account: texts are read on locked screens. */
export function renderTemporaryPasswordText(
  { password, expiresAt }: Pick<TemporaryPasswordFacts, 'password' | 'expiresAt'>,
  reader: Reader,
): string {
  const language = languageFor(reader);
  return text('text.temporary-password', language, {
    product: text('product', language),
    password: password.reveal(),
    until: momentOf(expiresAt, reader) ?? '',
  });
}
