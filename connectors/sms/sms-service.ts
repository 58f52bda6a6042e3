/**
 * An SMS service over HTTP, in the plainest form there is: `POST` with `{"to", "text"}` and a bearer token. Whoever
 * uses a service of another form puts a few lines in between (docs/connectors.md).
 */
import type { Clock } from '../../domain/ports/clock';
import type { TextMessages } from '../../domain/ports/text-messages';
import { Secret } from '../../domain/secret';
import { nothing } from '../http/answer';
import { fixed } from '../http/authorisation';
import type { CallRecord } from '../http/call';
import { startDeadline } from '../http/deadline';
import { createHttpClient } from '../http/http-client';
import { HttpError } from '../http/http-error';

export type SmsServiceDeps = {
  /** `SMS_URL`: messages are posted to exactly this address. */
  readonly url: string;
  readonly token: Secret<string>;
  readonly clock: Clock;
  readonly log?: (record: CallRecord) => void;
  readonly firstBackOffMs?: number;
};

/** What a service says to a number that it won't send to; every other refusal is about us. */
const refusals: ReadonlySet<number | undefined> = new Set([400, 422]);

/** @throws TypeError for an address that is none. Nothing is connected yet. */
export function createSmsService(deps: SmsServiceDeps): TextMessages & { close(): void } {
  const { clock, log, firstBackOffMs } = deps;
  const { baseUrl, last } = placeOf(deps.url);
  const authorise = fixed({ authorization: new Secret(`Bearer ${deps.token.reveal()}`) });
  const more = { ...(log ? { log } : {}), ...(firstBackOffMs === undefined ? {} : { firstBackOffMs }) };
  const client = createHttpClient({ name: 'sms', baseUrl, authorise, clock, ...more });
  return {
    async send(number, text, options) {
      try {
        await client.request({
          method: 'POST',
          // A parameter, because addresses of services may hold keys, and what stands here is logged.
          ...(last === '' ? { path: '/' } : { path: '/{address}', parameters: { address: last } }),
          body: { json: { to: number, text: text.reveal() } },
          answer: nothing,
          deadline: startDeadline(options),
        });
        return 'accepted';
      } catch (error) {
        const isRefusal = error instanceof HttpError && error.facts.fault === 'invalid';
        if (isRefusal && refusals.has(error.facts.status) && !error.outcomeUnknown) return 'refused';
        throw error;
      }
    },
    close: client.close,
  };
}

/** The client speaks to addresses below a base: the last step of the path is kept apart. */
function placeOf(address: string): { readonly baseUrl: string; readonly last: string } {
  if (!URL.canParse(address)) throw new TypeError('the address is no URL');
  const url = new URL(address);
  const end = url.pathname.lastIndexOf('/') + 1;
  const last = decodeURIComponent(url.pathname.slice(end));
  url.pathname = url.pathname.slice(0, end);
  return { baseUrl: url.href, last };
}
