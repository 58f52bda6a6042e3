/**
 * The Bot Connector's REST calls, one attempt each, with a time-out: the SDK's own client has none, retries by
 * itself and hides the headers. Tokens come from the SDK's credentials.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

/** Puts an `authorization` header into `headers`. The SDK's credentials have this shape. */
export type TokenSigner = (headers: Map<string, string>) => Promise<void>;

export type WireAnswer = {
  readonly status: number;
  readonly id?: string;
  /** The vendor's error code, e.g. BotNotInConversationRoster. */
  readonly code?: string;
  readonly retryAfterMs?: number;
  /** No answer at all: the call may or may not have arrived. */
  readonly silent?: true;
};

export type Wire = {
  call(method: 'POST' | 'PUT', serviceUrl: string, path: string, body: unknown): Promise<WireAnswer>;
  get(serviceUrl: string, path: string): Promise<WireAnswer & { readonly body?: unknown }>;
};

/** @param timeoutMs silence for so long counts as no answer. */
export function createWire(sign: TokenSigner, timeoutMs = 10_000): Wire {
  const agent = { keepAlive: true, maxSockets: 32 };
  const http: AxiosInstance = axios.create({
    timeout: timeoutMs,
    maxRedirects: 0,
    proxy: false,
    maxContentLength: 1_000_000,
    validateStatus: () => true,
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
  });
  const send = async (
    method: string,
    serviceUrl: string,
    path: string,
    data?: unknown,
  ): Promise<WireAnswer & { body?: unknown }> => {
    const headers = new Map<string, string>();
    await sign(headers);
    const url = `${serviceUrl.replace(/\/+$/, '')}/${path}`;
    try {
      const answer = await http.request({ method, url, data, headers: Object.fromEntries(headers) });
      return { ...answerOf(answer), body: answer.data as unknown };
    } catch (error) {
      if (axios.isAxiosError(error)) return { status: 0, silent: true };
      throw error;
    }
  };
  return {
    call: async (method, serviceUrl, path, body) => {
      const { body: _body, ...answer } = await send(method, serviceUrl, path, body);
      return answer;
    },
    get: (serviceUrl, path) => send('GET', serviceUrl, path),
  };
}

function answerOf({ status, data, headers }: AxiosResponse): WireAnswer {
  const { id, error } = (data ?? {}) as { id?: unknown; error?: { code?: unknown } };
  const retryAfterMs = retryAfter(headers['retry-after']);
  return {
    status,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof error?.code === 'string' ? { code: error.code } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Seconds, or an HTTP date against the present; at most five minutes. */
function retryAfter(value: unknown): number | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 300_000) : undefined;
}
