/** How the changes of the log add up: every message with every card it ever showed, because old buttons can still be pressed. */
import type { ChatChange } from './chat-log';

/** A message with everything it ever showed; cards as JSON text. */
export type StoredMessage = {
  id: string;
  person: string;
  from: 'bot' | 'person';
  text?: string;
  card?: string;
  at: string;
  /** Cards that it showed before, oldest first. */
  earlier: string[];
  deleted: boolean;
};

/** What the stand-in keeps about a person besides the chat. */
export type PersonSettings = { installed: boolean; introduced: boolean; locale: string };

/** Everybody has installed the bot at first, and reads English. */
export const defaultSettings: PersonSettings = { installed: true, introduced: false, locale: 'en-US' };

/** Messages by id and by person (`aadObjectId`), in the order in which they came. */
export type ChatState = {
  byId: Map<string, StoredMessage>;
  byPerson: Map<string, StoredMessage[]>;
  settings: Map<string, PersonSettings>;
  apply(change: ChatChange): void;
  /** The fewest changes that lead to this state. */
  changes(): Iterable<ChatChange>;
};

/** The state that a series of changes leads to. */
export const createChatState = (): ChatState => {
  const byId = new Map<string, StoredMessage>();
  const byPerson = new Map<string, StoredMessage[]>();
  const settings = new Map<string, PersonSettings>();
  const keepEarlier = (stored: StoredMessage): void => {
    if (stored.card !== undefined && !stored.earlier.includes(stored.card)) stored.earlier.push(stored.card);
  };
  const apply = (change: ChatChange): void => {
    if (change.kind === 'person') {
      const { kind: _, person, ...changed } = change;
      settings.set(person, { ...(settings.get(person) ?? defaultSettings), ...changed });
      return;
    }
    if (change.kind === 'message') {
      const { kind: _, ...message } = change;
      const stored: StoredMessage = { ...message, earlier: [], deleted: false };
      byId.set(stored.id, stored);
      const sofar = byPerson.get(stored.person);
      if (sofar) sofar.push(stored);
      else byPerson.set(stored.person, [stored]);
      return;
    }
    const stored = byId.get(change.id);
    if (!stored) return;
    if (change.kind === 'deleted') stored.deleted = true;
    else if (change.kind === 'shown') {
      if (!stored.earlier.includes(change.card)) stored.earlier.push(change.card);
    } else {
      keepEarlier(stored);
      stored.text = change.text;
      stored.card = change.card;
    }
  };
  function* changes(): Iterable<ChatChange> {
    for (const [person, kept] of settings) yield { kind: 'person', person, ...kept };
    for (const { earlier, deleted, ...message } of byId.values()) {
      yield { kind: 'message', ...message };
      for (const card of earlier) yield { kind: 'shown', id: message.id, card };
      if (deleted) yield { kind: 'deleted', id: message.id };
    }
  }
  return { byId, byPerson, settings, apply, changes };
};
