/** The bot's authentication is on even here: a right token opens the door, each wrong one doesn't. */
import { randomUUID } from 'node:crypto';
import { channelIdOf, conversationIdOf } from '../../../local/teams/addresses';
import { openTokenSigner, type TokenContents } from '../../../local/teams/channel-tokens';
import { ada, appId, type Stage, setStage, tenantId } from './demo-stage';

describe('tokens of the channel', () => {
  let stage: Stage;
  const call = async (contents: Partial<TokenContents> | undefined): Promise<number> => {
    const serviceUrl = stage.teams.url;
    const signer = openTokenSigner(stage.stateFolder);
    const token = contents && signer.sign({ audience: appId, serviceUrl, ...contents });
    const response = await fetch(stage.bot.messagesUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({
        type: 'installationUpdate',
        action: 'add',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl,
        from: { id: channelIdOf(ada), aadObjectId: ada.aadObjectId },
        recipient: { id: `28:${appId}` },
        conversation: { id: conversationIdOf(ada), tenantId, conversationType: 'personal' },
      }),
    });
    return response.status;
  };

  beforeAll(async () => {
    stage = await setStage();
    // The SDK writes every refusal to the console.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await stage.strike();
  });

  test('a right token is accepted', async () => {
    expect(await call({})).toBe(200);
  });

  test.each<[string, Partial<TokenContents> | undefined]>([
    ['no token', undefined],
    ['another audience', { audience: '33333333-aaaa-4bbb-8ccc-000000000003' }],
    ['another issuer', { issuer: 'https://elsewhere.example' }],
    ['another service url', { serviceUrl: 'http://localhost:1' }],
    ['a key that is not endorsed for Teams', { key: 'unendorsed' }],
    ['a key that nobody published', { key: 'stranger' }],
    ['a token that ran out', { expiresInSeconds: -3600 }],
  ])('%s is refused', async (_, contents) => {
    // A broken signature is the SDK's surprise, not its refusal: it answers 500, and runs nothing either way.
    expect(await call(contents)).toBe(contents?.key === 'stranger' ? 500 : 401);
    expect(stage.bot.received).toHaveLength(1);
  });

  test('the keys are the same after a restart', async () => {
    const keys = await stage.get('/.well-known/keys');
    await stage.restart();
    expect(await stage.get('/.well-known/keys')).toEqual(keys);
    expect(await call({})).toBe(200);
  });
});
