/** What a well-behaved client of Okta sends, so that a connector can't be sloppy: anything else is refused and kept. */
import type { AskedCall } from '../faulty-server';
import type { Route } from './call';
import { errors } from './errors';

/** Those of Okta's API, and what HTTP clients send by themselves. */
const knownHeaders = new Set([
  ...['accept', 'accept-encoding', 'authorization', 'connection', 'content-length', 'content-type', 'dpop'],
  ...[
    'host',
    'user-agent',
    'x-okta-retry-count',
    'x-okta-retry-for',
    'transfer-encoding',
    'traceparent',
    'accept-language',
    'sec-fetch-mode',
  ],
]);

const has = (header: string | string[] | undefined, type: string): boolean =>
  String(header ?? '')
    .toLowerCase()
    .includes(type);

/** @throws OktaError after having complained */
export function insistOnHeaders(asked: AskedCall, route: Route, complain: (why: string) => void): void {
  if (route.accepts === 'anything') return;
  const unknown = Object.keys(asked.headers).filter((name) => !knownHeaders.has(name));
  if (unknown.length > 0) complain(`Headers that Okta doesn't know: ${unknown.join(', ')}`);
  const type = asked.headers['content-type'];
  if (!has(asked.headers.accept, 'application/json')) {
    complain(`Accept is ${asked.headers.accept}`);
    throw errors.wrongMediaType();
  }
  if (route.accepts === 'form') {
    if (has(type, 'application/x-www-form-urlencoded')) return;
    complain(`Content-Type is ${type}`);
    throw errors.wrongMediaType();
  }
  if (asked.body !== '' && asked.body !== '{}') {
    complain(`A body where there is none: ${asked.body.length} characters`);
    throw errors.validation('body', 'there is none');
  }
  if (type !== undefined ? !has(type, 'application/json') : asked.body !== '') {
    complain(`Content-Type is ${type}`);
    throw errors.wrongMediaType();
  }
}

/** @throws OktaError after having complained */
export function insistOnQuery(query: URLSearchParams, route: Route, complain: (why: string) => void): void {
  const known = route.query ?? [];
  const names = [...query.keys()];
  const wrong = names.filter((name, index) => !known.includes(name) || names.indexOf(name) !== index);
  if (wrong.length === 0 || route.accepts === 'anything') return;
  complain(`Query parameters that the endpoint doesn't know: ${wrong.join(', ')}`);
  throw errors.validation(wrong[0] ?? '', 'unknown parameter');
}
