/** What the stand-in itself can tell IT: a message was delivered, a button was pressed, somebody wrote. Never the words people typed. */
import { randomUUID } from 'node:crypto';
import type { ChatEvent, ChatMessage } from './chats';
import type { StripEntry } from './page/shapes';
import type { Press, PressResult } from './presses';

type Fields = Record<string, unknown>;
const maximumLength = 90;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const firstText = (value: unknown): string | undefined => {
  if (Array.isArray(value)) {
    for (const item of value) {
      const text = firstText(item);
      if (text) return text;
    }
    return undefined;
  }
  if (!isFields(value)) return undefined;
  if (value.type === 'TextBlock' && typeof value.text === 'string') return value.text;
  return firstText(value.body) ?? firstText(value.items) ?? firstText(value.columns);
};

const shorten = (text: string): string => {
  const plain = text
    .replace(/[*_`#]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > maximumLength ? `${plain.slice(0, maximumLength - 1)}…` : plain;
};

/** One line that stands for a message: what it says, or the first words of its card. */
export const headlineOf = ({ text, card }: Pick<ChatMessage, 'text' | 'card'>): string =>
  shorten(text ?? firstText(card) ?? 'Card');

// Where nobody pressed the lock button, the stopwatch starts at the first message that speaks of a lockout,
// in any of the languages that the product speaks.
const lockout = /(?<!\p{L})(locked|bloque|verrouill|gesperrt)/iu;
const denied = /(?<!\p{L})(isn['’]t|not|nicht|no|n['’]est|não)(?!\p{L})/iu;
const speaksOfLockout = (headline: string): boolean => lockout.test(headline) && !denied.test(headline);

/** The entry for a change of the chats, if IT would see it. */
export const entryOfChat = (event: ChatEvent): StripEntry | undefined => {
  if (event.kind === 'person' || event.kind === 'deleted') return undefined;
  const { person, message } = event;
  if (message.from === 'person') {
    return {
      id: `said-${message.id}`,
      at: message.timestamp,
      stage: 'press',
      person,
      title: 'Wrote to the bot',
    };
  }
  if (event.kind === 'updated') return undefined;
  const headline = headlineOf(message);
  return {
    id: `sent-${message.id}`,
    at: message.timestamp,
    stage: 'notice',
    person,
    title: message.card ? 'Card delivered' : 'Message delivered',
    detail: headline,
    ...(message.card && speaksOfLockout(headline) ? { mark: 'notice' as const } : {}),
  };
};

const ways = { execute: 'as invoke', submit: 'as submitted value', text: 'typed' };

/** The entry for a press and what the bot answered. */
export const entryOfPress = (person: string, press: Press, result: PressResult, at: string): StripEntry => {
  const failed = result.status >= 400;
  const way = press.as ? `${ways[press.as]}, ` : '';
  const answer = result.answer.kind === 'unreachable' ? result.answer.reason : `answered ${result.status}`;
  return {
    id: `press-${randomUUID()}`,
    at,
    stage: 'press',
    person,
    title: `Pressed “${press.title}”`,
    detail: `${way}${answer}`,
    ...(failed ? { tone: 'bad' as const } : {}),
  };
};
