/** What only the chat page asks for: the overview it begins with, the stream of changes, and the buttons beside the chat. */
import { z } from 'zod';
import type { AddressBook } from './addresses';
import { headlineOf } from './chat-strip';
import type { Chats } from './chats';
import type { EventHub } from './event-stream';
import { type HttpReply, type HttpRequest, type HttpRoute, readInput } from './http-routes';
import type { OperatorAccess } from './operator-watch';
import type { PageChat, PageEvents, PageOverview, PageState } from './page/shapes';
import { personOf } from './program-routes';
import type { SignInTries } from './sign-in-tries';
import type { Strip } from './strip';

/** The languages that the product speaks, as Teams names them. */
export const teamsLocales = ['en-US', 'es-ES', 'fr-FR', 'de-DE', 'pt-BR'] as const;

const localeSchema = z.strictObject({ locale: z.enum(teamsLocales) });
const isLoopback = (url: string): boolean => {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  } catch {
    return false;
  }
};
const operatorSchema = z.strictObject({
  key: z.string().trim().min(1, 'must not be empty').max(500),
  baseUrl: z.string().refine(isLoopback, 'must be an http address of this machine').optional(),
});

/** Everything that the page's own routes speak to. */
export type PageRoutesDeps = {
  book: AddressBook;
  chats: Chats;
  strip: Strip;
  hub: EventHub<PageEvents>;
  signInTries: SignInTries;
  state(): PageState;
  defaultOperatorUrl(): string;
  setOperator(access: OperatorAccess): void;
};

/** Makes the routes; they come before the page's files. */
export const pageRoutes = (deps: PageRoutesDeps): HttpRoute[] => {
  const { book, chats } = deps;
  const chatOf = (person: string): PageChat => {
    const { installed, locale } = chats.settingsOf(person);
    const last = chats.lastOf(person);
    const preview = last && { from: last.from, text: headlineOf(last), timestamp: last.timestamp };
    return { person, installed, locale, ...(preview ? { last: preview } : {}) };
  };
  const overview = (): HttpReply => {
    const body: PageOverview = {
      state: deps.state(),
      chats: book.people.map(({ aadObjectId }) => chatOf(aadObjectId)),
      entries: deps.strip.entries(),
    };
    return { status: 200, body };
  };
  const setLocale = (request: HttpRequest): HttpReply => {
    const { aadObjectId } = personOf(book, request);
    chats.change(aadObjectId, readInput(localeSchema, request.body));
    return { status: 200, body: chatOf(aadObjectId) };
  };
  const setOperator = ({ body }: HttpRequest): HttpReply => {
    const { key, baseUrl = deps.defaultOperatorUrl() } = readInput(operatorSchema, body);
    deps.setOperator({ key, baseUrl: baseUrl.replace(/\/$/, '') });
    return { status: 204 };
  };
  const one = '/page/people/{aadObjectId}';
  return [
    { method: 'GET', path: '/page/state', handle: overview },
    deps.hub.route,
    { method: 'POST', path: '/page/operator', handle: setOperator },
    { method: 'POST', path: `${one}/locale`, handle: setLocale },
    {
      method: 'POST',
      path: `${one}/lock`,
      handle: async (request) => ({
        status: 200,
        body: await deps.signInTries.lock(personOf(book, request)),
      }),
    },
    {
      method: 'POST',
      path: `${one}/sign-in`,
      handle: async (request) => ({
        status: 200,
        body: await deps.signInTries.signIn(personOf(book, request)),
      }),
    },
  ];
};
