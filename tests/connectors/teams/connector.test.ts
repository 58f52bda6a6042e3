/** What the channel answers, and what becomes of it: sent, later, undelivered; and to whom a token ever goes. */
import { createTeamsConnector } from '../../../connectors/teams/connector';
import { createMessageBucket } from '../../../connectors/teams/message-bucket';
import { createWire } from '../../../connectors/teams/wire';
import { personKey } from '../../../domain/person';
import { type Channel, openChannel } from './channel';

const now = () => new Date('2026-11-22T10:00:00.000Z');
const notBefore = (ms: number): string => new Date(now().getTime() + ms).toISOString();
const message = { summary: 'hello', card: { type: 'AdaptiveCard' } };
const fail = { status: 502, headers: { 'retry-after': '0' } };
let channel: Channel;

function connectorOf(perSecond = 1_000, serviceUrl = channel.serviceUrl) {
  return createTeamsConnector({
    wire: createWire(async (headers) => void headers.set('authorization', 'Bearer token')),
    bucket: createMessageBucket(perSecond),
    appId: 'app',
    serviceUrl,
    now,
  });
}

beforeEach(async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  channel = await openChannel();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await channel.close();
});

describe('a proactive message', () => {
  test('is sent with token, card and summary, under the chat with its name encoded', async () => {
    expect(await connectorOf().send(channel.reference, message)).toEqual({
      kind: 'sent',
      activityId: 'activity-1',
    });
    expect(channel.asked).toMatchObject([
      {
        method: 'POST',
        path: '/teams/v3/conversations/a%3A1%2F2%203/activities',
        authorization: 'Bearer token',
        body: {
          type: 'message',
          summary: 'hello',
          recipient: { id: '29:robin' },
          attachments: [{ content: message.card }],
        },
      },
    ]);
  });

  test.each([502, 500, 503, 504, 408, 412])('a passing %d is tried again', async (status) => {
    channel.answerNext({ ...fail, status }, { ...fail, status });
    expect(await connectorOf().send(channel.reference, message)).toMatchObject({ kind: 'sent' });
    expect(channel.asked).toHaveLength(3);
  });

  test('a line that is cut is tried again', async () => {
    channel.answerNext({ status: 0, cut: true });
    expect(await connectorOf().send(channel.reference, message)).toMatchObject({ kind: 'sent' });
  });

  test('four failures are enough: later, in at least two seconds', async () => {
    channel.answerNext(fail, fail, fail, fail);
    expect(await connectorOf().send(channel.reference, message)).toEqual({
      kind: 'later',
      notBefore: notBefore(2_000),
    });
    expect(channel.asked).toHaveLength(4);
  });

  test('a 429 with a short Retry-After is waited for, by everybody', async () => {
    const connector = connectorOf();
    channel.answerNext({ status: 429, headers: { 'retry-after': '1' } });
    await connector.send(channel.reference, message);
    expect((channel.asked[1]?.at ?? 0) - (channel.asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  test('a 429 without Retry-After backs off by itself', async () => {
    channel.answerNext({ status: 429 });
    expect(await connectorOf().send(channel.reference, message)).toMatchObject({ kind: 'sent' });
    expect((channel.asked[1]?.at ?? 0) - (channel.asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(340);
  });

  test('a 429 with a long Retry-After is told as later, not slept through', async () => {
    channel.answerNext({ status: 429, headers: { 'retry-after': '60' } });
    const connector = connectorOf();
    const answer = await connector.send(channel.reference, message);
    expect(answer.kind === 'later' && Date.parse(answer.notBefore) - now().getTime()).toBeGreaterThanOrEqual(
      59_900,
    );
    expect(channel.asked).toHaveLength(1);
    // Nor by those who come after it: they would outlive the lease of their delivery records in the queue.
    expect((await connector.send(channel.reference, message)).kind).toBe('later');
    expect(channel.asked).toHaveLength(1);
  });

  test('an absurd Retry-After is five minutes at most', async () => {
    channel.answerNext({ status: 429, headers: { 'retry-after': '999999' } });
    const answer = await connectorOf().send(channel.reference, message);
    expect(answer.kind === 'later' && Date.parse(answer.notBefore) - now().getTime()).toBeLessThanOrEqual(
      300_000,
    );
  });

  test.each([
    [403, 'MessageWritesBlocked', 'blocked'],
    [403, 'ConversationBlockedByUser', 'blocked'],
    [403, 'BotNotInConversationRoster', 'not-installed'],
    [403, undefined, 'not-installed'],
    [404, 'ConversationNotFound', 'unreachable'],
    [400, 'BadSyntax', 'unreachable'],
  ])('%d %s: undelivered as %s, at once', async (status, code, reason) => {
    channel.answerNext({ status, body: code ? { error: { code } } : 'no JSON of ours' });
    expect(await connectorOf().send(channel.reference, message)).toEqual({ kind: 'undelivered', reason });
    expect(channel.asked).toHaveLength(1);
  });

  test('a redirect is not followed', async () => {
    channel.answerNext({ status: 307, headers: { location: `${channel.serviceUrl}elsewhere` } });
    expect(await connectorOf().send(channel.reference, message)).toMatchObject({ kind: 'later' });
    expect(channel.asked).toHaveLength(1);
  });
});

describe('within a turn', () => {
  test('the answer is sent at once and its id is told', async () => {
    expect(await connectorOf().reply(channel.reference, message)).toBe('activity-1');
  });

  test('a passing fault is tried again, but not for long', async () => {
    channel.answerNext(fail, fail, fail);
    expect(await connectorOf().reply(channel.reference, message)).toBeUndefined();
    expect(channel.asked).toHaveLength(3);
    channel.answerNext({ status: 429, headers: { 'retry-after': '30' } });
    expect(await connectorOf().reply(channel.reference, message)).toBeUndefined();
    expect(channel.asked).toHaveLength(4);
  });

  test('typing is shown in the same chat', async () => {
    await connectorOf().typing(channel.reference);
    expect(channel.asked[0]?.body).toMatchObject({ type: 'typing' });
  });
});

describe('replacing a card', () => {
  test.each([
    [200, 'replaced'],
    [404, 'impossible'],
    [403, 'impossible'],
    [405, 'impossible'],
  ])('%d: %s', async (status, answer) => {
    channel.answerNext({ status, body: {} });
    expect(await connectorOf().update(channel.reference, 'act/1', message, 'at-once')).toBe(answer);
    expect(channel.asked[0]).toMatchObject({
      method: 'PUT',
      path: '/teams/v3/conversations/a%3A1%2F2%203/activities/act%2F1',
    });
  });

  test('a channel that is down is tried again, then told as later', async () => {
    channel.answerNext(fail, fail, fail, fail);
    expect(await connectorOf().update(channel.reference, 'a', message, 'paced')).toBe('later');
    expect(channel.asked).toHaveLength(4);
  });
});

describe('a person whom the bot has not met', () => {
  const robin = personKey('TENANT', 'ROBIN');

  test('gets a chat of their own', async () => {
    channel.answerNext({ status: 201, body: { id: 'a:new' } });
    expect(await connectorOf().open(robin)).toEqual({
      kind: 'opened',
      reference: {
        conversationId: 'a:new',
        serviceUrl: channel.serviceUrl,
        botId: '28:app',
        userId: 'robin',
      },
    });
    expect(channel.asked[0]?.body).toMatchObject({
      isGroup: false,
      members: [{ id: 'robin' }],
      tenantId: 'tenant',
    });
  });

  test.each([
    [403, 'not-installed'],
    [404, 'unreachable'],
  ])('%d: undelivered as %s', async (status, reason) => {
    channel.answerNext({ status, body: {} });
    expect(await connectorOf().open(robin)).toEqual({ kind: 'undelivered', reason });
  });

  test('an answer without an id opens nothing', async () => {
    channel.answerNext({ status: 201, body: {} });
    expect(await connectorOf().open(robin)).toEqual({ kind: 'undelivered', reason: 'unreachable' });
  });

  test('the UPN comes from the channel, or is not known', async () => {
    channel.answerNext(
      { status: 200, body: { userPrincipalName: 'robin@contoso.example' } },
      { status: 403, body: {} },
    );
    expect(await connectorOf().userPrincipalName(channel.reference)).toBe('robin@contoso.example');
    expect(await connectorOf().userPrincipalName(channel.reference)).toBeUndefined();
  });
});

describe('tokens', () => {
  test('never go to an address that is not of Teams, though a stored chat names it', async () => {
    const teams = 'https://smba.trafficmanager.net/teams/';
    const connector = connectorOf(1_000, teams);
    expect(await connector.send(channel.reference, message)).toEqual({
      kind: 'undelivered',
      reason: 'unreachable',
    });
    expect(await connector.reply(channel.reference, message)).toBeUndefined();
    expect(await connector.update(channel.reference, 'a', message, 'paced')).toBe('impossible');
    expect(await connector.userPrincipalName(channel.reference)).toBeUndefined();
    await connector.typing(channel.reference);
    expect(channel.asked).toEqual([]);
  });

  test('a chat that the stand-in had at another port is reached at the present one', async () => {
    const moved = { ...channel.reference, serviceUrl: 'http://localhost:1/teams/' };
    expect(await connectorOf().send(moved, message)).toMatchObject({ kind: 'sent' });
  });

  test('a channel that says nothing is silent after the time-out, not for ever', async () => {
    channel.answerNext({ status: 200, silent: true });
    const wire = createWire(async () => undefined, 50);
    expect(await wire.call('POST', channel.serviceUrl, 'v3/x', {})).toEqual({ status: 0, silent: true });
  });

  test('without a token nothing is sent', async () => {
    const wire = createWire(async () => {
      throw new Error('no token to be had');
    });
    await expect(wire.call('POST', channel.serviceUrl, 'v3/x', {})).rejects.toThrow('no token');
    expect(channel.asked).toEqual([]);
  });
});
