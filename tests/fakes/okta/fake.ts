/**
 * Okta, played on this machine: a real HTTP server with the API that the product uses, as the vendor's specification
 * and recorded traffic have it, refusing what the real one wouldn't know. Made for tests and scenarios.
 */
import { startFaultyServer } from '../faulty-server';
import { createCredentials } from './auth';
import { createLinks, type World } from './call';
import { type Controls, createControls } from './controls';
import { createProofs } from './dpop';
import { factorRoutes } from './factor-routes';
import { deliverToHook, type HookTarget, verifyHook } from './hooks';
import { lifecycleRoutes } from './lifecycle-routes';
import { lockoutFilter, logRoutes } from './log-route';
import { type Assumptions, type Clock, usualAssumptions } from './model';
import { orgRoutes } from './org-routes';
import { createRateLimits } from './rate-limits';
import { createRouter } from './router';
import { createState, type NewUser } from './state';
import { createSystemLog, type LogEvent } from './system-log';
import { type ServiceApp, tokenRoutes } from './token-endpoint';
import { userRoutes } from './user-routes';
import { oktaFaults } from './vendor-faults';

export type OktaFakeOptions = {
  readonly users?: readonly NewUser[];
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** API tokens (default: one, `apiToken` of the fake). */
  readonly apiTokens?: readonly string[];
  readonly apps?: readonly ServiceApp[];
  /** How far search lags behind (default 0). */
  readonly searchDelayMs?: number;
  /** Calls a minute per caller, by bucket: logs, users, user, change, policies, oauth, other, default. */
  readonly rateLimits?: Readonly<Record<string, number>>;
  /** Filters of the System Log beside the one of O1. */
  readonly logFilters?: readonly string[];
  readonly assume?: Partial<Assumptions>;
};

export type OktaFake = Awaited<ReturnType<typeof createOktaFake>>;

/** The tests' API token has the length and look of a real one. */
export const apiToken = '00QCjAl4MlV-WPXM-ABCDEFGHJKLMNPQRSTUVWXYZ0';
/** Login of the administrator whose token that is. */
export const tokenOwner = 'token.owner@contoso.example';

export async function createOktaFake(options: OktaFakeOptions = {}) {
  const clock = options.clock ?? { now: () => new Date() };
  const complaints: string[] = [];
  const skew = { ms: 0 };
  const filters = new Set([lockoutFilter, ...(options.logFilters ?? [])]);
  const assume: Assumptions = { ...usualAssumptions, ...options.assume };
  const proofs = createProofs(clock);
  let address = '';
  const url = () => address;
  const complain = (why: string): void => void complaints.push(why);
  const credentials = createCredentials({ clock, proofs, assume, url, complain });
  const apps = new Map(options.apps?.map((app) => [app.clientId, app]));
  const state = createState({ clock, searchDelayMs: options.searchDelayMs ?? 0 });
  const log = createSystemLog(clock);
  const links = createLinks();
  const world: World = { url, clock, state, log, links, assume, complain };
  const rates = createRateLimits(clock, { default: 10_000, ...options.rateLimits });

  state.add({
    profile: { login: tokenOwner, firstName: 'Token', lastName: 'Owner' },
    roles: [
      {
        id: 'ra1owner',
        type: 'SUPER_ADMIN',
        label: 'Super Organization Administrator',
        assignmentType: 'USER',
      },
    ],
  });
  for (const token of options.apiTokens ?? [apiToken]) credentials.apiTokens.set(token, tokenOwner);
  for (const user of options.users ?? []) state.add(user);
  state.addPolicy({ system: true, priority: 99 });

  const answer = createRouter({
    routes: [
      ...tokenRoutes({ apps, credentials, proofs }),
      ...logRoutes(filters),
      ...[...userRoutes, ...lifecycleRoutes, ...factorRoutes, ...orgRoutes],
    ],
    ...{ world, credentials, rates, complaints },
    skewMs: () => skew.ms,
  });
  const server = await startFaultyServer((asked) => {
    state.settle();
    return answer(asked);
  });
  address = server.url;

  const controls: Controls = createControls(world);
  return {
    ...controls,
    url: server.url,
    server,
    state,
    log,
    links,
    assume,
    apps,
    proofs,
    credentials,
    rates,
    clock,
    /** How far Okta's clock, as its Date header tells it, is off ours. */
    skew,
    /** Everything that a client did which no real Okta would have taken. Tests assert that it is empty. */
    complaints,
    calls: server.calls,
    faults: server.faults,
    /** Faults with Okta's bodies, for `faults.next`. */
    fault: oktaFaults(clock, () => skew.ms),
    verifyHook: (target: HookTarget, challenge?: string) => verifyHook(target, challenge),
    deliver: (target: HookTarget, events: readonly LogEvent[]) =>
      deliverToHook(target, server.url, events, clock.now()),
    /** Delivers from now on every event of these types as it is stored. @returns how to stop */
    hook(target: HookTarget, types: readonly string[] = ['user.account.lock']): () => void {
      return log.listen((event) => {
        if (types.includes(event.eventType)) void deliverToHook(target, server.url, [event], clock.now());
      });
    },
    close: () => server.close(),
  };
}
