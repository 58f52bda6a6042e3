/** Everything that the page knows, in one place; the parts of the page ask here and are told what changed. */
import type {
  PageChat,
  PageEvents,
  PageMessage,
  PageOverview,
  PagePerson,
  PageState,
  StripEntry,
} from './shapes.js';

/** What parts of the page listen to. */
export type StoreEvents = {
  people: undefined;
  chosen: { person: PagePerson };
  messages: { person: string };
  message: { person: string; message: PageMessage; isNew: boolean; headline: string };
  removed: { person: string; id: string };
  typing: { person: string };
  note: PageEvents['note'];
  undelivered: PageEvents['undelivered'];
  entries: undefined;
  state: PageState;
  connection: { connected: boolean };
};

type Listener<Name extends keyof StoreEvents> = (event: StoreEvents[Name]) => void;

const people: PagePerson[] = [];
const peopleById = new Map<string, PagePerson>();
const chats = new Map<string, PageChat>();
const messages = new Map<string, PageMessage[]>();
const unread = new Map<string, number>();
const entries = new Map<string, StripEntry>();
const listeners: { [Name in keyof StoreEvents]?: Set<Listener<Name>> } = {};
let state: PageState | undefined;
let chosen: PagePerson | undefined;

/** Listens to one kind of event. */
export const on = <Name extends keyof StoreEvents>(name: Name, listener: Listener<Name>): void => {
  const known = (listeners[name] ?? new Set()) as Set<Listener<Name>>;
  known.add(listener);
  (listeners as Record<Name, Set<Listener<Name>>>)[name] = known;
};

/** Tells whoever listens. */
export const tell = <Name extends keyof StoreEvents>(name: Name, event: StoreEvents[Name]): void => {
  for (const listener of (listeners[name] ?? []) as Set<Listener<Name>>) listener(event);
};

/** What the page knows. */
export const store = {
  people: (): readonly PagePerson[] => people,
  person: (id: string): PagePerson | undefined => peopleById.get(id),
  chosen: (): PagePerson | undefined => chosen,
  chat: (id: string): PageChat => chats.get(id) ?? { person: id, installed: true, locale: 'en-US' },
  messages: (id: string): PageMessage[] => messages.get(id) ?? [],
  unread: (id: string): number => unread.get(id) ?? 0,
  entries: (): StripEntry[] => [...entries.values()],
  state: (): PageState | undefined => state,
  /** Now, by the stand-in's clock. */
  now: (): Date => new Date(Date.now() + (state?.clockOffsetMs ?? 0)),
};

/** Takes over what the stand-in told at the beginning, or after the connection was lost. */
export const takeOverview = (everybody: PagePerson[], overview: PageOverview): void => {
  people.splice(0, people.length, ...everybody);
  peopleById.clear();
  for (const person of everybody) peopleById.set(person.aadObjectId, person);
  for (const chat of overview.chats) chats.set(chat.person, chat);
  entries.clear();
  for (const entry of overview.entries) entries.set(entry.id, entry);
  state = overview.state;
  tell('people', undefined);
  tell('entries', undefined);
  tell('state', state);
};

/** Chooses whose Teams is shown. */
export const choose = (person: PagePerson): void => {
  chosen = person;
  unread.delete(person.aadObjectId);
  tell('chosen', { person });
  tell('people', undefined);
};

/** Takes over all messages of a chat. */
export const takeMessages = (person: string, all: PageMessage[]): void => {
  messages.set(person, all);
  tell('messages', { person });
};

const keepMessage = (told: PageEvents['message'], isNew: boolean): void => {
  const { person, message, headline } = told;
  const known = messages.get(person) ?? [];
  const index = known.findIndex(({ id }) => id === message.id);
  // The chats of others are read when somebody looks at them; only their last line is kept.
  if (person === chosen?.aadObjectId || messages.has(person)) {
    messages.set(person, index === -1 ? [...known, message] : known.with(index, message));
  }
  if (isNew) {
    const last = { from: message.from, text: headline, timestamp: message.timestamp };
    chats.set(person, { ...store.chat(person), last });
    if (person !== chosen?.aadObjectId && message.from === 'bot')
      unread.set(person, store.unread(person) + 1);
    tell('people', undefined);
  }
  tell('message', { person, message, isNew: isNew && index === -1, headline });
};

/** Takes over one event of the stream. */
export const takeEvent = <Name extends keyof PageEvents>(name: Name, data: PageEvents[Name]): void => {
  const event = { name, data } as {
    [Each in keyof PageEvents]: { name: Each; data: PageEvents[Each] };
  }[keyof PageEvents];
  if (event.name === 'message') keepMessage(event.data, true);
  else if (event.name === 'updated') keepMessage(event.data, false);
  else if (event.name === 'deleted') {
    const { person, id } = event.data;
    messages.set(
      person,
      store.messages(person).filter((message) => message.id !== id),
    );
    tell('removed', event.data);
  } else if (event.name === 'person') {
    chats.set(event.data.person, { ...store.chat(event.data.person), ...event.data });
    tell('people', undefined);
  } else if (event.name === 'entry') {
    entries.set(event.data.id, event.data);
    tell('entries', undefined);
  } else if (event.name === 'state') {
    state = event.data;
    tell('state', event.data);
  } else if (event.name === 'typing') tell('typing', event.data);
  else if (event.name === 'note') tell('note', event.data);
  else tell('undelivered', event.data);
};
