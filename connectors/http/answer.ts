/**
 * What an answer must look like. A reader is given with every request, so that nothing of another shape gets into a
 * connector: a page for people that comes with 200 is not "done", an empty body is not an empty list.
 */
import type { HttpFault } from './http-error';

export type Body = { readonly contentType: string; readonly bytes: Buffer };

export type Reading<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly fault: Extract<HttpFault, 'malformed-answer' | 'web-page'> };

export type AnswerReader<T> = (body: Body) => Reading<T>;

/** The part of a zod schema that is needed here. */
export type Schema<T> = {
  safeParse(data: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
};

const malformed = { ok: false, fault: 'malformed-answer' } as const;
const webPage = { ok: false, fault: 'web-page' } as const;

/** JSON of that shape, said to be JSON, in UTF-8. */
export function json<T>(schema: Schema<T>): AnswerReader<T> {
  return (body) => {
    if (isWebPage(body)) return webPage;
    const data = isJson(body) ? jsonOf(body) : undefined;
    const parsed = data === undefined ? undefined : schema.safeParse(data);
    return parsed?.success ? { ok: true, data: parsed.data } : malformed;
  };
}

/** Text of that form, whatever its type is called: a compact JWS, for instance. */
export function text(form: RegExp): AnswerReader<string> {
  return (body) => {
    if (isWebPage(body)) return webPage;
    const data = textOf(body)?.trim();
    return data !== undefined && form.test(data) ? { ok: true, data } : malformed;
  };
}

/** Success is all that counts: no body, or JSON that nobody reads (vendors answer 204 here and `{}` there). */
export const nothing: AnswerReader<undefined> = (body) => {
  if (isWebPage(body)) return webPage;
  const isFine = body.bytes.length === 0 || (isJson(body) && jsonOf(body) !== undefined);
  return isFine ? { ok: true, data: undefined } : malformed;
};

/** Whether a browser would show it: by its type, or because it begins like one. */
export function isWebPage({ contentType, bytes }: Body): boolean {
  if (/^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType)) return true;
  return /^\s*<(!doctype|html|head|body)\b/i.test(bytes.subarray(0, 256).toString('latin1'));
}

/** The body of a refusal, for the vendor's own code in it. */
export function jsonIfAny(body: Body): unknown {
  return isJson(body) ? jsonOf(body) : undefined;
}

function isJson({ contentType }: Body): boolean {
  return /^\s*(application\/([\w.-]+\+)?json|text\/json)\s*(;|$)/i.test(contentType);
}

function jsonOf(body: Body): unknown {
  try {
    return JSON.parse(textOf(body) ?? '');
  } catch {
    return undefined;
  }
}

function textOf({ bytes }: Body): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
