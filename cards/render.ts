/**
 * Messages as Adaptive Cards. The templates say how a card looks, the locales what it says; this file brings them
 * together. An optional slot of a template is a list that is empty or has one item, bound with `$data`: the element
 * is dropped then.
 */
import type { Message } from '../domain/messages';
import { buttonsOf } from './buttons';
import { contentOf } from './content';
import { expand } from './expand';
import { markdown, plain } from './foreign-text';
import type { Reader } from './locale';
import type { Content } from './slots';
import { createSpeaker } from './speaker';
import { templates } from './templates';

export type AdaptiveCard = {
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  readonly lang: string;
  readonly body: readonly object[];
};

export type Rendered = {
  /** Plain text for the notification. */
  readonly summary: string;
  readonly card: AdaptiveCard;
};

/** Renders a message in the reader's language; foreign text in it is harmless in both forms. */
export function renderMessage(message: Message, reader: Reader): Rendered {
  const card = expand(templates[message.kind], dataOf(message, reader)) as AdaptiveCard;
  return { summary: summaryOf(contentOf(message, createSpeaker(reader, plain))), card };
}

/** What the slots of the message's template are filled with. */
export function dataOf(message: Message, reader: Reader): Readonly<Record<string, unknown>> {
  const speaker = createSpeaker(reader, markdown);
  const content = contentOf(message, speaker);
  const { first, second } = buttonsOf(message, speaker.language);
  return {
    language: speaker.language,
    title: content.title,
    text: content.text,
    facts: optional(content.facts, (facts) => ({ facts })),
    hint: content.hint ? [content.hint] : [],
    steps: content.steps ?? [],
    words: optional(content.words, (lines) => ({ lines })),
    buttons: optional(first, (rows) => ({ rows })),
    more: optional(second, (rows) => ({ text: content.more ?? '', rows })),
  };
}

function optional<Item, Slot>(
  items: readonly Item[] | undefined,
  slot: (items: readonly Item[]) => Slot,
): Slot[] {
  return items && items.length > 0 ? [slot(items)] : [];
}

function summaryOf({ title, text, words = [] }: Content): string {
  const sentences = [/[.!?…]$/.test(title) ? title : `${title}.`, text, ...words];
  return plain(sentences.join(' '), 300);
}
