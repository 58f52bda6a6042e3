/** The address the durable client inside the app calls: a port of its own, as on the platform, without a key. */
import type { ApiRequest } from '../durable/api-request';
import { type Answer, empty } from './answer';
import type { RequestHandler } from './front-door';
import { readBody, requestUrl } from './request-data';
import { sendAnswer } from './response-data';

export function createClientApi(deps: {
  readonly path: string;
  readonly managementApi: (request: ApiRequest) => Promise<Answer>;
  readonly urlsOf: (id: string) => Record<string, string>;
}): RequestHandler {
  return async (request, response) => {
    const url = requestUrl(request);
    const body = await readBody(request);
    if (body === undefined || !url.pathname.startsWith(`${deps.path}/`)) {
      sendAnswer(response, empty(404));
      return;
    }
    const answer = await deps.managementApi({
      method: request.method ?? 'GET',
      path: url.pathname.slice(deps.path.length),
      query: url.searchParams,
      headers: request.headers,
      body: body.toString(),
      urlsOf: deps.urlsOf,
    });
    sendAnswer(response, answer);
  };
}
