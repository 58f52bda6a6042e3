/** What IT sees: real failed sign-ins, presses and the audit trail in one line of time, without anybody's words or secrets. */
import type { PageOverview, StripEntry } from '../../../local/teams/page/shapes';
import { lockoutCard } from './demo-cards';
import { type DemoServices, demoPassword, operatorKey, startDemoServices } from './demo-services';
import { ada, eventually, max, type Stage, setStage } from './demo-stage';

describe('the strip', () => {
  let stage: Stage;
  let services: DemoServices;
  const overview = async (): Promise<PageOverview> => (await stage.get('/page/state')).body as PageOverview;
  const entries = async (): Promise<StripEntry[]> => (await overview()).entries;
  const on = (what: string) => `/page/people/${ada.aadObjectId}/${what}`;

  beforeEach(async () => {
    services = await startDemoServices();
    stage = await setStage({ directorySignInUrl: services.signInUrl, demoPassword });
    await stage.teams.introduceEverybody();
  });
  afterEach(async () => {
    await stage.strike();
    await services.close();
  });

  test('the lock button fails to sign in until the directory says that it is locked', async () => {
    const { body } = await stage.post(on('lock'));
    expect(body).toEqual({ tries: 5, status: 'locked' });
    expect(services.failures.get(ada.userPrincipalName)).toBe(5);
    expect((await entries()).at(-1)).toMatchObject({
      stage: 'event',
      person: ada.aadObjectId,
      mark: 'locked',
    });
    expect((await stage.post(on('sign-in'))).body).toEqual({ status: 'locked', signedIn: false });
  });

  test('signing in with the demo password is told, and stops the stopwatch', async () => {
    expect((await stage.post(on('sign-in'))).body).toEqual({ status: 'signed-in', signedIn: true });
    expect((await entries()).at(-1)).toMatchObject({ mark: 'signed-in', tone: 'good' });
    expect(JSON.stringify(await overview())).not.toContain(demoPassword);
  });

  test('messages and presses are told, the words that people type are not', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    await stage.post(`/api/people/${ada.aadObjectId}/actions`, { messageId: id, title: 'Yes' });
    await stage.post(`/api/people/${ada.aadObjectId}/messages`, { text: 'my password is hunter2' });
    const told = await eventually(async () => {
      const all = await entries();
      return all.length === 4 && all.slice(0, 3);
    });
    expect(told.map(({ stage: each, title }) => [each, title])).toEqual([
      ['notice', 'Card delivered'],
      ['press', 'Pressed “Yes”'],
      ['press', 'Wrote to the bot'],
    ]);
    expect(told[0]?.detail).toBe('Your account is locked');
    expect(JSON.stringify(told)).not.toContain('hunter2');
  });

  test('the audit trail and tickets are read while a page is open, and only then', async () => {
    const at = new Date().toISOString();
    services.audit.push({
      at,
      actor: 'system',
      subject: max.aadObjectId,
      act: 'notice-held-back',
      reason: 'held-until 2026-11-22T18:00:00Z',
    });
    services.tickets.push({
      id: 'T-1',
      kind: 'unlock',
      personId: max.aadObjectId,
      state: 'open',
      notes: [],
      createdAt: at,
    });
    stage.teams.setOperator({ baseUrl: services.url, key: operatorKey });
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(await entries()).toEqual([]);
    const page = new AbortController();
    await fetch(`${stage.teams.url}/page/stream`, { signal: page.signal });
    const [first, second] = await eventually(async () => {
      const told = await entries();
      return told.length === 2 && told;
    });
    expect([first?.title, second?.title].sort()).toEqual(['Notice held back', 'Ticket T-1 is open']);
    expect([first, second].find((entry) => entry?.audited)).toMatchObject({
      person: max.aadObjectId,
      tone: 'waiting',
      detail: 'Held until 2026-11-22 18:00 UTC',
    });
    expect(JSON.stringify(await overview())).not.toContain(operatorKey);
    page.abort();
  });

  test('a wrong key is said to be refused, a foreign address is not taken', async () => {
    expect((await overview()).state.operator.state).toBe('no-key');
    expect((await stage.post('/page/operator', { key: 'wrong', baseUrl: services.url })).status).toBe(204);
    const page = new AbortController();
    await fetch(`${stage.teams.url}/page/stream`, { signal: page.signal });
    await eventually(async () => (await overview()).state.operator.state === 'refused');
    const foreign = await stage.post('/page/operator', { key: 'x', baseUrl: 'https://evil.example' });
    expect(foreign).toMatchObject({ status: 400, body: { error: { field: 'baseUrl' } } });
    page.abort();
  });

  test('the language of a person reaches the bot, other languages are refused', async () => {
    await stage.post(on('locale'), { locale: 'de-DE' });
    await stage.post(`/api/people/${ada.aadObjectId}/messages`, { text: 'hallo' });
    await eventually(() =>
      stage.bot.received.some(({ text, locale }) => text === 'hallo' && locale === 'de-DE'),
    );
    expect((await stage.post(on('locale'), { locale: 'xx' })).status).toBe(400);
    await eventually(async () => (await entries()).some(({ stage: each }) => each === 'notice'));
  });
});
