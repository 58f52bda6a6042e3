/** A request as a function gets it, with everything the platform changes on the way. */
import type { IncomingMessage } from 'node:http';
import type { HttpData } from '../worker/contract';

export const BODY_LIMIT_BYTES = 104_857_600;

/** The request's address: scheme http, the Host header, dots resolved, broken percent signs encoded. */
export function requestUrl(request: IncomingMessage): URL {
  const target = (request.url ?? '/').replace(/%(?![\da-f]{2})/gi, '%25');
  const path = target.startsWith('/') ? target : new URL(target).pathname;
  return new URL(`http://${request.headers.host ?? 'localhost'}${path.replaceAll('\\', '%5C')}`);
}

/** Equal names are one entry, whatever their case, their values joined by a comma. */
export function joinedQuery(search: URLSearchParams): Record<string, string> {
  const byName = new Map<string, { name: string; values: string[] }>();
  for (const [name, value] of search) {
    const values = [...(byName.get(name.toLowerCase())?.values ?? []), value];
    byName.set(name.toLowerCase(), { name, values });
  }
  return Object.fromEntries([...byName.values()].map(({ name, values }) => [name, values.join(',')]));
}

/** All headers in lower case and sorted; the sender of the socket is the only source that is believed. */
function joinedHeaders(request: IncomingMessage): Record<string, string> {
  const values = new Map<string, string>();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = (request.rawHeaders[index] ?? '').toLowerCase();
    const value = request.rawHeaders[index + 1] ?? '';
    const earlier = values.get(name);
    values.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  values.set('x-forwarded-for', (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
  return Object.fromEntries([...values].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Reads the body; `undefined` where it is longer than the platform takes. A chunked body is not bound at all and
 * arrives empty.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (request.headers['transfer-encoding'] !== undefined) {
    request.resume();
    return Buffer.alloc(0);
  }
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) {
    return undefined;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export function requestData(
  request: IncomingMessage,
  url: URL,
  params: Record<string, string>,
  body: Buffer,
): HttpData {
  return {
    method: request.method ?? 'GET',
    url: url.href,
    headers: joinedHeaders(request),
    query: joinedQuery(url.searchParams),
    params,
    ...(body.length > 0 ? { body: { bytes: body } } : {}),
  };
}
