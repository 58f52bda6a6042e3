/** What every call of the bot to the connector passes first: its token, the rate limit, and the faults that tests have ordered. */
import { timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { CallCounter, CallRate } from './call-statistics';
import type { Fault, Faults } from './faults';
import type { HttpReply, HttpRequest, HttpRoute } from './http-routes';

/** An error as the Bot Connector words it. */
export const connectorError = (status: number, code: string, message: string): HttpReply => ({
  status,
  body: { error: { code, message } },
});

/** The app isn't installed for this person, or was removed. */
export const notInRoster = (): HttpReply =>
  connectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');

const faultCodes: Record<number, string> = {
  401: 'Unauthorized',
  403: 'BotNotInConversationRoster',
  404: 'ConversationNotFound',
  412: 'PreconditionFailed',
  413: 'MessageSizeTooBig',
  429: 'Throttled',
};

/** Whom a call is about, so that a fault may be ordered for one person. */
type PersonOfCall = (request: HttpRequest) => string | undefined;

/** Puts the gate before connector routes. */
export type ConnectorGate = (route: HttpRoute) => HttpRoute;

/** Makes the gate; `localKey` is the bearer token that the bot must present. */
export const createConnectorGate = (deps: {
  localKey: string;
  faults: Faults;
  rate: CallRate;
  counter: CallCounter;
  personOf: PersonOfCall;
}): ConnectorGate => {
  const expected = Buffer.from(`Bearer ${deps.localKey}`);
  const isStranger = (request: HttpRequest): boolean => {
    const presented = Buffer.from(request.headers.authorization ?? '');
    return presented.length !== expected.length || !timingSafeEqual(presented, expected);
  };
  const faultOf = (request: HttpRequest): Fault | undefined =>
    deps.faults.meet([
      `${request.method} ${request.path}`,
      `${request.method} ${request.raw.url ?? ''}`,
      JSON.stringify(request.body ?? null),
      deps.personOf(request) ?? '',
    ]);
  const refuse = (fault: Fault | undefined): HttpReply | undefined => {
    if (fault?.status !== undefined) {
      const code = fault.code ?? faultCodes[fault.status] ?? 'ServiceError';
      return {
        ...connectorError(fault.status, code, 'A fault that was ordered by a test.'),
        headers: fault.headers,
      };
    }
    if (!deps.rate.allow()) {
      return { ...connectorError(429, 'Throttled', 'Too many requests.'), headers: { 'retry-after': '1' } };
    }
    return undefined;
  };
  return (route) => ({
    ...route,
    handle: async (request, response) => {
      if (isStranger(request)) {
        deps.counter.count(request.method, 401);
        return connectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
      }
      const fault = faultOf(request);
      const reply = refuse(fault) ?? (await route.handle(request, response));
      if (fault?.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false });
      deps.counter.count(request.method, reply?.status ?? 200);
      return reply;
    },
  });
};
