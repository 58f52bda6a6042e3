/** From what was asked to what Okta answers: the route, the rules for clients, who calls, the rate limit, the headers. */
import { randomBytes } from 'node:crypto';
import type { AskedCall, FakeAnswer } from '../faulty-server';
import type { Caller, Credentials } from './auth';
import type { Reply, Route, World } from './call';
import { errors, OAuthError, OktaError } from './errors';
import type { RateLimits } from './rate-limits';
import { insistOnHeaders, insistOnQuery } from './strictness';

type Match = { readonly route: Route; readonly parameters: Record<string, string> };

/** Segments are compared before they are decoded, so that an encoded slash stays within its segment. */
function parametersOf(route: Route, segments: readonly string[]): Record<string, string> | undefined {
  const wanted = route.path.split('/').slice(1);
  if (wanted.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const given = segments[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== given) return undefined;
    } else if (given === '') return undefined;
    else parameters[part.slice(1, -1)] = decoded(given);
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function createRouter(deps: {
  routes: readonly Route[];
  world: World;
  credentials: Credentials;
  rates: RateLimits;
  complaints: string[];
  /** How far the Date header is off the fake's clock. */
  skewMs: () => number;
}): (asked: AskedCall) => Promise<FakeAnswer> {
  const { routes, world, credentials, rates } = deps;

  function routeOf(asked: AskedCall, path: string): Match {
    const segments = path.split('/').slice(1);
    const there = routes.flatMap((route) => {
      const parameters = parametersOf(route, segments);
      return parameters ? [{ route, parameters }] : [];
    });
    const found = there.find(({ route }) => route.method === asked.method);
    if (found) return found;
    world.complain('No such endpoint');
    throw there.length > 0 ? errors.wrongMethod() : errors.notFound(path, 'Endpoint');
  }

  async function reply(asked: AskedCall, path: string, headers: Record<string, string>): Promise<Reply> {
    const { route, parameters } = routeOf(asked, path);
    const query = new URLSearchParams(asked.path.split('?')[1] ?? '');
    insistOnHeaders(asked, route, world.complain);
    insistOnQuery(query, route, world.complain);
    const caller: Caller = credentials.callerOf(
      {
        ...{ method: asked.method, path },
        authorization: asked.headers.authorization as string | undefined,
        dpop: asked.headers.dpop as string | undefined,
      },
      route.scopes,
    );
    const rate = rates.take(caller.key, route.bucket ?? 'other');
    Object.assign(headers, rate.headers);
    if (rate.exceeded) throw errors.tooMany();
    const { method, path: target, headers: sent, body } = asked;
    return route.handle({ method, target, path, parameters, query, headers: sent, body, caller }, world);
  }

  return async (asked) => {
    const path = asked.path.split('?')[0] ?? '';
    const headers: Record<string, string> = {
      date: new Date(world.clock.now().getTime() + deps.skewMs()).toUTCString(),
      'x-okta-request-id': randomBytes(16).toString('base64url'),
      'cache-control': 'no-cache, no-store',
      ...rates.take('nobody', 'unknown').headers,
    };
    const before = deps.complaints.length;
    let answer: Reply;
    try {
      answer = await reply(asked, path, headers);
    } catch (error) {
      if (!(error instanceof OktaError) && !(error instanceof OAuthError)) throw error;
      answer = { status: error.status, body: error.body(), headers: error.headers };
    }
    for (let at = before; at < deps.complaints.length; at += 1)
      deps.complaints[at] = `${asked.method} ${path}: ${deps.complaints[at]}`;
    const { status, body, links = [] } = answer;
    const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const sent: Record<string, string | readonly string[]> = { ...headers };
    if (body !== undefined) sent['content-type'] = 'application/json';
    Object.assign(sent, answer.headers);
    if (links.length > 0) sent.link = links;
    return { status, body: content, headers: sent };
  };
}
