/** Lists in pages: each links to the next with a cursor, which is good only as it was handed out. */
import { errors } from './errors';
import type { Assumptions } from './model';

export type Pages = ReturnType<typeof createPages>;

export function createPages(assume: Assumptions) {
  const cursors = new Map<string, number>();
  const settings: { largest: number; origin?: string } = { largest: 1_000 };
  let count = 0;
  return {
    /** `largest`: of a page. `origin`: where links lead instead; a client must not follow. */
    settings,
    of(name: string, all: readonly unknown[], target: { url: string; path: string; query: URLSearchParams }) {
      const cursor = target.query.get('cursor');
      const from = cursor === null ? 0 : cursors.get(`${target.path} ${cursor}`);
      if (from === undefined) throw errors.invalid('cursor', 'The cursor is not known.');
      const asked = target.query.get('limit');
      if (asked !== null && !/^([1-9]\d{0,2}|1000)$/.test(asked))
        throw errors.invalid('limit', 'The limit is from 1 to 1000.');
      const size = Math.min(settings.largest, Number(asked ?? 100));
      const items = all.slice(from, from + size);
      const links: Record<string, { href: string }> = { self: { href: `${target.url}${target.path}` } };
      if (from + size < all.length) {
        count += 1;
        const next = `c${count}x${Math.random().toString(36).slice(2)}`;
        cursors.set(`${target.path} ${next}`, from + size);
        const query = new URLSearchParams(target.query);
        query.set('cursor', next);
        links.next = { href: `${settings.origin ?? target.url}${target.path}?${query}` };
      }
      const named = items.length > 0 || assume.emptyListIsNamed;
      return {
        _links: links,
        _embedded: named ? { [name]: items } : {},
        ...(cursor === null ? { count: all.length } : {}),
        size: items.length,
      };
    },
  };
}
