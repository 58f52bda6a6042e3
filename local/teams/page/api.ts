/** Talks to the stand-in. Failures come back as words for people, never as exceptions. */

/** What came back; `problem` is ready to be shown. */
export type Answer<T> = { ok: true; body: T } | { ok: false; problem: string };

const problemOf = (status: number, body: unknown): string => {
  const { error } = (body ?? {}) as { error?: { field?: string; rule?: string } };
  // About the bot the rule says everything; elsewhere it needs the field that it is about.
  if (error?.field === 'bot') return error.rule ?? '';
  return error?.rule ? `${error.field}: ${error.rule}` : `The stand-in answers ${status}.`;
};

const call = async <T>(path: string, init?: RequestInit): Promise<Answer<T>> => {
  try {
    const response = await fetch(path, init);
    const text = await response.text();
    const body = (text === '' ? undefined : JSON.parse(text)) as unknown;
    return response.ok
      ? { ok: true, body: body as T }
      : { ok: false, problem: problemOf(response.status, body) };
  } catch {
    return { ok: false, problem: 'The stand-in can’t be reached. Is the local run still going?' };
  }
};

/** Reads. */
export const get = <T>(path: string): Promise<Answer<T>> => call<T>(path);

/** Changes something. */
export const post = <T>(path: string, body: unknown = {}): Promise<Answer<T>> =>
  call<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The path of something of a person. */
export const ofPerson = (root: 'api' | 'page', person: string, what: string): string =>
  `/${root}/people/${encodeURIComponent(person)}/${what}`;
