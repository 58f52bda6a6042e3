/** What programs may rely on when they drive the product through the stand-in. */
import type { ChatMessage } from '../../../local/teams/chats';
import { lockoutCard } from './demo-cards';
import { ada, eventually, max, rosa, type Stage, setStage } from './demo-stage';

const path = (id: string, what: string): string => `/api/people/${id}/${what}`;

describe('the API for programs', () => {
  let stage: Stage;
  const messagesOf = async (id: string): Promise<ChatMessage[]> =>
    (await stage.get(path(id, 'messages'))).body as ChatMessage[];
  const lastOf = async (id: string): Promise<ChatMessage> => {
    const last = (await messagesOf(id)).at(-1);
    if (!last) throw new Error('nothing stands in this chat');
    return last;
  };

  beforeAll(async () => {
    stage = await setStage();
    await stage.teams.introduceEverybody();
  });
  afterAll(() => stage.strike());

  test('everybody is listed with who they are', async () => {
    expect((await stage.get('/api/people')).body).toEqual([ada, max, rosa]);
  });

  test('introducing everybody leaves every chat empty and is told once', async () => {
    const upgrades = () => stage.bot.received.filter(({ type }) => type === 'installationUpdate').length;
    expect(await messagesOf(ada.aadObjectId)).toEqual([]);
    expect(upgrades()).toBe(3);
    await stage.teams.introduceEverybody();
    expect(upgrades()).toBe(3);
  });

  test('a typed text reaches the bot as its sender, and the answer stands in the chat', async () => {
    expect((await stage.post(path(ada.aadObjectId, 'messages'), { text: 'hello' })).status).toBe(202);
    await eventually(async () => (await messagesOf(ada.aadObjectId)).length === 2);
    const messages = await messagesOf(ada.aadObjectId);
    expect(messages.map(({ from, text }) => [from, text])).toEqual([
      ['person', 'hello'],
      ['bot', '**You said:** hello'],
    ]);
    expect(stage.bot.received.at(-1)).toMatchObject({
      type: 'message',
      text: 'hello',
      locale: 'en-US',
      serviceUrl: stage.teams.url,
      from: { aadObjectId: ada.aadObjectId, name: ada.name },
      conversation: { conversationType: 'personal' },
    });
    expect(await messagesOf(max.aadObjectId)).toEqual([]);
  });

  test('an Action.Execute is an invoke, and its answer replaces the card', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    const reply = await stage.post(path(ada.aadObjectId, 'actions'), {
      messageId: id,
      title: 'YES',
      inputs: { note: 'please' },
    });
    expect(reply).toEqual({ status: 200, body: { status: 200 } });
    expect(stage.bot.received.at(-1)).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: id,
      value: {
        action: {
          type: 'Action.Execute',
          verb: 'yes',
          data: { requestId: 'r-1', note: 'please', callMe: 'false' },
        },
        trigger: 'manual',
      },
    });
    expect(JSON.stringify((await lastOf(ada.aadObjectId)).card)).toContain('Your account is unlocked');
  });

  test('a refusal inside the invoke answer is the status of the press', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    const reply = await stage.post(path(ada.aadObjectId, 'actions'), {
      messageId: id,
      title: "This wasn't me",
    });
    expect(reply.body).toEqual({ status: 403 });
    expect((await lastOf(ada.aadObjectId)).card).toEqual(lockoutCard());
  });

  test('an old client submits the fallback, and a typed title is a message', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    await stage.post(path(ada.aadObjectId, 'actions'), { messageId: id, title: 'No', as: 'submit' });
    expect(stage.bot.received.at(-1)).toMatchObject({
      type: 'message',
      replyToId: id,
      value: { verb: 'tell', requestId: 'r-1' },
    });
    expect(stage.bot.received.at(-1)?.text).toBeUndefined();
    await stage.post(path(ada.aadObjectId, 'actions'), { messageId: id, title: 'no', as: 'text' });
    expect(stage.bot.received.at(-1)).toMatchObject({ type: 'message', text: 'No' });
  });

  test('a button inside a ShowCard can be pressed with its own inputs', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    await stage.post(path(ada.aadObjectId, 'actions'), {
      messageId: id,
      title: 'Send to IT',
      inputs: { why: 'x' },
    });
    expect(stage.bot.received.at(-1)).toMatchObject({ type: 'message', value: { verb: 'help', why: 'x' } });
  });

  test('a button of a card that was replaced or deleted can still be pressed', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    await stage.bot.update(ada.aadObjectId, id, { type: 'AdaptiveCard', version: '1.5', body: [] });
    const again = () => stage.post(path(ada.aadObjectId, 'actions'), { messageId: id, title: 'Yes' });
    expect((await again()).status).toBe(200);
    await stage.bot.remove(ada.aadObjectId, id);
    expect((await messagesOf(ada.aadObjectId)).map((message) => message.id)).not.toContain(id);
    expect((await again()).status).toBe(200);
  });

  test("somebody else's press is sent as theirs and changes nothing in the owner's chat", async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    const reply = await stage.post(path(rosa.aadObjectId, 'actions'), { messageId: id, title: 'Yes' });
    expect(reply.status).toBe(200);
    expect(stage.bot.received.at(-1)?.from?.aadObjectId).toBe(rosa.aadObjectId);
    expect((await lastOf(ada.aadObjectId)).card).toEqual(lockoutCard());
  });

  test('an update replaces the card in its place', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { text: 'first' });
    await stage.bot.notify(ada.aadObjectId, { text: 'second' });
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'done' }] };
    await stage.bot.update(ada.aadObjectId, id, card);
    const messages = await messagesOf(ada.aadObjectId);
    expect(messages.at(-2)).toMatchObject({ id, card });
    expect(messages.at(-2)?.text).toBeUndefined();
    expect(messages.at(-1)?.text).toBe('second');
  });

  test('bad input is refused by name, and strangers are not found', async () => {
    const refused = await stage.post(path(ada.aadObjectId, 'messages'), { text: 7 });
    expect(refused).toMatchObject({ status: 400, body: { error: { field: 'text' } } });
    expect((await stage.post(path(ada.aadObjectId, 'installation'), {})).status).toBe(400);
    expect((await stage.post('/api/faults', { status: 200, times: 1 })).status).toBe(400);
    expect((await stage.get(path('nobody', 'messages'))).status).toBe(404);
    const noMessage = await stage.post(path(ada.aadObjectId, 'actions'), { messageId: '1', title: 'Yes' });
    expect(noMessage).toMatchObject({ status: 404, body: { error: { field: 'messageId' } } });
    const id = await stage.bot.notify(ada.aadObjectId, { card: lockoutCard() });
    const noButton = await stage.post(path(ada.aadObjectId, 'actions'), { messageId: id, title: 'Never' });
    expect(noButton).toMatchObject({ status: 404, body: { error: { field: 'title' } } });
    const link = await stage.post(path(ada.aadObjectId, 'actions'), { messageId: id, title: 'Sign in' });
    expect(link).toMatchObject({ status: 400, body: { error: { field: 'title' } } });
  });

  test('chats are kept over a restart, and old buttons with them', async () => {
    const id = await stage.bot.notify(rosa.aadObjectId, { card: lockoutCard() });
    await stage.post(path(rosa.aadObjectId, 'actions'), { messageId: id, title: 'Yes' });
    const before = await messagesOf(rosa.aadObjectId);
    await stage.restart();
    expect(await messagesOf(rosa.aadObjectId)).toEqual(before);
    expect((await stage.post(path(rosa.aadObjectId, 'actions'), { messageId: id, title: 'No' })).status).toBe(
      200,
    );
  });
});
