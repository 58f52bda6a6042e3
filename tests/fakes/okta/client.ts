/** A client for the fake's own tests: well-behaved unless a test says otherwise. */
import { apiToken, type OktaFake } from './fake';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of every shape.
  readonly body: any;
  /** Addresses by their relation. */
  readonly links: Readonly<Record<string, string>>;
};

export async function ask(
  fake: OktaFake,
  call: string,
  more: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const [method = '', target = ''] = call.split(' ');
  const answer = await fetch(target.startsWith('http') ? target : `${fake.url}${target}`, {
    method,
    headers: { Accept: 'application/json', Authorization: `SSWS ${apiToken}`, ...more.headers },
    body: more.body,
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  const found = (answer.headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g);
  return {
    status: answer.status,
    headers: answer.headers,
    body: isJson ? JSON.parse(text) : text,
    links: Object.fromEntries([...found].map(([, url = '', rel = '']) => [rel, url])),
  };
}

export const query = (parameters: Record<string, string>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
