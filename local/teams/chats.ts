/** What stands in everybody's chat with the bot, and what each person has set: the truth that the page and the programs read. */
import type { ChatChange, ChatLog } from './chat-log';
import { createChatState, defaultSettings, type PersonSettings, type StoredMessage } from './chat-state';
import type { MovableClock } from './clock';

/** A message as programs read it (a contract): `card` is its present state. */
export type ChatMessage = {
  id: string;
  from: 'bot' | 'person';
  text?: string;
  card?: Record<string, unknown>;
  timestamp: string;
};

/** Text and card of a message; what is absent is not shown. */
export type MessageContent = { text?: string; card?: Record<string, unknown> };

/** Told after every change. */
export type ChatEvent =
  | { kind: 'message' | 'updated'; person: string; message: ChatMessage }
  | { kind: 'deleted'; person: string; id: string }
  | { kind: 'person'; person: string; settings: PersonSettings };

/** All chats. People are known by `aadObjectId`. */
export type Chats = {
  add(person: string, from: 'bot' | 'person', content: MessageContent): ChatMessage;
  /** Shows other content for everybody; undefined where there is no such message. */
  replace(id: string, content: MessageContent): ChatMessage | undefined;
  /** Shows another card to whoever pressed, as an invoke's answer does; `visible` false only remembers its buttons. */
  show(id: string, card: Record<string, unknown>, visible: boolean): void;
  remove(id: string): boolean;
  messagesOf(person: string): ChatMessage[];
  lastOf(person: string): ChatMessage | undefined;
  /** Whose message it is, who wrote it, and every card it ever had, newest first; deleted ones too. */
  find(
    id: string,
  ):
    | { person: string; from: 'bot' | 'person'; deleted: boolean; cards: Record<string, unknown>[] }
    | undefined;
  settingsOf(person: string): PersonSettings;
  change(person: string, settings: Partial<PersonSettings>): PersonSettings;
  listen(listener: (event: ChatEvent) => void): () => void;
  close(): void;
};

const parseCard = (card: string): Record<string, unknown> => JSON.parse(card) as Record<string, unknown>;
const present = ({ id, from, text, card, at }: StoredMessage): ChatMessage => ({
  id,
  from,
  ...(text === undefined ? {} : { text }),
  ...(card === undefined ? {} : { card: parseCard(card) }),
  timestamp: at,
});

/** Opens the chats kept in the log: replays it, makes it short, and goes on appending. */
export const openChats = (log: ChatLog, clock: MovableClock): Chats => {
  const state = createChatState();
  for (const change of log.replay()) state.apply(change);
  log.compact(state.changes());
  let lastId = Array.from(state.byId.keys(), Number).reduce((highest, id) => Math.max(highest, id), 0);
  const listeners = new Set<(event: ChatEvent) => void>();
  const commit = (change: ChatChange): void => {
    log.append(change);
    state.apply(change);
  };
  const tell = (event: ChatEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const tellUpdated = (stored: StoredMessage): ChatMessage => {
    const message = present(stored);
    if (!stored.deleted) tell({ kind: 'updated', person: stored.person, message });
    return message;
  };
  const settingsOf = (person: string): PersonSettings => state.settings.get(person) ?? defaultSettings;
  return {
    add: (person, from, { text, card }) => {
      const now = clock.now();
      // Teams' ids are milliseconds too; they must stay unique when two come at once or the clock is moved back.
      lastId = Math.max(lastId + 1, now.getTime());
      const id = String(lastId);
      const cardText = card && JSON.stringify(card);
      commit({ kind: 'message', id, person, from, text, card: cardText, at: now.toISOString() });
      const message: ChatMessage = {
        id,
        from,
        ...(text === undefined ? {} : { text }),
        ...(card ? { card } : {}),
        timestamp: now.toISOString(),
      };
      tell({ kind: 'message', person, message });
      return message;
    },
    replace: (id, { text, card }) => {
      const stored = state.byId.get(id);
      if (!stored || stored.deleted) return undefined;
      commit({ kind: 'content', id, text, card: card && JSON.stringify(card) });
      return tellUpdated(stored);
    },
    show: (id, card, visible) => {
      const stored = state.byId.get(id);
      if (!stored) return;
      const cardText = JSON.stringify(card);
      if (!visible) return commit({ kind: 'shown', id, card: cardText });
      commit({ kind: 'content', id, text: stored.text, card: cardText });
      tellUpdated(stored);
    },
    remove: (id) => {
      const stored = state.byId.get(id);
      if (!stored || stored.deleted) return false;
      commit({ kind: 'deleted', id });
      tell({ kind: 'deleted', person: stored.person, id });
      return true;
    },
    messagesOf: (person) => (state.byPerson.get(person) ?? []).filter(({ deleted }) => !deleted).map(present),
    lastOf: (person) => {
      const last = state.byPerson.get(person)?.findLast(({ deleted }) => !deleted);
      return last && present(last);
    },
    find: (id) => {
      const stored = state.byId.get(id);
      if (!stored) return undefined;
      const texts = [...(stored.card === undefined ? [] : [stored.card]), ...stored.earlier.toReversed()];
      return {
        person: stored.person,
        from: stored.from,
        deleted: stored.deleted,
        cards: texts.map(parseCard),
      };
    },
    settingsOf,
    change: (person, changed) => {
      commit({ kind: 'person', person, ...changed });
      const settings = settingsOf(person);
      tell({ kind: 'person', person, settings });
      return settings;
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => log.close(),
  };
};
