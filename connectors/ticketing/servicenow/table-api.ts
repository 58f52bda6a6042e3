/** The Table API of one instance: lists, inserts and updates of records, by a token of the OAuth client. */
import { z } from 'zod';
import type { Clock } from '../../../domain/ports/clock';
import { Secret } from '../../../domain/secret';
import { json } from '../../http/answer';
import { bearer } from '../../http/authorisation';
import type { CallRecord } from '../../http/call';
import { type Deadline, startDeadline } from '../../http/deadline';
import { createHttpClient } from '../../http/http-client';
import { createTokenCache, type FetchedToken } from '../../http/token-cache';

const name = 'servicenow';
const tokenMs = 8_000;

export type TableApiDeps = {
  /** SERVICENOW_URL: the instance. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: Secret<string>;
  readonly clock: Clock;
  readonly log?: (record: CallRecord) => void;
};

type Shape<T> = z.ZodType<T>;

export type List<T> = {
  readonly fields: readonly string[];
  /** One record of the answer. */
  readonly shape: Shape<T>;
  /** By encoded-query.ts only. */
  readonly query: string | undefined;
  readonly limit: number;
  /** Values, or each as `{value, display_value}`: journals are shown only so. */
  readonly display?: 'all';
};

export type TableApi = {
  /** Records that the query finds, and perhaps others. A query that can't be asked finds nothing. */
  list<T>(table: string, list: List<T>, deadline: Deadline): Promise<readonly T[]>;
  /** Not repeated where the outcome is unknown: the error says so. */
  insert<T>(
    table: string,
    values: Readonly<Record<string, string>>,
    answer: Pick<List<T>, 'fields' | 'shape'>,
    deadline: Deadline,
  ): Promise<T>;
  /** As insert: journals are added to by every arrival. */
  update(
    table: string,
    sysId: string,
    values: Readonly<Record<string, string>>,
    deadline: Deadline,
  ): Promise<void>;
};

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});

/** @throws TypeError for an address that is none. Nothing is connected yet. */
export function createTableApi(deps: TableApiDeps): TableApi {
  const { url: baseUrl, clock, log } = deps;
  const options = { name, baseUrl, clock, ...(log ? { log } : {}) };
  const unsigned = createHttpClient({ ...options, name: `${name}-token` });
  const fetchToken = async (): Promise<FetchedToken> => {
    const { data } = await unsigned.request({
      method: 'POST',
      path: '/oauth_token.do',
      body: {
        form: {
          grant_type: 'client_credentials',
          client_id: deps.clientId,
          client_secret: deps.clientSecret,
        },
      },
      // Another token takes nothing from the one before.
      effect: 'repeatable',
      answer: json(tokenAnswer),
      deadline: startDeadline({ timeoutMs: tokenMs }),
    });
    return { token: new Secret(data.access_token), expiresInSeconds: data.expires_in };
  };
  const client = createHttpClient({
    ...options,
    authorise: bearer(createTokenCache({ name, fetchToken, clock })),
    vendor: { requestIdHeader: 'x-transaction-id' },
  });

  return {
    async list(table, { fields, shape, query, limit, display }, deadline) {
      if (query === undefined) return [];
      const { data } = await client.request({
        method: 'GET',
        path: '/api/now/table/{table}',
        parameters: { table },
        query: {
          sysparm_query: query,
          sysparm_fields: fields.join(','),
          sysparm_limit: limit,
          sysparm_exclude_reference_link: true,
          sysparm_display_value: display,
        },
        answer: json(z.object({ result: z.array(shape) })),
        deadline,
      });
      return data.result;
    },

    async insert(table, values, { fields, shape }, deadline) {
      const { data } = await client.request({
        method: 'POST',
        path: '/api/now/table/{table}',
        parameters: { table },
        query: { sysparm_fields: fields.join(','), sysparm_exclude_reference_link: true },
        body: { json: values },
        answer: json(z.object({ result: shape })),
        deadline,
      });
      return data.result;
    },

    async update(table, sysId, values, deadline) {
      await client.request({
        method: 'PATCH',
        path: '/api/now/table/{table}/{sysId}',
        parameters: { table, sysId },
        query: { sysparm_fields: 'sys_id', sysparm_exclude_reference_link: true },
        body: { json: values },
        answer: json(z.object({ result: z.object({ sys_id: z.string() }) })),
        deadline,
      });
    },
  };
}
