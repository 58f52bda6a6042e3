/** The voice of a message: words in the reader's language, with foreign text made harmless on its way in. */
import type { SignInSource } from '../domain/account';
import type { HelpDeskFacts, ShownFactor, Verb } from '../domain/messages';
import { factorOf } from './factors';
import { type Language, languageFor, type Reader, type TextKey, text, type Values } from './locale';
import { momentOf } from './moment';
import { titleOf } from './titles';
import { markdownLink, webAddress } from './web-address';
import { toolOf, whereOf } from './where';

export type Fact = { readonly title: string; readonly value: string };

export type Speaker = {
  readonly language: Language;
  /** Words of a key; values are put in as they are. */
  say(key: TextKey, values?: Values): string;
  /** Foreign text, harmless where this speaker's words will stand. */
  show(foreign: string | undefined): string;
  titleOf(verb: Verb): string;
  /** What somebody signs in with, as far as it is known: an application, a device. */
  tool(source: SignInSource | undefined): string | undefined;
  /** A factor's kind and masked name. */
  factor(factor: ShownFactor): string;
  /** Why the bot writes, where a ticket made it ask (I4), and what to do for whoever didn't file it. */
  aboutTicket(ticketId: string | undefined): { readonly about?: string };
  /** The lines of a table of facts; what is not known is left out. */
  facts(of: {
    readonly account?: string | undefined;
    readonly when?: string | undefined;
    readonly until?: string | undefined;
    readonly where?: SignInSource | undefined;
    readonly ticket?: string | undefined;
    readonly helpDesk?: HelpDeskFacts | undefined;
  }): readonly Fact[];
};

/** `show` decides where the words will stand: on a card, or in a plain notification. */
export function createSpeaker(reader: Reader, show: (foreign: string, length?: number) => string): Speaker {
  const language = languageFor(reader);
  const say = (key: TextKey, values?: Values) => text(key, language, values);
  const line = (label: Parameters<typeof text>[0], value: string | undefined): readonly Fact[] =>
    value ? [{ title: say(label), value }] : [];
  const shown = (foreign: string | undefined) => (foreign ? show(foreign) : undefined);
  return {
    language,
    say,
    show: (foreign) => shown(foreign) ?? '',
    titleOf: (verb) => titleOf(verb, language),
    tool: (source) => toolOf(source, language, show),
    factor: (factor) => factorOf(factor, language, show),
    aboutTicket: (ticketId) => {
      const ticket = shown(ticketId);
      if (!ticket) return {};
      return { about: say('question.about-ticket', { ticket, notMe: titleOf('not-me', language) }) };
    },
    facts: ({ account, when, until, where, ticket, helpDesk }) => [
      ...line('fact.account', shown(account)),
      ...line('fact.when', momentOf(when, reader)),
      ...line('fact.until', momentOf(until, reader)),
      ...line('fact.where', whereOf(where, language, show)),
      ...line('fact.ticket', shown(ticket)),
      ...line('fact.hours', shown(helpDesk?.hours)),
      ...line('fact.phone', shown(helpDesk?.phone)),
      ...line('fact.link', linkOf(helpDesk?.url, show)),
    ],
  };
}

/** The help desk's page as a link that shows its host; an address that isn't one of the web is left out. */
function linkOf(url: string | undefined, show: (foreign: string) => string): string | undefined {
  const href = webAddress(url);
  return href && markdownLink(show(new URL(href).host), href);
}
