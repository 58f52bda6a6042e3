import { createArticleStore } from '../../../connectors/storage/articles';
import { createStorage } from '../../../connectors/storage/storage';
import type { KeptArticle, KnowledgeQuery } from '../../../domain/ports/knowledge';
import { type Azurite, startAzurite } from './azurite';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.end());

const numbered = (number: string): KnowledgeQuery => ({ kind: 'article', number });
const about = (words: string): KnowledgeQuery => ({ kind: 'search', words });
const kept = (title: string): KeptArticle => ({
  article: { title, url: 'https://kb.example', text: `${'*\n"\\'.repeat(3_000)}ü` },
  readAt: '2026-11-22T10:00:00.000Z',
});

test('articles are kept by number and by words, each for itself, and replaced', async () => {
  const store = createArticleStore({ storage: createStorage({ connection: azurite.connection }) });
  expect(await store.read(numbered('KB0010001'))).toBeUndefined();
  await store.keep(numbered('KB0010001'), kept('one'));
  await store.keep(about('KB0010001'), kept('two'));
  await store.keep(about("Forgotten password: what's next? /\\#%"), { readAt: '2026-11-22T10:00:00.000Z' });
  expect(await store.read(numbered('kb0010001'))).toEqual(kept('one'));
  expect(await store.read(about('kb0010001'))).toEqual(kept('two'));
  expect(await store.read(about("forgotten PASSWORD: what's next? /\\#%"))).toEqual({
    readAt: '2026-11-22T10:00:00.000Z',
  });
  await store.keep(numbered('KB0010001'), kept('three'));
  expect(await store.read(numbered('KB0010001'))).toEqual(kept('three'));
});
