/** The organisation's knowledge base: articles that the policy names instead of writing instructions itself. */
import type { CallOptions } from './identity-provider';

/** An article by its number, or words to look for one by. */
export type KnowledgeQuery =
  | { readonly kind: 'article'; readonly number: string }
  | { readonly kind: 'search'; readonly words: string };

export type Article = {
  readonly title: string;
  /** Where it can be read in full. */
  readonly url: string;
  /** Markdown: headings, lists, emphasis and links to https; nothing that acts, no pictures. */
  readonly text: string;
};

export interface KnowledgeBase {
  /** The article as it is published now; undefined where there is none. Outages are thrown as coded errors. */
  find(query: KnowledgeQuery, options: CallOptions): Promise<Article | undefined>;
  /** Where an article can be read, known without asking. */
  addressOf(query: KnowledgeQuery): string | undefined;
}

/** What was found last, and when. */
export type KeptArticle = { readonly article?: Article; readonly readAt: string };

/** Articles as they were read, so that the knowledge base isn't asked for each reader, and may be away. */
export interface ArticleStore {
  read(query: KnowledgeQuery): Promise<KeptArticle | undefined>;
  keep(query: KnowledgeQuery, kept: KeptArticle): Promise<void>;
}
