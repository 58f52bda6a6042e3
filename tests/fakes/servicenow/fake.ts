/**
 * A ServiceNow instance, played on this machine: a real HTTP server with the parts of the Table API and of OAuth that
 * the product uses. What a real one would silently forgive (unknown fields, parameters, scripts in queries) is kept in
 * `complaints`; tests assert that there are none.
 */
import { type AskedCall, type FakeAnswer, startFaultyServer } from '../faulty-server';
import { errors, ServiceNowError } from './errors';
import type { SnRecord } from './model';
import { type Clock, createState } from './state';
import { answerTable } from './table-routes';
import { createTokens } from './token-endpoint';

export type ServiceNowFakeOptions = {
  /** Default: the machine's. */
  readonly clock?: Clock;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Default: half an hour, as an instance has it. */
  readonly tokenLifeSeconds?: number;
};

export type ServiceNowFake = Awaited<ReturnType<typeof createServiceNowFake>>;

export const clientId = 'a4b1c2d3e4f56789a0b1c2d3e4f56789';
export const clientSecret = 'correct-horse-battery-staple-4711';

export async function createServiceNowFake(options: ServiceNowFakeOptions = {}) {
  const clock = options.clock ?? { now: () => new Date() };
  const complaints: string[] = [];
  const complain = (why: string): void => void complaints.push(why);
  const denied = new Set<string>();
  const state = createState(clock, 'account.access');
  const tokens = createTokens({
    clock,
    clientId: options.clientId ?? clientId,
    clientSecret: options.clientSecret ?? clientSecret,
    lifeSeconds: options.tokenLifeSeconds ?? 1_799,
    complain,
  });
  let address = '';

  const route = (call: AskedCall): FakeAnswer => {
    const path = call.path.split('?')[0] ?? '';
    if (path === '/oauth_token.do') return tokens.answer(call);
    if (!path.startsWith('/api/now/table/')) {
      complain(`${call.method} ${path} is nothing that the product should ask`);
      throw errors.noSuchPath();
    }
    if (!tokens.isValid(call.headers.authorization as string | undefined)) throw errors.notAuthenticated();
    return answerTable(call, { state, clock, url: () => address, complain, denied });
  };
  const server = await startFaultyServer((call) => {
    try {
      return route(call);
    } catch (error) {
      if (error instanceof ServiceNowError) return error.answer();
      throw error;
    }
  });
  address = server.url;

  const incidents = (): readonly SnRecord[] => state.records.incident;
  const incidentOf = (number: string): SnRecord => {
    const found = incidents().find((record) => record.number === number);
    if (!found) throw new Error(`The fake has no incident ${number}.`);
    return found;
  };
  return {
    url: server.url,
    server,
    state,
    tokens,
    denied,
    complaints,
    calls: server.calls,
    faults: server.faults,
    incidents,
    incident: incidentOf,
    /** Everything written on an incident, oldest first, as `field: text`. */
    written: (number: string): readonly string[] =>
      state.journalOf(incidentOf(number).sys_id ?? '').map(({ field, text }) => `${field}: ${text}`),
    addUser: (email: string, more: SnRecord = {}): SnRecord =>
      state.add('sys_user', { email, user_name: email, name: email.split('@')[0] ?? '', ...more }),
    addArticle: (number: string, title: string, html: string, more: SnRecord = {}): SnRecord =>
      state.add('kb_knowledge', {
        number,
        short_description: title,
        text: html,
        workflow_state: 'published',
        ...more,
      }),
    /** Somebody files an incident in the portal. */
    addIncident: (fields: SnRecord): SnRecord =>
      state.addIncident({ state: '1', impact: '3', urgency: '3', ...fields }),
    /** What a person at the help desk does to an incident. */
    setState: (number: string, to: string): void => {
      incidentOf(number).state = to;
    },
    close: () => server.close(),
  };
}
