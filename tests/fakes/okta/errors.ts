/** Okta's error bodies, as recorded and as its catalogue of codes says. */
import { randomBytes } from 'node:crypto';

type Cause = { readonly errorSummary: string };

/** An answer that isn't a success. Thrown by routes, written by the server. */
export class OktaError extends Error {
  readonly status: number;
  readonly code: string;
  readonly causes: readonly Cause[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, summary: string, causes: readonly string[] = [], headers = {}) {
    super(summary);
    this.status = status;
    this.code = code;
    this.causes = causes.map((errorSummary) => ({ errorSummary }));
    this.headers = headers;
  }

  body(): Record<string, unknown> {
    return {
      errorCode: this.code,
      errorSummary: this.message,
      errorLink: this.code,
      errorId: `oae${randomBytes(16).toString('base64url')}`,
      errorCauses: this.causes,
    };
  }
}

export const errors = {
  validation: (field: string, why: string) =>
    new OktaError(400, 'E0000001', `Api validation failed: ${field}`, [`${field}: ${why}`]),
  forbidden: (headers = {}) =>
    new OktaError(403, 'E0000006', 'You do not have permission to perform the requested action', [], headers),
  notFound: (id: string, kind: string) =>
    new OktaError(404, 'E0000007', `Not found: Resource not found: ${id} (${kind})`),
  internal: () => new OktaError(500, 'E0000009', 'Internal Server Error'),
  invalidToken: (headers = {}) => new OktaError(401, 'E0000011', 'Invalid token provided', [], headers),
  /** A 401 that says nothing about the credentials. */
  featureMissing: () =>
    new OktaError(401, 'E0000015', 'You do not have permission to access the feature you are requesting'),
  wrongMediaType: () =>
    new OktaError(
      415,
      'E0000021',
      'Bad request.  Accept and/or Content-Type headers likely do not match supported values.',
    ),
  wrongMethod: () => new OktaError(405, 'E0000022', 'The endpoint does not support the provided HTTP method'),
  badSearch: (why: string) => new OktaError(400, 'E0000031', `Invalid search criteria. ${why}`),
  notLocked: () =>
    new OktaError(403, 'E0000032', 'Unlock is not allowed for this user.', ['The user is not locked out.']),
  wrongStatus: () =>
    new OktaError(403, 'E0000038', "This operation is not allowed in the user's current status."),
  tooMany: () => new OktaError(429, 'E0000047', 'API call exceeded rate limit due to too many requests.'),
  badFilter: (why: string) => new OktaError(400, 'E0000053', `Invalid filter. ${why}`),
};

/** The errors of the token endpoint, which have another shape. */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, error: string, description: string, headers = {}) {
    super(description);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }

  body(): Record<string, unknown> {
    return { error: this.error, error_description: this.message };
  }
}
