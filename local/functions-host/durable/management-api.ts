/**
 * The HTTP API of the task hub: what `durable-functions`' client calls, and what people call with a key. Both see
 * the same routes and the same unkindness.
 */
import { type Answer, decodeSegment, empty, json } from '../http/answer';
import type { ApiRequest } from './api-request';
import { type Instance, isFinal } from './instance';
import type { InstanceFilter } from './instance-table';
import { createStartApi } from './start-api';
import { statusJson } from './status-json';
import type { TaskHub } from './task-hub';

const PAGE_SIZE = 100;
const CONTINUATION = 'x-ms-continuation-token';
const statuses = [
  'Pending',
  'Running',
  'Suspended',
  'Completed',
  'Failed',
  'Terminated',
  'Canceled',
  'ContinuedAsNew',
];

const isTrue = (value: string | null) => value?.toLowerCase() === 'true';
const statusOptions = (query: URLSearchParams) => ({
  showInput: query.get('showInput')?.toLowerCase() !== 'false',
  showHistory: isTrue(query.get('showHistory')),
  showHistoryOutput: isTrue(query.get('showHistoryOutput')),
});
const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
const refused = (what: string) =>
  json(501, JSON.stringify(`${what} is not supported by the local Functions host.`));

function filterOf(query: URLSearchParams): InstanceFilter {
  const instant = (name: string) => {
    const value = Date.parse(query.get(name) ?? '');
    return Number.isNaN(value) ? undefined : value;
  };
  return {
    createdFromMs: instant('createdTimeFrom'),
    createdToMs: instant('createdTimeTo'),
    // A status that doesn't exist is ignored, not refused.
    statuses: (query.get('runtimeStatus') ?? '').split(',').filter((status) => statuses.includes(status)),
    idPrefix: query.get('instanceIdPrefix') ?? undefined,
  };
}

/** Answers one call; `undefined` never: whatever isn't a route is an empty 404. */
export function createManagementApi(hub: TaskHub): (request: ApiRequest) => Promise<Answer> {
  const start = createStartApi(hub);

  const list = ({ query, headers }: ApiRequest): Answer => {
    const token = String(headers[CONTINUATION] ?? '');
    const limit = Number(query.get('top')) || PAGE_SIZE;
    const after = token === '' ? undefined : Buffer.from(token, 'base64url').toString();
    const found = hub.instances.list(filterOf(query), limit + 1, after);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next: Record<string, string> =
      found.length > limit && last ? { [CONTINUATION]: Buffer.from(last.id).toString('base64url') } : {};
    return json(200, `[${page.map((one) => statusJson(one, statusOptions(query))).join(',')}]`, next);
  };

  const purgeMany = ({ query }: ApiRequest): Answer => {
    if (!query.get('createdTimeFrom')) {
      return json(400, { Message: "Please provide value for 'createdTimeFrom' parameter." });
    }
    const found = hub.instances.list(filterOf(query), Number.POSITIVE_INFINITY).filter(isFinal);
    for (const instance of found) {
      hub.purge(instance);
    }
    return found.length === 0 ? empty(404) : json(200, { instancesDeleted: found.length });
  };

  const status = (instance: Instance, { query, urlsOf }: ApiRequest): Answer => {
    const body = statusJson(instance, statusOptions(query));
    if (!isFinal(instance)) {
      return json(202, body, { location: urlsOf(instance.id).statusQueryGetUri ?? '', 'retry-after': '5' });
    }
    const asError = instance.status === 'Failed' && isTrue(query.get('returnInternalServerErrorOnFailure'));
    return json(asError ? 500 : 200, body);
  };

  const act = (
    instance: Instance,
    verb: string,
    name: string | undefined,
    { query, body }: ApiRequest,
  ): Answer => {
    const reason = query.get('reason') ?? '';
    if (verb === 'rewind' || verb === 'restart') {
      return refused(verb);
    }
    if (isFinal(instance)) {
      return empty(410);
    }
    switch (verb) {
      case 'raiseevent':
        if (name === undefined) {
          return empty(404);
        }
        if (body !== '' && !isJson(body)) {
          return json(400, {
            Message: 'Invalid JSON content',
            ExceptionMessage: 'The event data is not JSON.',
          });
        }
        hub.raiseEvent(instance, name, body === '' ? 'null' : body);
        return empty(202);
      case 'terminate':
        hub.terminate(instance, reason);
        return empty(202);
      case 'suspend':
        if (instance.status === 'Suspended') {
          return json(500, {
            Message: 'Something went wrong while processing your request',
            ExceptionMessage: `Cannot suspend the orchestration instance ${instance.id} because instance is in the Suspended state.`,
          });
        }
        hub.suspend(instance, reason);
        return empty(202);
      case 'resume':
        hub.resume(instance);
        return empty(202);
      default:
        return empty(404);
    }
  };

  return async (request) => {
    const { method, path } = request;
    const [collection, id, verb, name, ...rest] = path.split('/').filter(Boolean).map(decodeSegment);
    if (collection?.toLowerCase() === 'entities') {
      return refused('An entity');
    }
    if (collection?.toLowerCase() === 'orchestrators' && method === 'POST' && id && name === undefined) {
      return start(request, id, verb);
    }
    if (collection?.toLowerCase() !== 'instances' || rest.length > 0) {
      return empty(404);
    }
    if (id === undefined) {
      return method === 'GET' ? list(request) : method === 'DELETE' ? purgeMany(request) : empty(404);
    }
    const instance = hub.instances.get(id);
    if (instance === undefined) {
      return empty(404);
    }
    if (verb !== undefined) {
      return method === 'POST' ? act(instance, verb.toLowerCase(), name, request) : empty(404);
    }
    if (method === 'DELETE') {
      hub.purge(instance);
      return json(200, { instancesDeleted: 1 });
    }
    return method === 'GET' ? status(instance, request) : empty(404);
  };
}
