/** The bot comes to know everybody, once, however late its host starts. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ada, eventually, max, rosa, type Stage, setStage } from './demo-stage';

describe('introducing everybody', () => {
  let stage: Stage;
  afterEach(() => stage.strike());

  test('waits until the host answers, and is not repeated at the next start', async () => {
    const received: string[] = [];
    let ready = false;
    const host = createServer((request, response) => {
      request.resume();
      received.push(request.url ?? '');
      response.writeHead(ready ? 200 : 404).end();
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const messagesUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}/api/messages`;
    const bot = { appId: 'app', tenantId: 'tenant', messagesUrl, name: 'Account Access' };
    stage = await setStage({ bot });
    const introducing = stage.teams.introduceEverybody();
    await eventually(() => received.length >= 2);
    ready = true;
    expect(await introducing).toEqual({ introduced: 3, people: 3 });
    await stage.restart();
    received.length = 0;
    expect(await stage.teams.introduceEverybody()).toEqual({ introduced: 3, people: 3 });
    expect(received).toEqual([]);
    await new Promise((resolve) => host.close(resolve));
  });

  test('leaves out whoever has removed the app', async () => {
    stage = await setStage();
    await stage.post(`/api/people/${max.aadObjectId}/installation`, { installed: false });
    stage.bot.received.length = 0;
    await stage.teams.introduceEverybody();
    const introduced = stage.bot.received.map(({ from }) => from?.aadObjectId);
    expect(introduced.sort()).toEqual([ada.aadObjectId, rosa.aadObjectId]);
  });

  test('ends when the stand-in is closed, though nobody ever answered', async () => {
    stage = await setStage({
      bot: { appId: 'app', tenantId: 'tenant', messagesUrl: 'http://127.0.0.1:9/api/messages', name: 'x' },
    });
    const introducing = stage.teams.introduceEverybody();
    await stage.teams.close();
    expect(await introducing).toMatchObject({ introduced: 0 });
  });
});
