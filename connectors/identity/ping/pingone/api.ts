/**
 * PingOne's API: one environment of it, with a worker application's token. Reading is by path and shape; lists come
 * in pages that link to the next one (HAL).
 */
import { z } from 'zod';
import type { Clock } from '../../../../domain/ports/clock';
import type { Secret } from '../../../../domain/secret';
import type { PathParameters, Query } from '../../../http/address';
import { json, nothing } from '../../../http/answer';
import { bearer } from '../../../http/authorisation';
import type { CallRecord, HttpClientOptions, Vendor } from '../../../http/call';
import { createClientCredentials } from '../../../http/client-credentials';
import type { Deadline } from '../../../http/deadline';
import { createHttpClient } from '../../../http/http-client';
import { hasFault } from '../../../http/http-error';
import { createTokenCache } from '../../../http/token-cache';

export type PingOneConnection = {
  readonly environmentId: string;
  /** `https://api.pingone.eu`; a version at its end is left out of account. */
  readonly apiUrl: string;
  readonly authUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret<string>;
};

export type PingOneApiDeps = {
  readonly connection: PingOneConnection;
  readonly clock: Clock;
  readonly log?: (record: CallRecord) => void;
  readonly retry?: Pick<HttpClientOptions, 'attempts' | 'firstBackOffMs'>;
};

export type PingOneApi = {
  /** @param path below the environment: `/users/{user}`. @returns undefined for 404. */
  read<T>(
    path: string,
    parameters: PathParameters,
    shape: z.ZodType<T>,
    deadline: Deadline,
  ): Promise<T | undefined>;
  /** The pages of a list, one after the other, under the name it has in them. @returns undefined for 404. */
  list<T>(
    path: string,
    parameters: PathParameters,
    items: { readonly name: string; readonly shape: z.ZodType<T>; readonly query?: Query; enough?: number },
    deadline: Deadline,
  ): Promise<readonly T[] | undefined>;
  /** A POST without a body, whose content type says what to do. */
  act(path: string, parameters: PathParameters, type: string, deadline: Deadline): Promise<void>;
  /** @throws HttpError `not-found` where it isn't there. */
  remove(path: string, parameters: PathParameters, deadline: Deadline): Promise<void>;
  close(): void;
};

/** `{id, code, message, details}`; which code comes with which status may change, so statuses decide. */
const vendor: Vendor = {
  errorCode: {
    form: /^[A-Z][A-Z0-9_]{1,63}$/,
    read: (body) => (body as { code?: unknown } | undefined)?.code,
  },
};

export function createPingOneApi({ connection, clock, log, retry }: PingOneApiDeps): PingOneApi {
  const { environmentId, apiUrl, authUrl, clientId, clientSecret } = connection;
  const tokens = createClientCredentials({
    name: 'pingone',
    tokenUrl: `${withoutSlash(authUrl)}/${encodeURIComponent(environmentId)}/as/token`,
    clock,
    form: () => ({}),
    basic: { id: clientId, secret: clientSecret },
    ...(log ? { log } : {}),
    ...(retry ? { retry } : {}),
  });
  const client = createHttpClient({
    name: 'pingone',
    baseUrl: withoutSlash(apiUrl).replace(/\/v1$/, ''),
    clock,
    vendor,
    authorise: bearer(createTokenCache({ name: 'pingone', fetchToken: tokens.fetchToken, clock })),
    ...(log ? { log } : {}),
    ...retry,
  });
  const at = (path: string) => `/v1/environments/{environment}${path}`;
  const within = (parameters: PathParameters) => ({ environment: environmentId, ...parameters });

  return {
    read: (path, parameters, shape, deadline) =>
      unlessGone(
        client
          .request({
            ...{ method: 'GET', path: at(path), parameters: within(parameters) },
            ...{ answer: json(shape), deadline },
          })
          .then(({ data }) => data),
      ),
    list: (path, parameters, { name, shape, query, enough = Number.POSITIVE_INFINITY }, deadline) =>
      unlessGone(
        (async () => {
          const found: z.infer<typeof shape>[] = [];
          const answer = json(pageOf(name, shape));
          let next: string | undefined;
          do {
            const { data } = await client.request({
              ...{ method: 'GET', path: at(path), answer, deadline },
              ...(next === undefined ? { parameters: within(parameters), query } : { link: next }),
            });
            found.push(...data.items);
            next = data.next;
          } while (next !== undefined && found.length < enough);
          return found;
        })(),
      ),
    async act(path, parameters, type, deadline) {
      await client.request({
        ...{ method: 'POST', path: at(path), parameters: within(parameters) },
        headers: { 'content-type': type },
        // Both unlocks: twice is as once.
        effect: 'repeatable',
        ...{ answer: nothing, deadline },
      });
    },
    async remove(path, parameters, deadline) {
      await client.request({
        ...{ method: 'DELETE', path: at(path), parameters: within(parameters) },
        ...{ answer: nothing, deadline },
      });
    },
    close() {
      tokens.close();
      client.close();
    },
  };
}

/** An empty list has its envelope, or says that it is empty: a bare `{}` is no list. */
function pageOf<T>(name: string, shape: z.ZodType<T>) {
  return z
    .object({
      _embedded: z.record(z.string(), z.unknown()).optional(),
      _links: z.object({ next: z.object({ href: z.string() }).nullish() }).nullish(),
      count: z.number().optional(),
      size: z.number().optional(),
    })
    .refine(({ _embedded, count, size }) => _embedded !== undefined || count === 0 || size === 0)
    .transform((page, context): { readonly items: readonly T[]; readonly next: string | undefined } => {
      const items = z.array(shape).safeParse(page._embedded?.[name] ?? []);
      if (!items.success) {
        context.addIssue({ code: 'custom', message: 'an item of another shape' });
        return z.NEVER;
      }
      return { items: items.data, next: page._links?.next?.href };
    });
}

async function unlessGone<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (hasFault(error, 'not-found')) return undefined;
    throw error;
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
