/** Writes a function's response to the socket as the platform would. */
import type { ServerResponse } from 'node:http';
import type { HttpCookie, HttpData } from '../worker/contract';
import type { Answer } from './answer';

/** One cookie: value percent-encoded, a path always, attributes in lower case and in this order. */
export function cookieHeader(cookie: HttpCookie): string {
  const sameSite =
    cookie.sameSite === 'explicitNone' ? 'none' : cookie.sameSite === 'none' ? undefined : cookie.sameSite;
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.expires && `expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`,
    cookie.maxAge && `max-age=${cookie.maxAge.value}`,
    cookie.domain && `domain=${cookie.domain.value}`,
    `path=${cookie.path?.value ?? '/'}`,
    cookie.secure?.value && 'secure',
    sameSite && `samesite=${sameSite}`,
    cookie.httpOnly?.value && 'httponly',
  ]
    .filter(Boolean)
    .join('; ');
}

/** Sends what the host itself answers. */
export function sendAnswer(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  const bytes = Buffer.from(body);
  const withoutBody = status === 204 || status === 304;
  response.writeHead(status, {
    server: 'Kestrel',
    ...headers,
    ...(withoutBody ? {} : { 'content-length': String(bytes.length) }),
  });
  response.end(bytes);
}

/** Sends what a function returned; nothing returned is a 204. Bodies go out in chunks, as on the platform. */
export function sendFunctionResponse(response: ServerResponse, http: HttpData | undefined): void {
  if (http === undefined) {
    sendAnswer(response, { status: 204 });
    return;
  }
  const bytes = Buffer.from(http.body?.bytes ?? []);
  response.statusCode = Number(http.statusCode ?? 200);
  response.setHeader('server', 'Kestrel');
  for (const [name, value] of Object.entries(http.headers ?? {})) {
    response.setHeader(name, value);
  }
  const ownCookie = response.getHeader('set-cookie');
  const cookies = [
    ...(ownCookie === undefined ? [] : [String(ownCookie)]),
    ...(http.cookies ?? []).map(cookieHeader),
  ];
  if (cookies.length > 0) {
    response.setHeader('set-cookie', cookies);
  }
  if (bytes.length === 0 && ![204, 304].includes(response.statusCode)) {
    response.setHeader('content-length', '0');
  } else {
    response.flushHeaders();
  }
  response.end(bytes);
}
