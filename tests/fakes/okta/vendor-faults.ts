/** Faults with the bodies and headers that Okta gives them, for `faults.next`. */
import type { Fault } from '../faults';
import { errors, type OktaError } from './errors';
import type { Clock } from './model';
import { rateHeaders } from './rate-limits';

const refusal = (error: OktaError): Pick<Fault, 'kind' | 'status' | 'body'> => ({
  kind: 'status',
  status: error.status,
  body: error.body(),
});

export function oktaFaults(clock: Clock, skewMs: () => number) {
  const seconds = () => Math.floor(clock.now().getTime() / 1_000);
  const date = () => new Date(clock.now().getTime() + skewMs()).toUTCString();
  return {
    /** Too many calls; good again after so many seconds by Okta's clock. */
    throttled: (waitSeconds: number): Fault => ({
      ...{ kind: 'throttled', body: errors.tooMany().body() },
      headers: {
        ...rateHeaders(60, 0, seconds() + Math.floor(skewMs() / 1_000) + waitSeconds),
        date: date(),
      },
    }),
    /** Too many at the same time: the reset is only a suggestion, and the limit says nothing of the minute. */
    concurrent: (): Fault => ({
      ...{ kind: 'throttled', body: errors.tooMany().body() },
      headers: { ...rateHeaders(0, 0, seconds() + Math.floor(skewMs() / 1_000) + 1), date: date() },
    }),
    internal: (): Fault => refusal(errors.internal()),
    /** Expired or revoked. */
    invalidToken: (): Fault => refusal(errors.invalidToken()),
    forbidden: (): Fault => refusal(errors.forbidden()),
    /** A 401 that isn't about the credentials. */
    featureMissing: (): Fault => refusal(errors.featureMissing()),
    wrongStatus: (): Fault => refusal(errors.wrongStatus()),
    notLocked: (): Fault => refusal(errors.notLocked()),
  };
}
