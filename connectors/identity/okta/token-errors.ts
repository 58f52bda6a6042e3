/** What goes wrong when a token is asked for. The library's errors hold whole answers: what is told is a status and a code. */
import { faultOfStatus, HttpError } from '../../http/http-error';

export type Library = typeof import('openid-client');

/** The code with which the authorization server refuses, if it has one. */
export function vendorCodeOf(error: unknown): string | undefined {
  return error instanceof HttpError ? error.facts.vendorCode : undefined;
}

const aboutUs = ['invalid_client', 'unauthorized_client', 'access_denied', 'invalid_grant'];

/** @param client stands in the error */
export function tokenErrorOf(library: Library, client: string, error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof Error && error.cause instanceof HttpError) return error.cause;
  if (error instanceof library.ResponseBodyError) {
    const { status } = error;
    const code = /^[a-z_]{1,40}$/.test(error.error) ? { vendorCode: error.error } : {};
    const fault = aboutUs.includes(error.error) || status === 401 ? 'unauthorised' : 'forbidden';
    return new HttpError({ client, fault, status, ...code });
  }
  if (error instanceof library.WWWAuthenticateChallengeError)
    return new HttpError({ client, fault: 'unauthorised', status: error.status });
  if (!(error instanceof library.ClientError))
    return new HttpError({ client, fault: 'unexpected', reason: 'TOKEN' });
  const status = error.cause instanceof Response ? error.cause.status : 200;
  return new HttpError({
    client,
    fault: faultOfStatus(status) ?? 'malformed-answer',
    status,
    reason: 'TOKEN',
  });
}
