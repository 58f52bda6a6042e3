/** The one HTTP client for an Okta organisation: its address, its credentials, and how it tells what is wrong. */
import { z } from 'zod';
import type { Clock } from '../../../domain/ports/clock';
import { Secret } from '../../../domain/secret';
import { type Authorise, fixed } from '../../http/authorisation';
import type { CallRecord, HttpClient, Vendor } from '../../http/call';
import { createHttpClient } from '../../http/http-client';
import { createServiceApp } from './service-app';

export type OktaCredentials =
  | { readonly kind: 'api-token'; readonly token: Secret<string> }
  | {
      readonly kind: 'service-app';
      readonly clientId: string;
      /** PEM or JWK, checked by `privateKeyOf`. */
      readonly privateKey: Secret<string>;
      readonly keyId: string;
    };

export type OktaConnection = {
  /** `https://acme.okta.com`; http on loopback. */
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
};

export type OktaClientDeps = OktaConnection & {
  readonly clock: Clock;
  readonly log?: (record: CallRecord) => void;
  /** The pause before a second attempt; tests shorten it. */
  readonly firstBackOffMs?: number;
};

export type OktaClient = { readonly http: HttpClient; close(): void };

/** A page of the System Log holds some hundred events of a few kilobytes. */
const mostBytes = 8_000_000;

const refusal = z.object({ errorCode: z.string() });

const vendor: Vendor = {
  errorCode: { form: /^E\d{7}$/, read: (body) => refusal.safeParse(body).data?.errorCode },
  requestIdHeader: 'x-okta-request-id',
  // A feature that the organisation hasn't bought is answered with 401; the credentials are fine.
  faultOf: (status, code) => (status === 401 && code === 'E0000015' ? 'forbidden' : undefined),
};

/** Nothing is connected yet. */
export function createOktaClient(deps: OktaClientDeps): OktaClient {
  const { orgUrl, clock, log, firstBackOffMs } = deps;
  const retry = firstBackOffMs === undefined ? {} : { firstBackOffMs };
  const { authorise, close } = accessOf(deps);
  const shared = { clock, ...(log ? { log } : {}), ...retry };
  const http = createHttpClient({ name: 'okta', baseUrl: orgUrl, authorise, vendor, mostBytes, ...shared });
  return {
    http,
    close() {
      http.close();
      close();
    },
  };
}

type Access = { readonly authorise: Authorise; close(): void };

function accessOf({ orgUrl, credentials, clock, firstBackOffMs, log }: OktaClientDeps): Access {
  if (credentials.kind === 'api-token') {
    const authorization = new Secret(`SSWS ${credentials.token.reveal()}`);
    return { authorise: fixed({ authorization }), close: () => undefined };
  }
  const retry = firstBackOffMs === undefined ? {} : { firstBackOffMs };
  return createServiceApp({ orgUrl, ...credentials, clock, ...retry, ...(log ? { log } : {}) });
}
