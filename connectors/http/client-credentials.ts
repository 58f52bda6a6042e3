/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4), for `createTokenCache`. Vendors differ in what
 * stands in the form: a secret, or a signed assertion that is made anew each time.
 */
import { z } from 'zod';
import type { Clock } from '../../domain/ports/clock';
import { Secret } from '../../domain/secret';
import { json } from './answer';
import { fixed } from './authorisation';
import type { CallRecord, HttpClientOptions } from './call';
import { startDeadline } from './deadline';
import { createHttpClient } from './http-client';
import type { FetchedToken } from './token-cache';

export type ClientCredentialsOptions = {
  /** Stands in errors and logs: `okta`. */
  readonly name: string;
  readonly tokenUrl: string;
  readonly clock: Clock;
  /** The form besides `grant_type`; called for every fetch. */
  readonly form: () =>
    | Readonly<Record<string, string | Secret<string>>>
    | Promise<Readonly<Record<string, string | Secret<string>>>>;
  /** Id and secret as HTTP Basic, where the vendor wants them there and not in the form. */
  readonly basic?: { readonly id: string; readonly secret: Secret<string> };
  readonly log?: (record: CallRecord) => void;
  /** For one fetch with its retries, default 8 s. */
  readonly timeoutMs?: number;
  readonly retry?: Pick<HttpClientOptions, 'attempts' | 'firstBackOffMs'>;
};

/** Where a vendor says nothing of a token's life. */
const untoldLifeSeconds = 300;

const tokenAnswer = z.object({
  // What can't stand in a header is no token.
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().optional(),
});

/** These are about our credentials, whatever the status. */
const badCredentials = /^(invalid_client|unauthorized_client|invalid_grant|access_denied)$/;

/** @throws HttpError from `fetchToken`: `unauthorised` where the credentials are refused. */
export function createClientCredentials(options: ClientCredentialsOptions): {
  readonly fetchToken: () => Promise<FetchedToken>;
  readonly close: () => void;
} {
  const { name, clock, form, basic, log, timeoutMs = 8_000 } = options;
  // Ids may stand before the last part of the address: what is logged is that alone.
  const { href: baseUrl } = new URL('.', options.tokenUrl);
  const path = `/${new URL(options.tokenUrl).pathname.split('/').at(-1)}`;
  const client = createHttpClient({
    name,
    baseUrl,
    clock,
    mostConnections: 2,
    mostBytes: 100_000,
    vendor: {
      errorCode: { form: /^[a-z_]{1,40}$/, read: (body) => (body as { error?: unknown } | undefined)?.error },
      faultOf: (status, code) =>
        status < 500 && code !== undefined && badCredentials.test(code) ? 'unauthorised' : undefined,
    },
    ...(basic ? { authorise: fixed({ authorization: basicOf(basic) }) } : {}),
    ...(log ? { log } : {}),
    ...options.retry,
  });
  return {
    async fetchToken() {
      const { data } = await client.request({
        method: 'POST',
        path,
        body: { form: { grant_type: 'client_credentials', ...(await form()) } },
        // A second token harms nobody.
        effect: 'none',
        answer: json(tokenAnswer),
        deadline: startDeadline({ timeoutMs }),
      });
      return {
        token: new Secret(data.access_token),
        expiresInSeconds: data.expires_in ?? untoldLifeSeconds,
      };
    },
    close: client.close,
  };
}

/**
 * RFC 6749, 2.3.1: both parts are form-encoded before they are joined. What needs no encoding stays as it is (`~` stands
 * in many secrets), for servers that forget to decode.
 */
function basicOf({ id, secret }: { readonly id: string; readonly secret: Secret<string> }): Secret<string> {
  const encoded = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');
  const pair = `${encoded(id)}:${encoded(secret.reveal())}`;
  return new Secret(`Basic ${Buffer.from(pair, 'utf8').toString('base64')}`);
}
