/** Articles of the knowledge base as they were last read: one row per number or search. */
import type { ArticleStore, KeptArticle, KnowledgeQuery } from '../../domain/ports/knowledge';
import { fromJson, toJson } from './json-row';
import { keyOf, shardOf } from './keys';
import type { Storage } from './storage';

const shards = 4;

/** Round trips: 1 each. */
export function createArticleStore(deps: { readonly storage: Pick<Storage, 'table'> }): ArticleStore {
  const rows = deps.storage.table('Articles');
  const keyFor = (query: KnowledgeQuery): string =>
    query.kind === 'article'
      ? keyOf('article', query.number.toUpperCase())
      : keyOf('search', query.words.toLowerCase());
  return {
    async read(query) {
      const key = keyFor(query);
      const row = await rows.get(shardOf(key, shards), key);
      return row && fromJson<KeptArticle>(row);
    },
    async keep(query, kept) {
      const key = keyFor(query);
      await rows.put({ partition: shardOf(key, shards), key, columns: { data: toJson(kept) } });
    },
  };
}
