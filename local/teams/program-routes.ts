/** The stand-in's API for programs (a contract): what scenarios, benches and checks from outside drive the product with. */
import { z } from 'zod';
import type { ActivityWriter } from './activities';
import type { AddressBook } from './addresses';
import type { BotAnswer, CallBot } from './bot-calls';
import type { CallCounter, CallRate } from './call-statistics';
import type { Chats } from './chats';
import type { MovableClock } from './clock';
import { clockRoutes } from './clock-routes';
import { type Faults, faultSchema } from './faults';
import { BadInput, type HttpReply, type HttpRequest, type HttpRoute, readInput } from './http-routes';
import type { DemoPerson } from './person';
import type { Press, PressResult } from './presses';

const messageSchema = z.strictObject({ text: z.string().trim().min(1).max(10_000) });
const pressSchema = z.strictObject({
  messageId: z.string().min(1),
  title: z.string().min(1).max(500),
  inputs: z.record(z.string(), z.unknown()).optional(),
  as: z.enum(['execute', 'submit', 'text']).optional(),
  // Where several buttons have one title (rows of a grid), the page says which one was pressed.
  is: z.strictObject({ verb: z.string().optional(), data: z.unknown().optional() }).optional(),
});
const installationSchema = z.strictObject({ installed: z.boolean() });
const rateSchema = z.strictObject({ perSecond: z.number().int().min(1).nullable() });

/** Everything that the programs' API speaks to. */
export type ProgramRoutesDeps = {
  book: AddressBook;
  chats: Chats;
  clock: MovableClock;
  write: ActivityWriter;
  callBot: CallBot;
  press(person: DemoPerson, press: Press): Promise<PressResult>;
  faults: Faults;
  rate: CallRate;
  counter: CallCounter;
  /** Told of each press, when it was (ISO) and how it ended, for the strip. */
  onPress(person: DemoPerson, press: Press, result: PressResult, at: string): void;
  onDelivery(person: DemoPerson, messageId: string, answer: BotAnswer): void;
  onClock(): void;
};

const benchRoutes = ({ faults, rate, counter }: ProgramRoutesDeps): HttpRoute[] => {
  const orderFault = ({ body }: HttpRequest): HttpReply => {
    faults.order(readInput(faultSchema, body));
    return { status: 200, body: { pending: faults.pending() } };
  };
  const setRate = ({ body }: HttpRequest): HttpReply => {
    rate.set(readInput(rateSchema, body).perSecond);
    return { status: 200, body: { perSecond: rate.perSecond() } };
  };
  return [
    { method: 'POST', path: '/api/faults', handle: orderFault },
    {
      method: 'GET',
      path: '/api/faults',
      handle: () => ({ status: 200, body: { pending: faults.pending() } }),
    },
    {
      method: 'DELETE',
      path: '/api/faults',
      handle: () => {
        faults.clear();
        return { status: 204 };
      },
    },
    { method: 'POST', path: '/api/rate', handle: setRate },
    { method: 'GET', path: '/api/statistics', handle: () => ({ status: 200, body: counter.read() }) },
    {
      method: 'DELETE',
      path: '/api/statistics',
      handle: () => {
        counter.reset();
        return { status: 204 };
      },
    },
  ];
};

/** The person of a path; throws a 404 where the organisation has no such person. */
export const personOf = (book: AddressBook, { params }: HttpRequest): DemoPerson => {
  const person = book.byObjectId(params.aadObjectId ?? '');
  if (!person) throw new BadInput('aadObjectId', 'nobody in the demo organisation has this object id', 404);
  return person;
};

/** Whoever starts the stand-in may know more about people than the contract tells. */
const asInContract = (person: DemoPerson): DemoPerson => ({
  aadObjectId: person.aadObjectId,
  name: person.name,
  userPrincipalName: person.userPrincipalName,
  email: person.email,
  role: person.role,
  ...(person.managerId === undefined ? {} : { managerId: person.managerId }),
  ...(person.secretKey === undefined ? {} : { secretKey: person.secretKey }),
});

/** Makes the routes. */
export const programRoutes = (deps: ProgramRoutesDeps): HttpRoute[] => {
  const { book, chats, write, callBot } = deps;
  const readMessages = (request: HttpRequest): HttpReply => ({
    status: 200,
    body: chats.messagesOf(personOf(book, request).aadObjectId),
  });
  const requireInstalled = (person: DemoPerson): void => {
    if (!chats.settingsOf(person.aadObjectId).installed) {
      throw new BadInput('aadObjectId', 'this person has not installed the app', 409);
    }
  };
  const say = (request: HttpRequest): HttpReply => {
    const person = personOf(book, request);
    const { text } = readInput(messageSchema, request.body);
    requireInstalled(person);
    const { id } = chats.add(person.aadObjectId, 'person', { text });
    // As in Teams, the message stands in the chat at once and whoever wrote it doesn't wait for the bot.
    void callBot(write.text(person, id, text)).then((answer) => deps.onDelivery(person, id, answer));
    return { status: 202, body: { id } };
  };
  const press = async (request: HttpRequest): Promise<HttpReply> => {
    const person = personOf(book, request);
    const pressed = readInput(pressSchema, request.body);
    const at = deps.clock.now().toISOString();
    const result = await deps.press(person, pressed);
    deps.onPress(person, pressed, result, at);
    if (result.answer.kind === 'unreachable') {
      throw new BadInput('bot', `the bot can’t be reached: ${result.answer.reason}`, 502);
    }
    return { status: 200, body: { status: result.status } };
  };
  const install = async (request: HttpRequest): Promise<HttpReply> => {
    const person = personOf(book, request);
    const { installed } = readInput(installationSchema, request.body);
    chats.change(person.aadObjectId, { installed });
    if (installed) await callBot(write.membersAdded(person));
    const answer = await callBot(write.installation(person, installed ? 'add' : 'remove'));
    if (answer.kind === 'unreachable')
      throw new BadInput('bot', `the bot can’t be reached: ${answer.reason}`, 502);
    chats.change(person.aadObjectId, { introduced: installed });
    return { status: 200, body: { installed, status: answer.status } };
  };
  const people = book.people.map(asInContract);
  const one = '/api/people/{aadObjectId}';
  return [
    { method: 'GET', path: '/api/people', handle: () => ({ status: 200, body: people }) },
    { method: 'GET', path: `${one}/messages`, handle: readMessages },
    { method: 'POST', path: `${one}/messages`, handle: say },
    { method: 'POST', path: `${one}/actions`, handle: press },
    { method: 'POST', path: `${one}/installation`, handle: install },
    ...benchRoutes(deps),
    ...clockRoutes(deps.clock, deps.onClock),
  ];
};
