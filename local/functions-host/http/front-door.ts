/** What happens to a request: the host's own addresses, then the task hub's, then the app's functions. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiRequest } from '../durable/api-request';
import { PUBLIC_API_PATH } from '../durable/management-urls';
import { type HostKeys, isKey, mayCall } from '../keys';
import type { Log } from '../log';
import type { Invoker } from '../worker/invoker';
import type { AdminRequest } from './admin-routes';
import { type Answer, empty } from './answer';
import { joinedQuery, readBody, requestData, requestUrl } from './request-data';
import { sendAnswer, sendFunctionResponse } from './response-data';
import type { Router } from './router';

const URL_LIMIT = 8192;
const welcome: Answer = {
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The local Functions host is up and running.\n',
};

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The key of a request: the header wins over the query. */
function keyOf(request: IncomingMessage, query: Record<string, string>): string | undefined {
  const header = request.headers['x-functions-key'];
  const code = Object.entries(query).find(([name]) => name.toLowerCase() === 'code')?.[1];
  return typeof header === 'string' ? header : code;
}

export function createFrontDoor(deps: {
  readonly router: Router;
  readonly invoker: Invoker;
  readonly keys: HostKeys;
  readonly admin: (request: AdminRequest) => Promise<Answer>;
  readonly managementApi: (request: ApiRequest) => Promise<Answer>;
  readonly urlsOf: (id: string, origin: string) => Record<string, string>;
  readonly log: Log;
}): RequestHandler {
  const runFunction = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    route: NonNullable<ReturnType<Router>>,
    body: Buffer,
  ) => {
    const { name } = route.target.metadata;
    const outcome = await deps.invoker.invoke(route.target, {
      http: requestData(request, url, route.params, body),
    });
    if (outcome.kind === 'returned') {
      try {
        sendFunctionResponse(response, outcome.response.returnValue?.http);
        return;
      } catch (error) {
        deps.log('error', `Function.${name}`, `The response can't be sent: ${(error as Error).message}`);
      }
    } else {
      const { error } = outcome;
      deps.log(
        'error',
        `Function.${name}`,
        `Executed 'Functions.${name}' (Failed): ${error.stack ?? error.message}`,
      );
    }
    if (!response.headersSent) {
      for (const name of response.getHeaderNames()) {
        response.removeHeader(name);
      }
      sendAnswer(response, empty(500));
    }
  };

  return async (request, response) => {
    if ((request.url ?? '').length > URL_LIMIT) {
      sendAnswer(response, empty(414, { connection: 'close' }));
      return;
    }
    const url = requestUrl(request);
    const method = request.method ?? 'GET';
    const path = url.pathname;
    const query = joinedQuery(url.searchParams);
    const key = keyOf(request, query);
    const isAdmin = /^\/admin\//i.test(path);
    const isApi = path.toLowerCase().startsWith(`${PUBLIC_API_PATH}/`);
    const route = isAdmin || isApi || path.includes('//') ? undefined : deps.router(method, path.slice(1));
    if (!isAdmin && !isApi && route === undefined) {
      sendAnswer(response, path === '/' && method === 'GET' ? welcome : empty(404));
      return;
    }
    if (route !== undefined && !mayCall(route.authLevel, key, deps.keys)) {
      sendAnswer(response, empty(401));
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      sendAnswer(response, empty(500, { connection: 'close' }));
    } else if (route !== undefined) {
      await runFunction(request, response, url, route, body);
    } else if (isAdmin) {
      const contentType = request.headers['content-type'] ?? '';
      sendAnswer(response, await deps.admin({ method, path, contentType, key, body: body.toString() }));
    } else if (!isKey(key, deps.keys.durableKey) && !isKey(key, deps.keys.masterKey)) {
      sendAnswer(response, empty(401, { 'www-authenticate': 'Bearer' }));
    } else {
      const answer = await deps.managementApi({
        method,
        path: path.slice(PUBLIC_API_PATH.length),
        query: url.searchParams,
        headers: request.headers,
        body: body.toString(),
        urlsOf: (id) => deps.urlsOf(id, url.origin),
      });
      sendAnswer(response, answer);
    }
  };
}
