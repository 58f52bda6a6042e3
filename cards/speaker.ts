/** The voice of a message: words in the reader's language, with foreign text made harmless on its way in. */
import type { SignInSource } from '../domain/account';
import type { HelpDeskFacts, ShownFactor, Verb } from '../domain/messages';
import { factorOf } from './factors';
import { type Language, languageFor, type Reader, type TextKey, text, type Values } from './locale';
import { daysUntil, dayText, momentOf } from './moment';
import { type CountedKey, counted, numberText } from './plural';
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
  /** Words for so many of something, by the language's own rules. */
  counted(key: CountedKey, count: number, values?: Values): string;
  number(count: number): string;
  /** An instant to the minute, with year and zone; empty for what is none. */
  moment(iso: string): string;
  /** A calendar day. */
  day(day: string): string;
  /** Calendar days from one instant to another, as the reader's own calendar counts them. */
  daysUntil(iso: string, asOf: string): number | undefined;
  /** "today", "tomorrow", "in 4 days". */
  when(days: number): string;
  /** "a", "a and b", "a, b and c". */
  listed(items: readonly string[]): string;
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
    readonly expires?: string | undefined;
    readonly expired?: string | undefined;
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
    counted: (key, count, values) => counted(key, count, language, values),
    number: (count) => numberText(count, language),
    moment: (iso) => momentOf(iso, reader, { year: true }) ?? '',
    day: (day) => dayText(day, reader),
    daysUntil: (iso, asOf) => daysUntil(iso, asOf, reader.timeZone),
    when: (days) => {
      if (days <= 0) return say('when.today');
      return days === 1 ? say('when.tomorrow') : counted('when.days', days, language);
    },
    listed: (items) => new Intl.ListFormat(language).format(items),
    tool: (source) => toolOf(source, language, show),
    factor: (factor) => factorOf(factor, language, show),
    aboutTicket: (ticketId) => {
      const ticket = shown(ticketId);
      if (!ticket) return {};
      return { about: say('question.about-ticket', { ticket, notMe: titleOf('not-me', language) }) };
    },
    facts: ({ account, when, until, expires, expired, where, ticket, helpDesk }) => [
      ...line('fact.account', shown(account)),
      ...line('fact.when', momentOf(when, reader)),
      ...line('fact.until', momentOf(until, reader)),
      ...line('fact.expires', momentOf(expires, reader, { year: true })),
      ...line('fact.expired', momentOf(expired, reader, { year: true })),
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
