/** From what was asked to what PingOne answers: the route, the token, and what a well-behaved client sends. */
import type { AskedCall, FakeAnswer } from '../faulty-server';
import { errors, PingOneError } from './errors';
import { type Call, type Route, routes, type World } from './routes';
import type { Tokens } from './token-endpoint';

const knownHeaders = new Set([
  ...['accept', 'accept-encoding', 'accept-language', 'authorization', 'connection', 'content-length'],
  ...['content-type', 'host', 'user-agent', 'transfer-encoding', 'sec-fetch-mode'],
]);

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
    else parameters[part.slice(1, -1)] = decodeURIComponent(given);
  }
  return parameters;
}

export function createRouter(deps: {
  readonly environmentId: string;
  readonly url: () => string;
  readonly world: World;
  readonly tokens: Tokens;
}): (asked: AskedCall) => FakeAnswer {
  const { environmentId, url, world, tokens } = deps;
  const { complain } = world;
  const root = `/v1/environments/${environmentId}`;

  function insist({ method, headers, body }: AskedCall, route: Route, query: URLSearchParams): void {
    const unknown = Object.keys(headers).filter((name) => !knownHeaders.has(name));
    if (unknown.length > 0) complain(`Headers that PingOne doesn't know: ${unknown.join(', ')}`);
    const names = [...query.keys()];
    const wrong = names.filter((name, at) => !route.query?.includes(name) || names.indexOf(name) !== at);
    if (wrong.length > 0) {
      complain(`Query parameters that the endpoint doesn't know: ${wrong.join(', ')}`);
      throw errors.invalid(wrong[0] ?? '', 'unknown parameter');
    }
    if (body !== '') {
      complain(`A body where there is none: ${body.length} characters`);
      throw errors.invalid('body', 'there is none');
    }
    const type = headers['content-type'];
    if (method === 'POST' ? !route.types?.includes(String(type)) : type !== undefined) {
      complain(`Content-Type is ${type}`);
      throw errors.wrongType();
    }
  }

  function reply(asked: AskedCall, path: string): { readonly status: number; readonly body?: unknown } {
    if (!tokens.isGood(asked.headers.authorization as string | undefined)) throw errors.invalidToken();
    if (!path.startsWith(`${root}/`)) throw errors.notFound();
    const segments = path.slice(root.length + 1).split('/');
    const there = routes.flatMap((route) => {
      const parameters = parametersOf(route, segments);
      return parameters ? [{ route, parameters }] : [];
    });
    const found = there.find(({ route }) => route.method === asked.method);
    if (!found) {
      complain('No such endpoint');
      throw there.length > 0 ? errors.wrongMethod() : errors.notFound();
    }
    const query = new URLSearchParams(asked.path.split('?')[1] ?? '');
    insist(asked, found.route, query);
    const { parameters, route } = found;
    const contentType = asked.headers['content-type'] as string | undefined;
    const call: Call = { url: url(), path, parameters, query, contentType };
    return route.handle(call, world);
  }

  return (asked) => {
    const path = asked.path.split('?')[0] ?? '';
    if (path === `/${environmentId}/as/token`) return tokens.answer(asked);
    try {
      const { status, body } = reply(asked, path);
      return { status, body, headers: body === undefined ? {} : { 'content-type': 'application/hal+json' } };
    } catch (error) {
      if (!(error instanceof PingOneError)) throw error;
      return { status: error.status, body: error.body() };
    }
  };
}
