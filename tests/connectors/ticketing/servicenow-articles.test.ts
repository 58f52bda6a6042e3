/** Knowledge articles of ServiceNow: what is published, by number or by words, through every fault. */
import { createArticles } from '../../../connectors/ticketing/servicenow/articles';
import { createTableApi } from '../../../connectors/ticketing/servicenow/table-api';
import type { KnowledgeQuery } from '../../../domain/ports/knowledge';
import { Secret } from '../../../domain/secret';
import { everyFault, everyFaultOfData } from '../../fakes/every-fault';
import {
  clientId,
  clientSecret,
  createServiceNowFake,
  type ServiceNowFake,
} from '../../fakes/servicenow/fake';

let fake: ServiceNowFake;
beforeEach(async () => {
  fake = await createServiceNowFake();
  fake.addArticle('KB0010001', 'How to reset MFA', '<p>Open <b>the portal</b>.</p>');
});
afterEach(async () => {
  expect(fake.complaints).toEqual([]);
  await fake.close();
});

const options = { timeoutMs: 3_000 };
const articles = () => {
  const clock = { now: () => new Date() };
  const connection = { url: fake.url, clientId, clientSecret: new Secret(clientSecret), clock };
  return createArticles({ api: createTableApi(connection), url: fake.url });
};
const numbered = (number: string): KnowledgeQuery => ({ kind: 'article', number });
const about = (words: string): KnowledgeQuery => ({ kind: 'search', words });

test('an article by its number, with its address and its text as Markdown', async () => {
  expect(await articles().find(numbered('KB0010001'), options)).toEqual({
    title: 'How to reset MFA',
    url: `${fake.url}/kb_view.do?sysparm_article=KB0010001`,
    text: 'Open **the portal**.',
  });
  expect(articles().addressOf(numbered('KB0010001'))).toBe(
    `${fake.url}/kb_view.do?sysparm_article=KB0010001`,
  );
});

test('of several versions the one that is published', async () => {
  fake.addArticle('KB0010002', 'Old', 'old', { workflow_state: 'retired' });
  fake.addArticle('KB0010002', 'Now', 'now');
  fake.addArticle('KB0010002', 'Next', 'next', { workflow_state: 'draft' });
  expect(await articles().find(numbered('KB0010002'), options)).toMatchObject({ title: 'Now', text: 'now' });
});

test.each([
  ['there is none', 'KB0099999', {}],
  ['it is a draft', 'KB0010003', { workflow_state: 'draft' }],
  ['it is retired', 'KB0010003', { workflow_state: 'retired' }],
  ['it isn’t active', 'KB0010003', { active: 'false' }],
])('nothing where %s', async (_, number, state) => {
  fake.addArticle('KB0010003', 'Secret plans', 'x', state);
  expect(await articles().find(numbered(number), options)).toBeUndefined();
});

test('the best one for some words, whatever else stands in them', async () => {
  fake.addArticle('KB0010004', 'Forgotten password', 'Go to the kiosk');
  fake.addArticle('KB0010005', 'Forgotten password of the printer', 'x', { workflow_state: 'draft' });
  expect(await articles().find(about('forgotten password'), options)).toMatchObject({
    title: 'Forgotten password',
  });
  expect(await articles().find(about('no such words'), options)).toBeUndefined();
  expect(await articles().find(about('^ORworkflow_state=draft'), options)).toBeUndefined();
  expect(await articles().find(about('^=!?'), options)).toBeUndefined();
});

describe.each([...everyFault, ...everyFaultOfData])('$title', ({ fault, code, passes }) => {
  test.each([
    ['token', 0],
    ['article', 1],
  ])('at the %s: told, or not noticed', async (_, after) => {
    fake.faults.next({ ...fault, after });
    const found = articles().find(numbered('KB0010001'), { timeoutMs: code === 'timeout' ? 250 : 3_000 });
    if (passes) expect(await found).toMatchObject({ title: 'How to reset MFA' });
    else await expect(found).rejects.toMatchObject({ code });
  });
});
