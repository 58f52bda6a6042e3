/** A person's chat with the bot, as scenarios speak of it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoPerson } from '../../local/people/demo-account';
import { callJson } from './http';

export interface ChatMessage {
  id: string;
  from: 'bot' | 'person';
  text?: string;
  card?: Record<string, unknown>;
  timestamp: string;
}

export interface PressOptions {
  inputs?: Record<string, unknown>;
  as?: 'execute' | 'submit' | 'text';
}

/** What to look for in a message of the bot: its words, or whatever a function sees. */
export type Wanted = RegExp | string | ((message: ChatMessage) => boolean);

export interface WaitOptions {
  timeoutMs?: number;
  /** Only messages that came after this one. */
  after?: ChatMessage;
}

export interface Chat {
  messagesOf(person: DemoPerson): Promise<ChatMessage[]>;
  say(person: DemoPerson, text: string): Promise<void>;
  /** @returns the bot's own status for the press */
  press(person: DemoPerson, messageId: string, title: string, options?: PressOptions): Promise<number>;
  /** The first message of the bot that is wanted. @throws with the whole chat when none comes in time */
  waitForMessage(person: DemoPerson, wanted: Wanted, options?: WaitOptions): Promise<ChatMessage>;
  install(person: DemoPerson, installed: boolean): Promise<void>;
}

const usualWaitMs = 15_000;
const lookAgainMs = 50;

export function createChat(teamsUrl: string): Chat {
  const at = (person: DemoPerson, path: string) => `${teamsUrl}/api/people/${person.aadObjectId}/${path}`;
  const messagesOf = async (person: DemoPerson) =>
    (await callJson(at(person, 'messages'))).body as ChatMessage[];
  return {
    messagesOf,
    say: async (person, text) => {
      await callJson(at(person, 'messages'), { body: { text } });
    },
    press: async (person, messageId, title, options = {}) => {
      const { body } = await callJson(at(person, 'actions'), { body: { messageId, title, ...options } });
      return (body as { status: number }).status;
    },
    waitForMessage: async (person, wanted, { timeoutMs = usualWaitMs, after } = {}) => {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const messages = await messagesOf(person);
        const later = after ? messages.slice(messages.findIndex(({ id }) => id === after.id) + 1) : messages;
        const found = later.find((message) => message.from === 'bot' && isWanted(message, wanted));
        if (found) return found;
        if (performance.now() > until) {
          throw new Error(
            `No such message in ${timeoutMs} ms: ${wanted}\n${messages.map(describe).join('\n')}`,
          );
        }
        await wait(lookAgainMs);
      }
    },
    install: async (person, installed) => {
      await callJson(at(person, 'installation'), { body: { installed } });
    },
  };
}

/** Everything that can be read in a message, one line per text. */
export function wordsOf({ text, card }: ChatMessage): string {
  return [
    ...(text ? [text] : []),
    ...stringsUnder(card, ['text', 'altText', 'title', 'value', 'label']),
  ].join('\n');
}

/** The titles of a message's buttons, in order; what an action falls back to isn't another button. */
export function buttonsOf({ card }: ChatMessage): string[] {
  const titles: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) walk(item);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const { type, title } = node as { type?: unknown; title?: unknown };
    if (typeof type === 'string' && type.startsWith('Action.') && typeof title === 'string')
      titles.push(title);
    for (const [key, value] of Object.entries(node)) if (key !== 'fallback') walk(value);
  };
  walk(card);
  return titles;
}

function isWanted(message: ChatMessage, wanted: Wanted): boolean {
  if (typeof wanted === 'function') return wanted(message);
  const words = wordsOf(message);
  return typeof wanted === 'string' ? words.toLowerCase().includes(wanted.toLowerCase()) : wanted.test(words);
}

function describe(message: ChatMessage): string {
  return `  ${message.from}: ${wordsOf(message).replaceAll('\n', ' | ')} [${buttonsOf(message).join('] [')}]`;
}

function stringsUnder(node: unknown, keys: string[]): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => stringsUnder(item, keys));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'fallback' || key === 'data') return [];
    return typeof value === 'string' && keys.includes(key) ? [value] : stringsUnder(value, keys);
  });
}
