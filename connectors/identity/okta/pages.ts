/** Okta's lists: page by page along the `next` link, which is followed exactly as it was written. */
import { z } from 'zod';
import { json } from '../../http/answer';
import type { HttpCall, HttpClient } from '../../http/call';
import { linkOf } from '../../http/link-header';

export type Page<T> = { readonly items: readonly T[]; readonly next?: string };

type ListCall = Pick<HttpCall<unknown>, 'path' | 'parameters' | 'query' | 'link' | 'deadline'>;

/** A list that goes on for longer is none that a person's account has. */
const mostPages = 50;

/** One page of a list whose items have that shape. */
export async function readPage<T>(http: HttpClient, call: ListCall, item: z.ZodType<T>): Promise<Page<T>> {
  const { data, headers } = await http.request({ method: 'GET', ...call, answer: json(z.array(item)) });
  const next = linkOf('next', headers.link);
  return next === undefined ? { items: data } : { items: data, next };
}

/** All pages of a short list. */
export async function readAll<T>(
  http: HttpClient,
  call: ListCall,
  item: z.ZodType<T>,
): Promise<readonly T[]> {
  const { path, deadline } = call;
  let page = await readPage(http, call, item);
  const items = [...page.items];
  for (let count = 1; page.next !== undefined && page.items.length > 0 && count < mostPages; count += 1) {
    page = await readPage(http, { path, link: page.next, deadline }, item);
    items.push(...page.items);
  }
  return items;
}
