/**
 * The edges of the app. A thrown error leaves an activity as its code alone, and a handler as an answer of ours:
 * no foreign message, cause or stack goes into histories, host logs or answers.
 */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { codeOf } from '../domain/errors';
import { loggingCalls } from './call-log';
import { createLog } from './log';

const maximumBody = 256 * 1024;

/** Runs an activity or timer; what is thrown goes on as `new Error(code)`. */
export async function guarded<T>(context: InvocationContext, run: () => Promise<T>): Promise<T> {
  try {
    return await loggingCalls(context, run);
  } catch (error) {
    const code = codeOf(error);
    createLog(context).error('failed', { code });
    throw new Error(code);
  }
}

type Handler = (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;

/** An HTTP handler that never throws: surprises become a bare 500 (503 where a retry may help). */
export function answering(handler: Handler): Handler {
  return async (request, context) => {
    try {
      return withSafeHeaders(await loggingCalls(context, () => handler(request, context)));
    } catch (error) {
      const code = codeOf(error);
      createLog(context).error('failed', { code });
      const status = code === 'unavailable' || code === 'timeout' || code === 'throttled' ? 503 : 500;
      return withSafeHeaders({ status, jsonBody: { error: status === 503 ? 'unavailable' : 'unexpected' } });
    }
  };
}

function withSafeHeaders(response: HttpResponseInit): HttpResponseInit {
  const headers = {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  return {
    ...response,
    headers: { ...headers, ...(response.headers as Record<string, string> | undefined) },
  };
}

export type Body =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'refused'; readonly answer: HttpResponseInit };

/** The request's body as text: 411 without a length (chunked bodies arrive empty), 413 over 256 KB, 400 if empty. */
export async function bodyOf(request: HttpRequest): Promise<Body> {
  const length = request.headers.get('content-length');
  if (request.headers.has('transfer-encoding') && length === null)
    return refusal(411, 'a Content-Length is required');
  if (length !== null && Number(length) > maximumBody)
    return refusal(413, 'the body may have 256 KB at most');
  const text = await request.text();
  if (Buffer.byteLength(text) > maximumBody) return refusal(413, 'the body may have 256 KB at most');
  if (text.trim() === '') return refusal(length === null ? 411 : 400, 'the body is missing');
  return { kind: 'body', text };
}

export type RawBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'refused'; readonly answer: HttpResponseInit };

/** The request's body as it came, for signatures; the limits are those of `bodyOf`. */
export async function bytesOf(request: HttpRequest): Promise<RawBody> {
  const length = request.headers.get('content-length');
  if (request.headers.has('transfer-encoding') && length === null)
    return refusal(411, 'a Content-Length is required');
  if (length !== null && Number(length) > maximumBody)
    return refusal(413, 'the body may have 256 KB at most');
  const bytes = Buffer.from(await request.arrayBuffer());
  if (bytes.length > maximumBody) return refusal(413, 'the body may have 256 KB at most');
  return { kind: 'bytes', bytes };
}

export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly answer: HttpResponseInit };

export async function jsonOf(request: HttpRequest): Promise<JsonBody> {
  const body = await bodyOf(request);
  if (body.kind === 'refused') return body;
  try {
    return { kind: 'json', value: JSON.parse(body.text) };
  } catch {
    return refusal(400, 'the body is not valid JSON');
  }
}

/** A refusal that names the field and the rule. */
export function refusal(
  status: number,
  error: string,
  field?: string,
): { kind: 'refused'; answer: HttpResponseInit } {
  return { kind: 'refused', answer: { status, jsonBody: { error, ...(field ? { field } : {}) } } };
}
