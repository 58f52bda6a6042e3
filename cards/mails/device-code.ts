/** The mail of device authorization (D3): the code that opens the set-up of an authenticator app. */
import type { HelpDeskFacts } from '../../domain/messages';
import type { Secret } from '../../domain/secret';
import { unlinked } from '../foreign-text';
import { languageFor, type Reader, text } from '../locale';
import { momentOf } from '../moment';
import { greetingOf } from './greeting';
import { type Mail, writeMail } from './mail';
import { waysToObject } from './objection';

export type DeviceCodeFacts = {
  readonly code: Secret<string>;
  readonly lifeMinutes: number;
  readonly displayName: string;
  readonly accountName: string;
  /** ISO instant of the sign-in. */
  readonly at: string;
  /** From where: device and address, as far as they are known. Foreign text. */
  readonly where: string;
  readonly helpDesk: HelpDeskFacts;
};

/** Renders the mail. The code stands in the text alone: subjects are shown on locked screens. */
export function renderDeviceCodeMail(facts: DeviceCodeFacts, reader: Reader): Mail {
  const language = languageFor(reader);
  return writeMail({
    language,
    subject: text('mail.device-code.subject', language),
    greeting: greetingOf(facts.displayName, language),
    text: text('mail.device-code.text', language, { minutes: String(facts.lifeMinutes) }),
    facts: [
      { title: text('fact.code', language), value: facts.code.reveal() },
      { title: text('fact.account', language), value: unlinked(facts.accountName) },
      { title: text('fact.when', language), value: momentOf(facts.at, reader, { year: true }) ?? '' },
      { title: text('fact.where', language), value: unlinked(facts.where) },
    ].filter(({ value }) => value !== ''),
    objection: text('mail.device-code.object', language),
    ways: waysToObject(facts.helpDesk, language),
    footer: text('mail.device-code.footer', language),
  });
}
