/** The knowledge base that instructions may name articles of: ServiceNow's, where its settings are there. */
import { createArticles } from '../connectors/ticketing/servicenow/articles';
import type { TableApi } from '../connectors/ticketing/servicenow/table-api';
import type { Policy } from '../domain/policy/schema';
import type { KnowledgeBase, KnowledgeQuery } from '../domain/ports/knowledge';
import type { Settings } from './settings';

const none: KnowledgeBase = { find: async () => undefined, addressOf: () => undefined };

/** @returns the knowledge base, or a line for each key that names an article which can't be read. */
export function knowledgeOf(
  policy: Policy,
  settings: Settings,
  serviceNow: TableApi | undefined,
): KnowledgeBase | { readonly faults: readonly string[] } {
  if (serviceNow && settings.SERVICENOW_URL)
    return createArticles({ api: serviceNow, url: settings.SERVICENOW_URL });
  const faults = articlesNamedBy(policy).map(({ key }) => key);
  if (faults.length === 0) return none;
  return {
    faults: faults.map((key) => `${key}: articles are ServiceNow’s; it needs the settings SERVICENOW_…`),
  };
}

/** Every article that the policy names, and under which key. */
export function articlesNamedBy(
  policy: Policy,
): readonly { readonly key: string; readonly query: KnowledgeQuery }[] {
  const { unlock, passwordReset, mfaReset, passwordExpiry, contractorExpiry } = policy;
  const instructed = [
    ...Object.entries({ unlock, passwordReset, mfaReset, passwordExpiry }).map(
      ([key, section]) => [`${key}.instructions`, section.instructions] as const,
    ),
    ['contractorExpiry.extend', contractorExpiry.extend] as const,
    ['contractorExpiry.terminate', contractorExpiry.terminate] as const,
    ...Object.entries(passwordReset.systems).map(
      ([name, system]) => [`passwordReset.systems.${name}.instructions`, system.instructions] as const,
    ),
  ];
  return instructed.flatMap(([key, { article, search } = {}]) => [
    ...(article ? [{ key: `${key}.article`, query: { kind: 'article', number: article } as const }] : []),
    ...(search ? [{ key: `${key}.search`, query: { kind: 'search', words: search } as const }] : []),
  ]);
}
