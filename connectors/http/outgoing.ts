/** A connector's call as it goes over the wire, but for its credentials. */
import { addressOf, linkAddress } from './address';
import type { Effect, HttpCall, Method, RequestBody } from './call';
import { HttpError } from './http-error';

export type Outgoing = {
  readonly method: Method;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly effect: Effect;
};

const defaultEffect: Readonly<Record<Method, Effect>> = {
  GET: 'none',
  HEAD: 'none',
  PUT: 'repeatable',
  DELETE: 'repeatable',
  POST: 'once',
  PATCH: 'once',
};

/** Set by the client itself, or by its `authorise`. */
const ownHeaders =
  /^(authorization|cookie|host|connection|content-length|transfer-encoding|accept-encoding|proxy-.*)$/;

/**
 * @param client the client's name, for errors.
 * @throws HttpError `not-found` where a parameter can't stand in a path, `foreign-address` for a link that leads away.
 * @throws TypeError for what only a wrong program asks.
 */
export function outgoingOf<T>(client: string, base: URL, call: HttpCall<T>): Outgoing {
  const { method, body } = call;
  const given = Object.entries(call.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const forbidden = given.find(([name]) => ownHeaders.test(name));
  if (forbidden) throw new TypeError(`${forbidden[0]} is not for a connector to set here`);
  const content = body && contentOf(body);
  return {
    method,
    url: urlOf(client, base, call),
    headers: { ...(content ? { 'content-type': content.type } : {}), ...Object.fromEntries(given) },
    ...(content ? { body: content.text } : {}),
    effect: call.effect ?? defaultEffect[method],
  };
}

function urlOf<T>(client: string, base: URL, { method, path, parameters, query, link }: HttpCall<T>): URL {
  if (link === undefined) {
    const url = addressOf(base, path, parameters ?? {}, query ?? {});
    if (!url) throw new HttpError({ client, fault: 'not-found' });
    return url;
  }
  if (method !== 'GET') throw new TypeError('links are followed by GET only');
  const url = linkAddress(base, link);
  if (!url) throw new HttpError({ client, fault: 'foreign-address' });
  return url;
}

function contentOf(body: RequestBody): { readonly text: string; readonly type: string } {
  if ('json' in body) return { text: JSON.stringify(body.json), type: 'application/json' };
  if ('text' in body) return body;
  const pairs = Object.entries(body.form).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : value.reveal(),
  ]);
  return { text: new URLSearchParams(pairs).toString(), type: 'application/x-www-form-urlencoded' };
}
