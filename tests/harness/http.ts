/** JSON over HTTP for scenarios: an answer that isn't expected fails with what was asked and what came back. */

const usualPatienceMs = 20_000;

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Statuses that are fine; 2xx without it. */
  expected?: number[];
  patienceMs?: number;
}

export interface Answer {
  status: number;
  body: unknown;
}

export async function callJson(url: string, call: Call = {}): Promise<Answer> {
  const { method, headers, body, expected, patienceMs = usualPatienceMs } = call;
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await response.text();
  const fine = expected ? expected.includes(response.status) : response.ok;
  if (!fine)
    throw new Error(`${method ?? 'GET/POST'} ${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return { status: response.status, body: parsed(text) };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
