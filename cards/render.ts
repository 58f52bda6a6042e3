/**
 * Messages as Adaptive Cards. The templates say how a card looks, the locales what it says; this file brings them
 * together. An optional slot of a template is a list that is empty or has one item, bound with `$data`: the
 * templating library drops the element then, while its `$when` prints a warning for every card.
 */
import type { Template } from 'adaptivecards-templating';
import type { Message, MessageKind } from '../domain/messages';
import { buttonsOf } from './buttons';
import { contentOf } from './content';
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
  const speaker = createSpeaker(reader, markdown);
  const content = contentOf(message, speaker);
  const { first, rows, after, more } = buttonsOf(message, speaker.language);
  const data = {
    language: speaker.language,
    title: content.title,
    text: content.text,
    facts: optional(content.facts, (facts) => ({ facts })),
    about: one(content.about),
    hint: one(content.hint),
    steps: content.steps ?? [],
    words: optional(content.words, (lines) => ({ lines })),
    buttons: optional(first, (rows) => ({ rows })),
    after: optional(after, (rows) => ({ text: content.after ?? '', rows })),
    more: optional(more, (rows) => ({ text: content.more ?? '', rows })),
    lists: content.lists ?? [],
    notes: content.notes ?? [],
    alert: one(content.alert),
    choice: one(content.choice),
    link: one(content.link),
    article: one(content.article),
    blocks: content.blocks ?? [],
    people: (content.people ?? []).map((one, n) => ({ ...one, actions: rows[n]?.actions ?? [] })),
    done: one(content.done),
    fields: content.fields ?? {},
    reason: one(content.reason),
    form: one(content.form),
    carrier: one(content.carrier),
    carrierTest: one(content.carrierTest),
    grid: (content.grid ?? []).map((row, n) => ({ ...row, actions: rows[n]?.actions ?? [] })),
    tone: content.tone ?? 'Accent',
  };
  const card = templateOf(message.kind).expand({ $root: data }) as AdaptiveCard;
  return { summary: summaryOf(contentOf(message, createSpeaker(reader, plain))), card };
}

/** Loads the templating library and all templates, so that the first message doesn't wait for them (0.3 s). */
export function prepareTemplates(): void {
  for (const kind of Object.keys(templates) as MessageKind[]) templateOf(kind);
}

const prepared = new Map<MessageKind, Template>();

function templateOf(kind: MessageKind): Template {
  const known = prepared.get(kind);
  if (known) return known;
  // Loaded here and not above: the library takes 0.3 s, which a start that shows no card should not pay.
  const templating = require('adaptivecards-templating') as typeof import('adaptivecards-templating');
  const template = new templating.Template(templates[kind]);
  prepared.set(kind, template);
  return template;
}

function optional<Item, Slot>(
  items: readonly Item[] | undefined,
  slot: (items: readonly Item[]) => Slot,
): Slot[] {
  return items && items.length > 0 ? [slot(items)] : [];
}

function one<Item>(item: Item | undefined): Item[] {
  return item ? [item] : [];
}

function summaryOf({ title, text, words = [] }: Content): string {
  const sentences = [/[.!?…]$/.test(title) ? title : `${title}.`, text, ...words];
  return plain(sentences.join(' '), 300);
}
