/**
 * PingOne, played on this machine: one environment behind a real HTTP server, API and token endpoint together, which
 * refuses what the real one wouldn't know. Made for tests and scenarios.
 */
import type { Fault } from '../faults';
import { type AskedCall, startFaultyServer } from '../faulty-server';
import { errors, type PingOneError } from './errors';
import { type Assumptions, type Clock, usualAssumptions } from './model';
import { createPages } from './paging';
import { createRouter } from './router';
import type { World } from './routes';
import { createState, type NewUser } from './state';
import { createTokens } from './token-endpoint';

export type PingOneFakeOptions = {
  readonly users?: readonly NewUser[];
  /** Default: the machine's. */
  readonly clock?: Clock;
  readonly assume?: Partial<Assumptions>;
};

export type PingOneFake = Awaited<ReturnType<typeof createPingOneFake>>;

export const environmentId = 'd928aa51-c194-4333-9cf5-0fd0c9b7d62f';
export const clientId = '6a1b2c3d-0f1e-4d2c-8b3a-9c8d7e6f5a4b';
export const clientSecret = 'S3cr3t.of~the-Worker_App0';

export async function createPingOneFake(options: PingOneFakeOptions = {}) {
  const clock = options.clock ?? { now: () => new Date() };
  const assume: Assumptions = { ...usualAssumptions, ...options.assume };
  const complaints: string[] = [];
  let present: AskedCall | undefined;
  const complain = (why: string): void => {
    complaints.push(`${present?.method} ${present?.path.split('?')[0]}: ${why}`);
  };
  const state = createState({ clock, assume });
  const pages = createPages(assume);
  const tokens = createTokens({ clock, clientId, clientSecret, complain });
  let address = '';
  const url = () => address;
  const place = () => ({ base: `${address}/v1/environments/${environmentId}`, environmentId });
  const world: World = { state, pages, assume, place, complain };
  const answer = createRouter({ environmentId, url, world, tokens });
  for (const user of options.users ?? []) state.add(user);
  const server = await startFaultyServer((asked) => {
    present = asked;
    return answer(asked);
  });
  address = server.url;

  const refusal = ({ status, ...error }: PingOneError, body: unknown): Fault => ({
    ...{ kind: status === 429 ? 'throttled' : 'status', status, body },
    ...(error.code === 'REQUEST_LIMITED' ? { headers: { 'retry-after': '1' } } : {}),
  });
  return {
    url: server.url,
    server,
    state,
    pages,
    tokens,
    assume,
    clock,
    /** Everything that a client did which no real PingOne would have taken. Tests assert that it is empty. */
    complaints,
    calls: server.calls,
    faults: server.faults,
    /** Faults with PingOne's bodies, for `faults.next`. */
    fault: {
      forbidden: () => refusal(errors.forbidden(), errors.forbidden().body()),
      invalidToken: () => refusal(errors.invalidToken(), errors.invalidToken().body()),
      limited: () => refusal(errors.limited(), errors.limited().body()),
      unexpected: () => refusal(errors.unexpected(), errors.unexpected().body()),
      refused: () => refusal(errors.failed('Not now.'), errors.failed('Not now.').body()),
    },
    /** What the product needs to be set to speak to this fake. */
    settings: {
      PINGONE_ENVIRONMENT_ID: environmentId,
      PINGONE_REGION: 'eu',
      PINGONE_CLIENT_ID: clientId,
      PINGONE_CLIENT_SECRET: clientSecret,
      PINGONE_API_URL: server.url,
      PINGONE_AUTH_URL: server.url,
    },
    close: () => server.close(),
  };
}
