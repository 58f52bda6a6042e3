/** The page's side of the stand-in, put together: the strip, the watch of the operator routes, and the stream to open pages. */
import type { AddressBook } from './addresses';
import type { BotAnswer } from './bot-calls';
import { entryOfChat, entryOfPress, headlineOf } from './chat-strip';
import type { Chats } from './chats';
import type { MovableClock } from './clock';
import { createEventHub } from './event-stream';
import type { HttpRoute } from './http-routes';
import { createOperatorWatch, type OperatorAccess } from './operator-watch';
import type { PageEvents, PageState, StartingStep } from './page/shapes';
import { cardRendererRoutes, pageFileRoutes, pageModulesFolder } from './page-files';
import { pageRoutes } from './page-routes';
import type { DemoPerson } from './person';
import type { Press, PressResult } from './presses';
import { createSignInTries } from './sign-in-tries';
import { createStrip } from './strip';

/** What the page may be told once it is known: a start brings its services up one after the other. */
export type PageSettings = {
  directorySignInUrl?: string;
  demoPassword?: string;
  mailUrl?: string;
  operator?: OperatorAccess;
};

/** What the rest of the stand-in tells the page. */
export type PageServer = {
  routes: HttpRoute[];
  configure(settings: PageSettings): void;
  setStarting(steps: StartingStep[]): void;
  onTyping(person: string): void;
  onPress(person: DemoPerson, press: Press, result: PressResult, at: string): void;
  onDelivery(person: DemoPerson, messageId: string, answer: BotAnswer): void;
  onBotAnswer(answer: BotAnswer): void;
  onClock(): void;
  close(): void;
};

const botState = (answer: BotAnswer): PageState['bot'] => {
  if (answer.kind === 'unreachable') return { state: 'unreachable', reason: answer.reason };
  const refusing =
    answer.status === 401 || answer.status === 403 || answer.status === 404 || answer.status >= 500;
  return refusing ? { state: 'refusing', reason: `it answers ${answer.status}` } : { state: 'answering' };
};

/** Puts the page's side together. */
export const createPageServer = (deps: {
  book: AddressBook;
  chats: Chats;
  clock: MovableClock;
  botName: string;
  messagesUrl: string;
  settings: PageSettings;
}): PageServer => {
  const { book, chats, clock } = deps;
  let settings = deps.settings;
  let starting: StartingStep[] = [];
  let bot: PageState['bot'] = { state: 'unknown' };
  const hub = createEventHub<PageEvents>('/page/stream');
  const strip = createStrip((entry) => hub.send('entry', entry));
  const defaultOperatorUrl = (): string => new URL(deps.messagesUrl).origin;
  const watch = createOperatorWatch({
    access: settings.operator,
    defaultBaseUrl: defaultOperatorUrl,
    strip,
    isKnown: (id) => book.byObjectId(id) !== undefined,
    isWatched: () => hub.listeners() > 0,
    now: clock.now,
    onState: () => tellState(),
  });
  const state = (): PageState => ({
    botName: deps.botName,
    starting,
    clockOffsetMs: clock.offsetMs(),
    ...(settings.mailUrl === undefined ? {} : { mailUrl: settings.mailUrl }),
    ...(settings.directorySignInUrl === undefined ? {} : { signInUrl: settings.directorySignInUrl }),
    canSignIn: settings.directorySignInUrl !== undefined && settings.demoPassword !== undefined,
    operator: watch.state(),
    bot,
  });
  const tellState = (): void => hub.send('state', state());
  const signInTries = createSignInTries({
    signInUrl: () => settings.directorySignInUrl,
    demoPassword: () => settings.demoPassword,
    now: clock.now,
    note: strip.note,
  });
  const stopListening = chats.listen((event) => {
    if (event.kind === 'person') {
      const { installed, locale } = event.settings;
      hub.send('person', { person: event.person, installed, locale });
    } else if (event.kind === 'deleted') hub.send('deleted', { person: event.person, id: event.id });
    else {
      const { person, message } = event;
      hub.send(event.kind, { person, message, headline: headlineOf(message) });
    }
    const entry = entryOfChat(event);
    if (entry) strip.note(entry);
  });
  const configure = (more: PageSettings): void => {
    settings = { ...settings, ...more };
    if (more.operator) watch.setAccess(more.operator);
    tellState();
  };
  const setOperator = (operator: OperatorAccess): void => configure({ operator });
  return {
    routes: [
      ...pageRoutes({ book, chats, strip, hub, signInTries, state, defaultOperatorUrl, setOperator }),
      ...pageFileRoutes(pageModulesFolder),
      ...cardRendererRoutes(),
    ],
    configure,
    setStarting: (steps) => {
      starting = steps;
      tellState();
    },
    onTyping: (person) => hub.send('typing', { person }),
    onPress: (person, press, result, at) => {
      strip.note(entryOfPress(person.aadObjectId, press, result, at));
      if (result.says)
        hub.send('note', { person: person.aadObjectId, messageId: press.messageId, ...result.says });
    },
    onDelivery: (person, messageId, answer) => {
      const next = botState(answer);
      if (next.state === 'answering' && answer.kind === 'answered' && answer.status < 400) return;
      const reason = next.reason ?? `it answers ${answer.kind === 'answered' ? answer.status : 'nothing'}`;
      hub.send('undelivered', { person: person.aadObjectId, messageId, reason });
    },
    onBotAnswer: (answer) => {
      const next = botState(answer);
      if (next.state === bot.state && next.reason === bot.reason) return;
      bot = next;
      tellState();
    },
    onClock: tellState,
    close: () => {
      stopListening();
      watch.close();
      hub.close();
    },
  };
};
