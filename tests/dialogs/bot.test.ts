/** From the channel's activities to our turns: who said it is who the activity says, and its data is foreign input. */
import type { TurnContext } from 'botbuilder';
import { typedTitles } from '../../cards/titles';
import { AccessBot } from '../../dialogs/bot';
import { createRouter } from '../../dialogs/router';
import { CodedError } from '../../domain/errors';
import type { Message } from '../../domain/messages';
import { noticed } from '../domain/fakes/orchestration';
import {
  accountOf,
  createWorld,
  hour,
  kim,
  lockOut,
  minute,
  robin,
  tenantId,
  type World,
} from '../domain/fakes/world';

function botOf(world: World, upn?: string) {
  const sent: Message[] = [];
  const failures: unknown[] = [];
  const bot = new AccessBot({
    deps: world.deps,
    route: createRouter(world.deps, typedTitles),
    channel: () => ({
      typing: async () => undefined,
      send: async (message) => `chat-${sent.push(message)}`,
      update: async () => undefined,
    }),
    render: (message) => ({ summary: '', card: { type: 'AdaptiveCard', kind: message.kind } }),
    ...(upn ? { userPrincipalName: async () => upn } : {}),
    onFailure: (error) => failures.push(error),
  });
  /** Hands the bot an activity as the SDK would. @returns what it answered to an invoke. */
  const receive = async (change: object): Promise<unknown> => {
    let invoked: unknown;
    const activity = {
      type: 'message',
      id: 'in-1',
      serviceUrl: 'https://smba.trafficmanager.net/teams/',
      channelId: 'msteams',
      timestamp: world.clock.now(),
      locale: 'en-GB',
      from: { id: '29:robin', name: 'Robin', aadObjectId: robin.aadObjectId.toUpperCase() },
      recipient: { id: '28:app' },
      conversation: { id: 'a:1', conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      ...change,
    };
    const context = {
      activity,
      turnState: new Map(),
      sendActivity: async (answer: { type: string; value?: unknown }) => {
        if (answer.type === 'invokeResponse') invoked = answer.value;
        return { id: 'x' };
      },
    };
    await bot.run(context as unknown as TurnContext);
    return invoked;
  };
  const invoke = (data: unknown, verb?: string, change = {}) =>
    receive({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', data, ...(verb ? { verb } : {}) } },
      ...change,
    });
  return { receive, invoke, sent, failures, kinds: () => sent.map(({ kind }) => kind) };
}
const chatOf = (world: World) => [...world.conversations.rows.values()][0]?.value;

async function noticedWorld(): Promise<{ world: World; id: string }> {
  const world = createWorld();
  lockOut(world);
  return { world, id: await noticed(world) };
}

describe('words that mean the same whatever is open', () => {
  test('are answered while they are noted, without a look at the row, and kept for Get help', async () => {
    const world = createWorld();
    let goOnNoting = () => {};
    const held = new Promise<void>((resolve) => {
      goOnNoting = resolve;
    });
    const { note } = world.conversations.store;
    world.conversations.store.note = async (person, noted) => {
      await held;
      await note(person, noted);
    };
    world.conversations.store.read = async () => {
      throw new Error('nobody needs it');
    };
    const bot = botOf(world);
    const turn = bot.receive({ text: 'the weather in Oslo' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(bot.kinds()).toEqual(['general-access']);
    goOnNoting();
    await turn;
    expect(chatOf(world)).toMatchObject({
      reference: { conversationId: expect.any(String) },
      questions: [{ topic: 'general', words: 'the weather in Oslo' }],
    });
  });

  test('are answered once though they can’t be noted, and the log is told', async () => {
    const world = createWorld();
    world.conversations.store.note = async () => {
      throw new CodedError('unavailable', 'no storage', { retryable: true });
    };
    const bot = botOf(world);
    await bot.receive({ text: 'the weather in Oslo' });
    expect(bot.kinds()).toEqual(['general-access']);
    expect(bot.failures).toMatchObject([{ code: 'unavailable' }]);
  });

  test('a yes is not among them: it waits for the row', async () => {
    const world = createWorld();
    const { unread } = createRouter(world.deps, typedTitles);
    for (const text of ['yes', 'no', 'Get help', 'unlock my account'])
      expect(unread({ kind: 'text', text })).toBeUndefined();
  });
});

test('what the channel tells of the person is kept in measure', async () => {
  const world = createWorld();
  const bot = botOf(world);
  const from = { id: '29:robin', aadObjectId: robin.aadObjectId, name: `R\u0000\u202e${'x'.repeat(50_000)}` };
  await bot.receive({ text: 'hello', from, locale: 'x'.repeat(50_000) });
  expect(bot.kinds()).toEqual(['general-access']);
  expect(chatOf(world)).toMatchObject({ name: `R${'x'.repeat(118)}…`, locale: 'en' });
});

describe('one press, three ways', () => {
  test('U3: by invoke, as a submitted value and as a typed title', async () => {
    const ways = [
      (bot: ReturnType<typeof botOf>, id: string) => bot.invoke({ id, verb: 'unlock-yes' }, 'unlock-yes'),
      (bot: ReturnType<typeof botOf>, id: string) => bot.receive({ value: { id, verb: 'unlock-yes' } }),
      (bot: ReturnType<typeof botOf>) => bot.receive({ text: 'Yes' }),
    ];
    for (const press of ways) {
      const { world, id } = await noticedWorld();
      world.advance(1);
      const bot = botOf(world);
      await press(bot, id);
      expect(bot.kinds()).toEqual(['unlocked']);
      expect(world.provider.unlocks).toMatchObject([{ by: robin.aadObjectId }]);
    }
  });

  test('U11: an invoke answers with the card as it is now, without its buttons', async () => {
    const { world, id } = await noticedWorld();
    expect(await botOf(world).invoke({ id }, 'unlock-no')).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { kind: 'retired' } },
    });
  });

  test.each<[string, unknown, string | undefined]>([
    ['an unknown verb', { id: 'x' }, 'delete-everything'],
    ['no id', {}, 'unlock-yes'],
    ['an id that is no text', { id: { $ne: 1 } }, 'unlock-yes'],
    ['an id beyond measure', { id: 'x'.repeat(101) }, 'unlock-yes'],
    ['no data', undefined, 'unlock-yes'],
    ['a list', ['unlock-yes'], undefined],
  ])('G3: %s is no press', async (_title, data, verb) => {
    const { world } = await noticedWorld();
    const bot = botOf(world);
    await bot.invoke(data, verb);
    expect(bot.sent).toEqual([]);
    expect(world.provider.unlocks).toEqual([]);
  });

  test("U11: who pressed is who the activity says, whatever the card's data say", async () => {
    const { world, id } = await noticedWorld();
    const bot = botOf(world);
    const from = { id: '29:kim', aadObjectId: kim.aadObjectId };
    await bot.invoke({ id, aadObjectId: robin.aadObjectId, person: robin }, 'unlock-yes', { from });
    expect(bot.sent).toMatchObject([{ kind: 'refused', reason: 'wrong-person' }]);
    expect(world.provider.unlocks).toEqual([]);
  });
});

describe('what is said', () => {
  test('U2: an instant in our future does not let an early yes count; an old one is taken as it is', async () => {
    const { world } = await noticedWorld();
    const early = new Date(world.clock.now().getTime() - minute);
    world.advance(minute);
    const bot = botOf(world);
    await bot.receive({ text: 'sure', timestamp: early });
    expect(bot.kinds()).toEqual(['general-access']);
    await bot.receive({ text: 'sure', timestamp: new Date(world.clock.now().getTime() + hour) });
    expect(world.row([...world.requests.rows.keys()][0] ?? '').execution?.consentAt).toBe(world.iso());
  });

  test.each<[string, object]>([
    ['a group chat', { conversation: { id: 'g', conversationType: 'groupChat', tenantId } }],
    ['a channel', { conversation: { id: 'c', conversationType: 'channel', tenantId } }],
    ['somebody without a directory id', { from: { id: '29:guest' } }],
    ['a blank text', { text: '   ' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
  ])('G3: in %s the bot keeps silent', async (_title, change) => {
    const { world } = await noticedWorld();
    const bot = botOf(world);
    await bot.receive({ text: 'yes', ...change });
    expect(bot.sent).toEqual([]);
    expect(world.provider.unlocks).toEqual([]);
  });

  test('a turn that fails says so in words of ours, and tells the log', async () => {
    const world = createWorld();
    const bot = botOf(world);
    world.gate.takeDown('conversations');
    await bot.receive({ text: 'unlock' });
    expect(bot.sent).toMatchObject([{ kind: 'refused', reason: 'provider-unavailable' }]);
    expect(bot.failures).toMatchObject([{ code: 'unavailable' }]);
  });
});

describe("the chat's row", () => {
  test('keeps address, language and name, and is written only when they change', async () => {
    const world = createWorld();
    world.provider.accounts.set('42', accountOf());
    const bot = botOf(world);
    await bot.receive({ text: 'unlock' });
    expect(chatOf(world)).toMatchObject({
      aadObjectId: robin.aadObjectId,
      locale: 'en-GB',
      name: 'Robin',
      reference: { conversationId: 'a:1', botId: '28:app', userId: '29:robin' },
    });
    world.gate.journal.length = 0;
    await bot.receive({ text: 'unlock' });
    expect(world.gate.journal).not.toContain('conversations.write');
    await bot.receive({ text: 'unlock', locale: 'de-DE' });
    expect(chatOf(world)?.locale).toBe('de-DE');
  });

  test('E1: keeps the time zone that the channel tells, as it is now; what is none is nobody’s', async () => {
    const world = createWorld();
    world.provider.accounts.set('42', accountOf());
    const bot = botOf(world);
    await bot.receive({ text: 'unlock', localTimezone: 'Europe/Berlin' });
    expect(chatOf(world)?.timeZone).toBe('Europe/Berlin');
    for (const localTimezone of ['Atlantis/Deep', '../../etc', 'x'.repeat(10_000), 7, undefined]) {
      await bot.receive({ text: 'unlock', localTimezone });
      expect(chatOf(world)?.timeZone).toBe('Europe/Berlin');
    }
    const entities = [{ type: 'mention' }, { type: 'clientInfo', timezone: 'Asia/Tokyo' }];
    await bot.receive({ text: 'unlock', entities });
    expect(chatOf(world)?.timeZone).toBe('Asia/Tokyo');
    await bot.receive({ text: 'hello', localTimezone: 'Europe/Paris' });
    expect(chatOf(world)?.timeZone).toBe('Europe/Paris');
  });

  test('the UPN is kept where the policy links by it', async () => {
    const world = createWorld();
    await botOf(world, 'robin@contoso.example').receive({ text: 'hello' });
    expect(chatOf(world)?.userPrincipalName).toBe('robin@contoso.example');
  });

  test('installing greets once; an upgrade only remembers; uninstalling forgets', async () => {
    const world = createWorld();
    const bot = botOf(world);
    await bot.receive({ type: 'installationUpdate', action: 'add' });
    expect(bot.kinds()).toEqual(['general-access']);
    await bot.receive({ type: 'installationUpdate', action: 'add-upgrade' });
    expect(bot.sent).toHaveLength(1);
    await bot.receive({ type: 'installationUpdate', action: 'remove' });
    expect(world.conversations.rows.size).toBe(0);
    expect(bot.sent).toHaveLength(1);
  });
});
