/** The Teams stand-in, put together: a Bot Connector of its own, the channel that calls the bot, the programs' API and the page. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createActivityWriter } from './activities';
import { type BotAddress, createAddressBook } from './addresses';
import { createBotCalls } from './bot-calls';
import { createCallCounter, createCallRate } from './call-statistics';
import { channelMetadataRoutes, metadataPath } from './channel-metadata';
import { openTokenSigner } from './channel-tokens';
import { openChatLog } from './chat-log';
import { openChats } from './chats';
import { createMovableClock, type MovableClock } from './clock';
import { createConnectorGate } from './connector-gate';
import { connectorRoutes, personOfCall } from './connector-routes';
import { createFaults } from './faults';
import type { HttpRoute } from './http-routes';
import { createIntroductions, type IntroductionProgress } from './introductions';
import { startLoopbackServer } from './loopback-server';
import type { OperatorAccess } from './operator-watch';
import type { StartingStep } from './page/shapes';
import { createPageServer, type PageSettings } from './page-server';
import type { DemoPerson } from './person';
import { createPresser } from './presses';
import { programRoutes } from './program-routes';

/** What the stand-in needs to know; what the page may be told can also come later, by `configure`. */
export type TeamsStandInOptions = PageSettings & {
  /** 0 takes any free one. */
  port: number;
  /** Where chats, keys and settings are kept, for example `.local/teams`. */
  stateFolder: string;
  people: readonly DemoPerson[];
  bot: BotAddress;
  /** The bearer token that the bot must present to the connector. */
  localKey: string;
  /** How many calls of the bot per second are let through; default: all. */
  callsPerSecond?: number | null;
  /** By how many milliseconds the clock is ahead at the first start; later starts keep what was set. */
  clockOffsetMs?: number;
};

/** A running stand-in. */
export type TeamsStandIn = {
  port: number;
  /** Its base URL, which is also the service URL that the bot sees. */
  url: string;
  openIdMetadataUrl: string;
  clock: MovableClock;
  /** Lets the bot learn where to reach each person who has it installed; ends when everybody is known. */
  introduceEverybody(): Promise<IntroductionProgress>;
  /** Tells the page what became known: the sign-in page, the demo password, the mailbox, the operator's key. */
  configure(settings: PageSettings): void;
  setOperator(access: OperatorAccess): void;
  /** What the page shows while services start; an empty list ends it. */
  setStarting(steps: StartingStep[]): void;
  close(): Promise<void>;
};

/** Starts the stand-in on loopback. */
export const createTeamsStandIn = async (options: TeamsStandInOptions): Promise<TeamsStandIn> => {
  const { stateFolder, people, bot, directorySignInUrl, demoPassword, mailUrl, operator } = options;
  const closing = new AbortController();
  const clock = createMovableClock(join(stateFolder, 'clock.json'), options.clockOffsetMs);
  const chats = openChats(openChatLog(join(stateFolder, 'chats.jsonl')), clock);
  const signer = openTokenSigner(stateFolder, clock.offsetMs);
  const book = createAddressBook(people);
  const faults = createFaults();
  const rate = createCallRate(options.callsPerSecond ?? null);
  const counter = createCallCounter();
  const page = createPageServer({
    book,
    chats,
    clock,
    botName: bot.name,
    messagesUrl: bot.messagesUrl,
    settings: { directorySignInUrl, demoPassword, mailUrl, operator },
  });
  let url = '';
  const write = createActivityWriter({
    bot,
    serviceUrl: () => url,
    now: clock.now,
    localeOf: (aadObjectId) => chats.settingsOf(aadObjectId).locale,
  });
  const callBot = createBotCalls({
    bot,
    signer,
    offsetMs: clock.offsetMs,
    onAnswer: page.onBotAnswer,
    signal: closing.signal,
  });
  const press = createPresser({ chats, write, callBot, newId: randomUUID });
  const gate = createConnectorGate({
    localKey: options.localKey,
    faults,
    rate,
    counter,
    personOf: (request) => personOfCall(book, request)?.aadObjectId,
  });
  const connector = connectorRoutes({
    book,
    chats,
    tenantId: bot.tenantId,
    counter,
    onTyping: page.onTyping,
  });
  const routes: HttpRoute[] = [
    ...connector.map(gate),
    ...channelMetadataRoutes(signer, () => url),
    ...programRoutes({
      book,
      chats,
      clock,
      write,
      callBot,
      press,
      faults,
      rate,
      counter,
      onPress: page.onPress,
      onDelivery: page.onDelivery,
      onClock: page.onClock,
    }),
    ...page.routes,
  ];
  const server = await startLoopbackServer(options.port, routes);
  url = server.url;
  const introductions = createIntroductions({ people, chats, write, callBot, signal: closing.signal });
  return {
    port: server.port,
    url,
    openIdMetadataUrl: `${url}${metadataPath}`,
    clock,
    introduceEverybody: introductions.introduce,
    configure: page.configure,
    setOperator: (operator) => page.configure({ operator }),
    setStarting: page.setStarting,
    close: async () => {
      closing.abort();
      page.close();
      await server.close();
      chats.close();
    },
  };
};
