/** Knowledge articles of ServiceNow, by number or by a text search: what is published, as Markdown. */
import { z } from 'zod';
import type { Article, KnowledgeBase } from '../../../domain/ports/knowledge';
import { startDeadline } from '../../http/deadline';
import { articleText } from './article/article-text';
import { encodedQuery, textQuery } from './encoded-query';
import type { TableApi } from './table-api';

const articleShape = z.object({
  number: z.string().min(1),
  short_description: z.string(),
  text: z.string(),
  workflow_state: z.string(),
});

type Found = z.output<typeof articleShape>;

const published = 'workflow_state=published^active=true';
/** Of an article that is kept in versions several may come. */
const mostVersions = 5;

/** @param url the instance's address: where people read the articles, and where links in them begin. */
export function createArticles({
  api,
  url,
}: {
  readonly api: TableApi;
  readonly url: string;
}): KnowledgeBase {
  const addressOf = (number: string): string => {
    const address = new URL('kb_view.do', url.endsWith('/') ? url : `${url}/`);
    address.searchParams.set('sysparm_article', number);
    return address.href;
  };
  const articleOf = ({ number, short_description: title, text }: Found): Article => ({
    title: title.trim() || number,
    url: addressOf(number),
    text: articleText(text, url),
  });

  return {
    async find(query, options) {
      const terms =
        query.kind === 'article'
          ? encodedQuery([['number', '=', query.number]], { by: 'sys_updated_on', descending: true })
          : textQuery(query.words);
      const found = await api.list(
        'kb_knowledge',
        {
          fields: ['number', 'short_description', 'text', 'workflow_state'],
          shape: articleShape,
          query: terms === undefined ? undefined : `${published}^${terms}`,
          limit: mostVersions,
        },
        startDeadline(options),
      );
      // An instance drops what it doesn't understand of a query: a draft is not for people.
      const article = found.find(
        (one) =>
          one.workflow_state === 'published' &&
          (query.kind === 'search' || one.number.toLowerCase() === query.number.toLowerCase()),
      );
      return article && articleOf(article);
    },
    addressOf: (query) => (query.kind === 'article' ? addressOf(query.number) : undefined),
  };
}
