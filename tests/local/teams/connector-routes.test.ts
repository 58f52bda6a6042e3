/** The Bot Connector as the bot meets it: who is let in, what is shown, and what is refused as Teams refuses it. */
import { conversationIdOf, createAddressBook } from '../../../local/teams/addresses';
import type { ChatMessage } from '../../../local/teams/chats';
import { ada, localKey, max, rosa, type Stage, setStage, tenantId } from './demo-stage';

const chat = (person = ada): string => `/v3/conversations/${encodeURIComponent(conversationIdOf(person))}`;

describe('the connector', () => {
  let stage: Stage;
  const call = async (method: string, path: string, body?: unknown, key = localKey) => {
    const response = await fetch(`${stage.teams.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const codeOf = ({ body }: { body: Record<string, unknown> }): string =>
    (body.error as { code: string }).code;
  const messagesOf = async (id: string): Promise<ChatMessage[]> =>
    (await stage.get(`/api/people/${id}/messages`)).body as ChatMessage[];

  beforeAll(async () => {
    stage = await setStage();
    await stage.teams.introduceEverybody();
  });
  afterAll(() => stage.strike());

  test('only the bot with the key of this run may write', async () => {
    const refused = await call(
      'POST',
      `${chat()}/activities`,
      { type: 'message', text: 'hello' },
      'another-key',
    );
    expect(refused.status).toBe(401);
    expect(codeOf(refused)).toBe('Unauthorized');
    expect(await messagesOf(ada.aadObjectId)).toEqual([]);
  });

  test('the bot can write first by a new conversation, to a channel id or an object id', async () => {
    await stage.bot.create(stage.teams.url, max.aadObjectId, 'You are the first I write to.');
    expect((await messagesOf(max.aadObjectId)).at(-1)?.text).toBe('You are the first I write to.');
    const members = [{ id: createAddressBook([max]).people[0]?.aadObjectId }];
    const created = await call('POST', '/v3/conversations', { members, tenantId });
    expect(created).toEqual({ status: 201, body: { id: conversationIdOf(max) } });
  });

  test('a conversation with nobody, or in another tenant, is refused', async () => {
    const nobody = await call('POST', '/v3/conversations', { members: [{ id: '29:nobody' }], tenantId });
    expect([nobody.status, codeOf(nobody)]).toEqual([404, 'MemberNotFound']);
    const members = [{ id: ada.aadObjectId }];
    const foreign = await call('POST', '/v3/conversations', { members, tenantId: 'elsewhere' });
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'TenantNotAllowed']);
    const missing = await call('POST', '/v3/conversations', { members });
    expect([missing.status, codeOf(missing)]).toEqual([400, 'BadArgument']);
  });

  test('whoever has removed the app is told nothing, and can be told again after installing it', async () => {
    const path = `/api/people/${rosa.aadObjectId}/installation`;
    expect((await stage.post(path, { installed: false })).status).toBe(200);
    expect(stage.bot.received.at(-1)).toMatchObject({ type: 'installationUpdate', action: 'remove' });
    const refused = await call('POST', `${chat(rosa)}/activities`, { type: 'message', text: 'hello' });
    expect([refused.status, codeOf(refused)]).toEqual([403, 'BotNotInConversationRoster']);
    const created = await call('POST', '/v3/conversations', {
      members: [{ id: rosa.aadObjectId }],
      tenantId,
    });
    expect([created.status, codeOf(created)]).toEqual([403, 'BotNotInConversationRoster']);
    await stage.post(path, { installed: true });
    expect(stage.bot.received.slice(-2)).toMatchObject([
      { type: 'conversationUpdate', membersAdded: [{ id: expect.stringContaining('28:') }] },
      { type: 'installationUpdate', action: 'add' },
    ]);
    expect((await call('POST', `${chat(rosa)}/activities`, { type: 'message', text: 'hello' })).status).toBe(
      201,
    );
  });

  test('the bot learns the user principal name of a member, and of strangers nothing', async () => {
    expect(await stage.bot.memberUpn(ada.aadObjectId)).toBe(ada.userPrincipalName);
    const stranger = await call('GET', `${chat()}/members/${max.aadObjectId}`);
    expect([stranger.status, codeOf(stranger)]).toEqual([404, 'MemberNotFoundInConversation']);
    const paged = await call('GET', `${chat()}/pagedmembers`);
    expect(paged.body.members).toMatchObject([{ email: ada.email, aadObjectId: ada.aadObjectId, tenantId }]);
  });

  test('the bot changes its own messages only, and only in their chat', async () => {
    const id = await stage.bot.notify(ada.aadObjectId, { text: 'first' });
    const elsewhere = await call('PUT', `${chat(max)}/activities/${id}`, { type: 'message', text: 'x' });
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([404, 'ActivityNotFoundInConversation']);
    await stage.post(`/api/people/${ada.aadObjectId}/messages`, { text: 'mine' });
    const own = (await messagesOf(ada.aadObjectId)).find(({ from }) => from === 'person');
    const forbidden = await call('PUT', `${chat()}/activities/${own?.id}`, { type: 'message', text: 'x' });
    expect([forbidden.status, codeOf(forbidden)]).toEqual([403, 'Forbidden']);
  });

  test('what Teams would not show is refused: nothing, too much, too new', async () => {
    const send = (activity: object) => call('POST', `${chat()}/activities`, { type: 'message', ...activity });
    const card = (version: string) => ({
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version },
        },
      ],
    });
    expect(codeOf(await send({}))).toBe('BadArgument');
    expect((await send({ text: 'a'.repeat(60_000) })).status).toBe(413);
    expect((await send(card('1.6'))).status).toBe(400);
    expect((await send(card('1.5'))).status).toBe(201);
    expect((await call('POST', `${chat()}/activities`, { type: 'event' })).status).toBe(400);
    expect(
      (await call('POST', '/v3/conversations/a:nobody/activities', { type: 'message', text: 'x' })).status,
    ).toBe(404);
  });
});
