/** Starting an orchestration over HTTP, with the platform's gap between looking for the id and writing it. */
import { type Answer, json } from '../http/answer';
import type { ApiRequest } from './api-request';
import { isFinal } from './instance';
import type { TaskHub } from './task-hub';

/**
 * Between the look and the write the platform does I/O: starts of one id that fall into that time all succeed, and
 * one instance runs. Without this gap code that relies on the refusal would work here and fail there.
 */
const WRITE_GAP_MS = 20;
const ID_LIMIT = 256;

const serverError = (exceptionType: string, text: string): Answer =>
  json(500, {
    Message: 'Something went wrong while processing your request',
    ExceptionMessage: text,
    ExceptionType: exceptionType,
    StackTrace: null,
  });

function idFault(id: string): Answer | undefined {
  if (id.startsWith('@')) {
    return json(400, {
      Message: "instanceId (Parameter 'Orchestration instance ids must not start with @.')",
    });
  }
  if (id.length > ID_LIMIT) {
    return json(400, { Message: 'Instance ID lengths must not exceed 256 characters.' });
  }
  // The platform puts the id into a storage query as it is.
  return id.includes("'")
    ? serverError('DurableTask.AzureStorage.Storage.DurableTaskStorageException', 'Bad Request')
    : undefined;
}

export function createStartApi(
  hub: TaskHub,
): (request: ApiRequest, name: string, id: string | undefined) => Promise<Answer> {
  const beingWritten = new Set<string>();

  return async ({ body, query, urlsOf }, name, wantedId) => {
    if (!hub.knows(name)) {
      const known = hub
        .orchestratorNames()
        .map((one) => `'${one}'`)
        .join(', ');
      return json(400, {
        Message: `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function. Additional info: The following are the known orchestrator functions: ${known}.`,
      });
    }
    if (query.has('timeout') || query.has('pollingInterval')) {
      return json(501, JSON.stringify('Start and wait is not supported by the local Functions host.'));
    }
    try {
      JSON.parse(body === '' ? 'null' : body);
    } catch {
      return json(400, { Message: 'Invalid JSON content' });
    }
    const fault = wantedId === undefined ? undefined : idFault(wantedId);
    if (fault !== undefined) {
      return fault;
    }
    const present = wantedId === undefined ? undefined : hub.instances.get(wantedId);
    if (present !== undefined && !isFinal(present)) {
      return serverError(
        'DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException',
        `An Orchestration instance with the status ${present.status} already exists.`,
      );
    }
    const isTwin = wantedId !== undefined && beingWritten.has(wantedId);
    let id = wantedId ?? '';
    if (wantedId !== undefined) {
      beingWritten.add(wantedId);
      await new Promise((resolve) => setTimeout(resolve, WRITE_GAP_MS));
      beingWritten.delete(wantedId);
    }
    if (!isTwin) {
      id = hub.start({
        name,
        id: wantedId,
        input: body === '' ? undefined : body,
        version: query.get('version') ?? '',
      });
    }
    const { rewindPostUri: _left, ...urls } = urlsOf(id);
    return json(202, urls, { location: urls.statusQueryGetUri ?? '', 'retry-after': '10' });
  };
}
