/** A table of routes over node:http: enough for the local servers, and the one place that knows how they refuse bad input. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodType } from 'zod';

/** One request, read. `body` is parsed JSON, or undefined where there was none. */
export type HttpRequest = {
  method: string;
  /** The path, decoded. */
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: unknown;
  raw: IncomingMessage;
};

/** What a route answers: JSON in `body`, or anything else in `content` with its own content type. */
export type HttpReply = {
  status: number;
  body?: unknown;
  content?: string | Buffer;
  headers?: Record<string, string>;
};

/** A route; `{name}` in its path is one segment. It may answer by itself (a stream) and return undefined. */
export type HttpRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  handle(
    request: HttpRequest,
    response: ServerResponse,
  ): Promise<HttpReply | undefined> | HttpReply | undefined;
};

/** Input from the world that breaks a rule; answered as `{error: {field, rule}}`. */
export class BadInput extends Error {
  readonly status: number;
  readonly field: string;
  readonly rule: string;
  constructor(field: string, rule: string, status = 400) {
    super(`${field}: ${rule}`);
    this.field = field;
    this.rule = rule;
    this.status = status;
  }
}

/** Reads a body by its schema; throws `BadInput` with the first broken rule. */
export const readInput = <T>(schema: ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadInput(issue?.path.join('.') || 'body', issue?.message ?? 'is not understood');
};

const matchPath = (pattern: string, segments: string[]): Record<string, string> | undefined => {
  const wanted = pattern.split('/').slice(1);
  if (wanted.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of wanted.entries()) {
    const segment = segments[index] ?? '';
    if (name.startsWith('{')) params[name.slice(1, -1)] = segment;
    else if (name !== segment) return undefined;
  }
  return params;
};

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new BadInput('path', 'must be percent-encoded UTF-8');
  }
};

const dispatch = async (
  routes: HttpRoute[],
  raw: IncomingMessage,
  response: ServerResponse,
  body: unknown,
): Promise<HttpReply | undefined> => {
  const url = new URL(raw.url ?? '/', 'http://localhost');
  const segments = url.pathname.split('/').slice(1).map(decode);
  const method = raw.method === 'HEAD' ? 'GET' : (raw.method ?? 'GET');
  const found = routes.flatMap((route) => {
    const params = matchPath(route.path, segments);
    return params ? [{ route, params }] : [];
  });
  const hit = found.find(({ route }) => route.method === method);
  if (!hit) {
    if (found.length === 0) throw new BadInput('path', 'there is nothing at this address', 404);
    throw new BadInput('method', `must be one of ${found.map(({ route }) => route.method).join(', ')}`, 405);
  }
  const path = `/${segments.join('/')}`;
  return hit.route.handle(
    { method, path, params: hit.params, query: url.searchParams, headers: raw.headers, body, raw },
    response,
  );
};

/** Finds the route of a request and writes its answer; never throws. */
export const answer = async (
  routes: HttpRoute[],
  raw: IncomingMessage,
  response: ServerResponse,
  readBody: () => Promise<unknown>,
): Promise<void> => {
  let reply: HttpReply | undefined;
  try {
    reply = await dispatch(routes, raw, response, await readBody());
  } catch (error) {
    if (error instanceof BadInput) {
      reply = { status: error.status, body: { error: { field: error.field, rule: error.rule } } };
    } else {
      console.error(`${raw.method} ${raw.url}:`, error);
      reply = {
        status: 500,
        body: { error: { field: 'server', rule: 'something broke here; see its output' } },
      };
    }
  }
  if (!reply || response.headersSent) return;
  const json = reply.content === undefined && reply.body !== undefined;
  response.writeHead(reply.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...reply.headers,
  });
  response.end(raw.method === 'HEAD' ? undefined : json ? JSON.stringify(reply.body) : reply.content);
};
