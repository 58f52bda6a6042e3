/**
 * What the organisation tells people to do (U9, P4, P6, M4). The policy's own text comes first, then the article that it
 * names, as it was read within the last hour or so; while the knowledge base is away an older one, else its address.
 */
import type { Deps } from '../../deps';
import { isPast } from '../../duration';
import { CodedError } from '../../errors';
import type { InstructionsFacts } from '../../instructions';
import type { Article, KeptArticle, KnowledgeQuery } from '../../ports/knowledge';

/** Instructions as the policy has them. */
export type Configured = {
  readonly title: string;
  readonly url?: string | undefined;
  readonly text?: string | undefined;
  readonly article?: string | undefined;
  readonly search?: string | undefined;
};

type KnowledgeDeps = Pick<Deps, 'knowledge' | 'articles' | 'clock' | 'policy'>;

/** Within a turn. */
const callMs = 1_500;

/** @returns at least a link or a text, or undefined where there is neither. */
export async function readInstructions(
  deps: KnowledgeDeps,
  configured: Configured,
): Promise<InstructionsFacts | undefined> {
  const { title, url, text } = configured;
  const query = text === undefined ? queryOf(configured) : undefined;
  const found = query && (await latest(deps, query));
  const article = found === 'unknown' ? undefined : found;
  const address = query && found === 'unknown' ? deps.knowledge.addressOf(query) : undefined;
  const facts = {
    title: article?.title ?? title,
    ...definedUrl(url ?? article?.url ?? address),
    ...((text ?? article?.text) ? { text: text ?? article?.text ?? '' } : {}),
  };
  return 'url' in facts || 'text' in facts ? facts : undefined;
}

function queryOf({ article, search }: Configured): KnowledgeQuery | undefined {
  if (article !== undefined) return { kind: 'article', number: article };
  return search === undefined ? undefined : { kind: 'search', words: search };
}

const definedUrl = (url: string | undefined): { url?: string } => (url ? { url } : {});

/** `unknown`: it can't be asked for now, and was never read. */
async function latest(deps: KnowledgeDeps, query: KnowledgeQuery): Promise<Article | 'unknown' | undefined> {
  const { knowledge, articles, clock, policy } = deps;
  const kept = await articles.read(query);
  if (kept && isFresh(kept, policy.knowledge.articleLife, clock.now())) return kept.article;
  try {
    const article = await knowledge.find(query, { timeoutMs: callMs });
    await keep(deps, query, { ...(article ? { article } : {}), readAt: clock.now().toISOString() });
    return article;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return kept ? kept.article : 'unknown';
  }
}

function isFresh({ readAt }: KeptArticle, lifeMs: number, now: Date): boolean {
  return !isPast(new Date(Date.parse(readAt) + lifeMs).toISOString(), now);
}

/** What can't be kept is read again by the next who asks. */
async function keep({ articles }: KnowledgeDeps, query: KnowledgeQuery, kept: KeptArticle): Promise<void> {
  try {
    await articles.keep(query, kept);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}
