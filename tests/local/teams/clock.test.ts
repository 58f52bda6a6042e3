/** A moved clock moves everything that the stand-in says, and stays moved. */
import type { ChatMessage } from '../../../local/teams/chats';
import { ada, type Stage, setStage } from './demo-stage';

const fortnightMs = 14 * 86_400_000;

describe('the clock of the stand-in', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
    await stage.teams.introduceEverybody();
  });
  afterAll(() => stage.strike());

  test('messages and activities carry the moved time, and the bot still accepts the calls', async () => {
    const moved = await stage.post('/admin/clock', { offsetMs: fortnightMs });
    expect(moved).toMatchObject({ status: 200, body: { offsetMs: fortnightMs } });
    await stage.bot.notify(ada.aadObjectId, { text: 'two weeks later' });
    const path = `/api/people/${ada.aadObjectId}`;
    const [message] = (await stage.get(`${path}/messages`)).body as ChatMessage[];
    const ahead = (at: unknown) => Date.parse(String(at)) - Date.now() - fortnightMs;
    expect(Math.abs(ahead(message?.timestamp))).toBeLessThan(5000);
    expect(await stage.post(`${path}/installation`, { installed: true })).toMatchObject({
      body: { status: 200 },
    });
    const { timestamp } = stage.bot.received.at(-1) ?? {};
    expect(Math.abs(new Date(String(timestamp)).getTime() - Date.now() - fortnightMs)).toBeLessThan(5000);
  });

  test('the offset is kept over a restart, and nonsense is refused', async () => {
    await stage.restart();
    expect((await stage.get('/admin/clock')).body).toMatchObject({ offsetMs: fortnightMs });
    expect((await stage.post('/admin/clock', { offsetMs: 'tomorrow' })).status).toBe(400);
  });
});
