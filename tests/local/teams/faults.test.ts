/** Failures, throttling and counting: what tests and benches order from the connector. */
import { ada, max, type Stage, setStage } from './demo-stage';

describe('ordered faults', () => {
  let stage: Stage;
  const order = (fault: object) => stage.post('/api/faults', fault);
  const send = (person = ada) => stage.bot.notify(person.aadObjectId, { text: 'hello' });
  const statusOf = (sending: Promise<unknown>): Promise<number> =>
    sending.then(
      () => 201,
      (error: { statusCode?: number }) => error.statusCode ?? 0,
    );

  const eventuallyShown = async (): Promise<void> => {
    const shown = async () => (await stage.get(`/api/people/${ada.aadObjectId}/messages`)).body as unknown[];
    while ((await shown()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  beforeEach(async () => {
    stage = await setStage();
    await stage.teams.introduceEverybody();
  });
  afterEach(() => stage.strike());

  test('the first ordered is the first met, each as often as ordered', async () => {
    await order({ status: 403, times: 2 });
    await order({ status: 404, times: 1 });
    expect(await statusOf(send())).toBe(403);
    expect(await statusOf(send())).toBe(403);
    expect(await statusOf(send())).toBe(404);
    expect(await statusOf(send())).toBe(201);
    expect((await stage.get('/api/faults')).body).toEqual({ pending: [] });
  });

  test('a fault with a match meets only the calls that it names', async () => {
    await order({ status: 403, times: 1, match: max.aadObjectId });
    await order({ status: 403, times: 1, match: 'PUT /v3/conversations/' });
    expect(await statusOf(send(ada))).toBe(201);
    expect(await statusOf(send(max))).toBe(403);
    const id = await send(ada);
    const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
    expect(await statusOf(stage.bot.update(ada.aadObjectId, id, card))).toBe(403);
  });

  test('a late answer is given after the message has been shown, a late failure leaves nothing', async () => {
    await order({ delayMs: 300, times: 1 });
    await order({ status: 403, delayMs: 300, times: 1 });
    const began = performance.now();
    const sending = send();
    await eventuallyShown();
    expect(performance.now() - began).toBeLessThan(300);
    expect(await statusOf(sending)).toBe(201);
    expect(performance.now() - began).toBeGreaterThan(290);
    expect(await statusOf(send())).toBe(403);
    expect(performance.now() - began).toBeGreaterThan(590);
    expect((await stage.get(`/api/people/${ada.aadObjectId}/messages`)).body).toHaveLength(1);
  });

  test('a fault says what fails, or how long to wait', async () => {
    expect((await order({ times: 1 })).status).toBe(400);
  });

  test('throttling with Retry-After is what the SDK waits for', async () => {
    await order({ status: 429, times: 1, headers: { 'Retry-After': '1' } });
    const began = performance.now();
    expect(await statusOf(send())).toBe(201);
    expect(performance.now() - began).toBeGreaterThan(900);
  });

  test('calls beyond the rate are throttled, and everything is counted', async () => {
    await stage.post('/api/rate', { perSecond: 3 });
    const began = performance.now();
    await Promise.all([send(), send(), send(), send()]);
    expect(performance.now() - began).toBeGreaterThan(900);
    await stage.post('/api/rate', { perSecond: null });
    const { body } = await stage.get('/api/statistics');
    expect(body).toMatchObject({ calls: { POST: { 201: 4, 429: 1 } }, messages: { created: 4 } });
    const { firstAt, lastAt } = (body as { messages: { firstAt: string; lastAt: string } }).messages;
    expect(Date.parse(lastAt)).toBeGreaterThanOrEqual(Date.parse(firstAt));
  });

  test('a failed call leaves nothing in the chat', async () => {
    await order({ status: 403, times: 1 });
    await statusOf(send());
    const { body } = await stage.get(`/api/people/${ada.aadObjectId}/messages`);
    expect(body).toEqual([]);
  });
});
