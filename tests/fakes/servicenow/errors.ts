/** ServiceNow's refusals, with the bodies of its Table API and of its token endpoint. */
import type { FakeAnswer } from '../faulty-server';

export class ServiceNowError extends Error {
  readonly status: number;
  readonly detail: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    detail: string | null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }

  answer(): FakeAnswer {
    const { status, message, detail, headers } = this;
    return { status, headers, body: { error: { message, detail }, status: 'failure' } };
  }
}

export const errors = {
  notAuthenticated: () =>
    new ServiceNowError(401, 'User Not Authenticated', 'Required to provide Auth information', {
      'www-authenticate': 'BASIC realm="Service-now"',
    }),
  forbidden: (operation: 'Insert' | 'Update' | 'Read') =>
    new ServiceNowError(
      403,
      'Operation Failed',
      `ACL Exception ${operation} Failed due to security constraints`,
    ),
  dataPolicy: (fields: readonly string[]) =>
    new ServiceNowError(
      403,
      'Operation Failed',
      `Data Policy Exception: The following fields are mandatory: ${fields.join(', ')}`,
    ),
  noRecord: () =>
    new ServiceNowError(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval"),
  invalidTable: (table: string) => new ServiceNowError(400, `Invalid table ${table}`, null),
  noSuchPath: () =>
    new ServiceNowError(
      400,
      'Requested URI does not represent any resource',
      'Requested URI does not represent any resource',
    ),
  badRequest: (detail: string) => new ServiceNowError(400, 'Exception while reading request', detail),
  wrongMethod: () => new ServiceNowError(405, 'Method not supported', 'Method not supported'),
  tooMany: (seconds: number) =>
    new ServiceNowError(429, 'Rate limit exceeded', 'The number of requests per hour is exceeded', {
      'retry-after': String(seconds),
    }),
};
