/** Refusals as PingOne words them: an id, a code that a client may handle, a message for developers, details. */
import { randomUUID } from 'node:crypto';

type Detail = { readonly code: string; readonly target?: string; readonly message: string };

export class PingOneError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly Detail[];

  constructor(status: number, code: string, message: string, details: readonly Detail[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  body(): unknown {
    const { code, message, details } = this;
    return { id: randomUUID(), code, message, ...(details.length > 0 ? { details } : {}) };
  }
}

export const errors = {
  notFound: () => new PingOneError(404, 'NOT_FOUND', 'The requested resource object cannot be found.'),
  invalidToken: () => new PingOneError(401, 'INVALID_TOKEN', 'The authorization token is invalid.'),
  forbidden: () =>
    new PingOneError(403, 'ACCESS_FAILED', 'The request could not be completed. You do not have access.', [
      { code: 'INSUFFICIENT_PERMISSIONS', message: 'You do not have permissions.' },
    ]),
  invalid: (target: string, message: string) =>
    new PingOneError(
      400,
      'INVALID_DATA',
      'The request could not be completed. One or more validation errors.',
      [{ code: 'INVALID_VALUE', target, message }],
    ),
  failed: (message: string) => new PingOneError(400, 'REQUEST_FAILED', message),
  wrongMethod: () => new PingOneError(405, 'METHOD_NOT_ALLOWED', 'The method is not allowed.'),
  wrongType: () => new PingOneError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The content type is not supported.'),
  limited: () => new PingOneError(429, 'REQUEST_LIMITED', 'The request rate limit was exceeded.'),
  unexpected: () => new PingOneError(500, 'UNEXPECTED_ERROR', 'An unexpected error has occurred.'),
};
