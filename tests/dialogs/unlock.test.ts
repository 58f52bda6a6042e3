/** The wish "unlock my account" from the first word to the resolved ticket, and what stale cards lead to (U3–U6, U11). */
import { consentLifeMs } from '../../domain/next-step';
import { noticed, runSteps } from '../domain/fakes/orchestration';
import {
  accountOf,
  createWorld,
  hour,
  kim,
  lockOut,
  minute,
  second,
  type World,
} from '../domain/fakes/world';
import { type Chat, createChat } from './chat';

async function begun(): Promise<{ world: World; chat: Chat; id: string }> {
  const world = createWorld();
  lockOut(world);
  const id = await noticed(world);
  return { world, chat: createChat(world), id };
}

describe('pressing the buttons of a notice', () => {
  test('U3: Yes: at work, unlocked with its follow-up, the card loses its buttons, the orchestration is woken', async () => {
    const { world, chat, id } = await begun();
    const { said, pressed } = await chat.presses('unlock-yes', id);
    expect(said).toEqual([{ kind: 'unlocked', id, accountName: 'robin@contoso.example', at: world.iso() }]);
    expect(chat.state.typing).toBe(1);
    expect(pressed).toMatchObject({ kind: 'retired', template: 'lockout-notice', ending: 'done' });
    expect(world.orchestrations.woken).toContain(id);
    await runSteps(world, id, minute);
    expect(world.messenger.kinds()).toEqual(['lockout-notice']);
    expect(world.messenger.replaced).toMatchObject([{ activityId: 'activity-1' }]);
  });

  test.each([
    ['worked', 'Great, it worked!', 'worked', 'resolved'],
    ['reopen', 'Re-open issue', 'reopened', 'open'],
  ] as const)('U6: %s by button and by its typed title %j', async (verb, title, kind, state) => {
    for (const typed of [false, true]) {
      const { world, chat, id } = await begun();
      await chat.presses('unlock-yes', id);
      await runSteps(world, id);
      const said = typed ? await chat.says(title) : (await chat.presses(verb, id)).said;
      expect(said.map((message) => message.kind)).toEqual([kind]);
      await runSteps(world, id);
      expect(world.helpDesk.all()).toMatchObject([{ state }]);
    }
  });

  test('U3: a provider that is slow: working on it, then the result, and that card is retired', async () => {
    const { world, chat, id } = await begun();
    world.provider.settings.manner = 'timeout-after';
    const { said } = await chat.presses('unlock-yes', id);
    expect(said).toEqual([{ kind: 'working', id, accountName: 'robin@contoso.example' }]);
    world.provider.settings.manner = 'works';
    await runSteps(world, id, minute);
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);
    const retired = world.messenger.replaced.map(({ activityId }) => activityId);
    expect(retired).toEqual(expect.arrayContaining(['activity-1', 'chat-activity-1']));
    expect(await chat.hears('Great, it worked!')).toEqual(['worked']);
  });

  test('U3: asked again when the consent has run out, and a typed yes answers that', async () => {
    const { world, chat, id } = await begun();
    world.provider.settings.manner = 'timeout-before';
    await chat.presses('unlock-yes', id);
    await runSteps(world, id, consentLifeMs + minute);
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'ask-again']);
    world.provider.settings.manner = 'works';
    expect(await chat.hears('yes')).toEqual(['unlocked']);
  });

  test.each([
    ['refuses', 'provider-refused'],
    ['has-no-effect', 'still-locked'],
  ] as const)('a provider that %s: said with its reason and a way out', async (manner, reason) => {
    const { world, chat, id } = await begun();
    world.provider.settings.manner = manner;
    const { said } = await chat.presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'unlock-failed', reason }]);
  });

  test('an answer that the channel did not take is given by the orchestration', async () => {
    const { world, chat, id } = await begun();
    chat.state.deaf = true;
    await chat.presses('unlock-yes', id);
    await runSteps(world, id, minute);
    expect(world.messenger.kinds()).toEqual(['lockout-notice', 'unlocked']);
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test('durable work that can not be had spoils no answer: reconciling wakes the request later', async () => {
    const { world, chat, id } = await begun();
    world.gate.takeDown('orchestrations');
    const { said } = await chat.presses('unlock-yes', id);
    expect(said.map(({ kind }) => kind)).toEqual(['unlocked']);
    expect(chat.failures).toMatchObject([{ code: 'unavailable' }]);
  });
});

describe('asking for it', () => {
  test('U5: question, Yes, unlocked: the question loses its buttons too', async () => {
    const world = createWorld();
    lockOut(world);
    const chat = createChat(world);
    await chat.says('unlock my account');
    const id = chat.idOfLast();
    const { said } = await chat.presses('unlock-yes', id);
    expect(said.map(({ kind }) => kind)).toEqual(['unlocked']);
    expect(world.row(id)).toMatchObject({ origin: 'chat', state: 'follow-up' });
    await runSteps(world, id, minute);
    expect(world.messenger.replaced).toMatchObject([{ activityId: 'chat-activity-1' }]);
    expect(world.helpDesk.all()).toHaveLength(1);
  });

  test('U5: Cancel changes nothing and offers the ways again; a yes afterwards means nothing', async () => {
    const world = createWorld();
    lockOut(world);
    const chat = createChat(world);
    await chat.says('unlock');
    const { said } = await chat.presses('cancel', chat.idOfLast());
    expect(said.map(({ kind }) => kind)).toEqual(['cancelled']);
    expect(chat.updated).toMatchObject([{ id: 'chat-activity-1', message: { kind: 'retired' } }]);
    expect(await chat.hears('yes')).toEqual(['general-access']);
    expect(world.requests.rows.size).toBe(0);
    expect(world.provider.unlocks).toEqual([]);
  });

  test('U5: a yes of somebody who has no account any more changes nothing and stands in the trail', async () => {
    const world = createWorld();
    lockOut(world);
    const chat = createChat(world);
    await chat.says('unlock');
    const id = chat.idOfLast();
    world.provider.accounts.clear();
    expect((await chat.presses('unlock-yes', id)).said).toMatchObject([
      { kind: 'refused', reason: 'not-linked' },
    ]);
    expect(world.audit.of('access-refused')[0]).toMatchObject({ reason: 'not-linked', source: 'button' });
    expect(world.requests.rows.size).toBe(0);
  });

  test('U5: asked twice, the older question is retired', async () => {
    const world = createWorld();
    lockOut(world);
    const chat = createChat(world);
    await chat.says('unlock');
    await chat.says('unlock');
    expect(chat.updated).toMatchObject([
      { id: 'chat-activity-1', message: { kind: 'retired', ending: 'superseded' } },
    ]);
  });

  test('U5: while a notice waits, the question is about that request: one unlock, one ticket', async () => {
    const { world, chat, id } = await begun();
    await chat.says('unlock my account');
    expect(chat.idOfLast()).toBe(id);
    expect(await chat.presses('unlock-yes', id)).toMatchObject({ said: [{ kind: 'unlocked' }] });
    await runSteps(world, id, minute);
    expect(world.helpDesk.all()).toHaveLength(1);
    expect(world.requests.rows.size).toBe(1);
  });

  test('U8: at the cap the question offers help and says why; its forged Yes is refused', async () => {
    const world = createWorld({ policy: { unlock: { maximum: 1 } } });
    lockOut(world);
    const chat = createChat(world);
    await chat.says('unlock');
    await chat.presses('unlock-yes', chat.idOfLast());
    world.advance(hour);
    lockOut(world);
    const [question] = await chat.says('unlock');
    expect(question).toMatchObject({ kind: 'unlock-question', barred: 'limit-reached' });
    const { said } = await chat.presses('unlock-yes', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'unlock-question', barred: 'limit-reached' }]);
    expect(world.audit.of('access-refused').at(-2)).toMatchObject({ reason: 'not-open' });
    expect(world.provider.unlocks).toHaveLength(1);
  });

  test.each([
    ['nobody', undefined, 'not-linked'],
    ['disabled', accountOf({ status: 'disabled' }), 'disabled'],
  ] as const)('U5: an account that is %s: said with its reason', async (_title, account, reason) => {
    const world = createWorld();
    if (account) world.provider.accounts.set('42', account);
    const chat = createChat(world);
    expect(await chat.says('unlock')).toMatchObject([{ kind: 'refused', reason }]);
  });
});

describe('stale and foreign cards', () => {
  test("U11: somebody else's card does nothing, whatever button", async () => {
    for (const verb of ['unlock-yes', 'unlock-no', 'not-me', 'worked', 'reopen'] as const) {
      const { world, id } = await begun();
      const other = createChat(world, kim);
      const { said, pressed } = await other.presses(verb, id);
      expect(said).toMatchObject([{ kind: 'refused', reason: 'wrong-person' }]);
      expect(pressed).toBeUndefined();
      expect(world.row(id).state).toBe('asked');
    }
  });

  test("U11: somebody else's card can not be cancelled either", async () => {
    const { world, id } = await begun();
    const other = createChat(world, kim);
    const { said } = await other.presses('cancel', id);
    expect(said).toMatchObject([{ kind: 'refused', reason: 'wrong-person' }]);
    expect(world.row(id).state).toBe('asked');
  });

  test('U11: pressed twice, the second press says what was found and unlocks nothing more', async () => {
    const { world, chat, id } = await begun();
    await chat.presses('unlock-yes', id);
    const { said, pressed } = await chat.presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'unlocked', id }]);
    expect(pressed).toMatchObject({ kind: 'retired' });
    expect(world.provider.unlocks).toHaveLength(1);
    expect(world.audit.of('access-refused')).toHaveLength(1);
  });

  test('U11: an expired notice makes the bot look again: still locked, it asks anew', async () => {
    const { world, chat, id } = await begun();
    world.advance(25 * hour);
    const { said, pressed } = await chat.presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'unlock-question' }]);
    expect(said[0]).not.toMatchObject({ id });
    expect(pressed).toMatchObject({ kind: 'retired' });
    expect(world.provider.unlocks).toEqual([]);
  });

  test('U11: already unlocked by somebody else: said so, nothing done', async () => {
    const { world, chat, id } = await begun();
    world.provider.accounts.set('42', accountOf());
    const { said } = await chat.presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'not-locked' }]);
    expect(world.row(id).ending).toBe('already-unlocked');
  });

  test.each(['unlock-yes', 'unlock-no', 'worked', 'reopen', 'not-me'] as const)(
    'U11: %s with an id of nothing: the bot looks and says what it found',
    async (verb) => {
      const world = createWorld();
      world.provider.accounts.set('42', accountOf());
      const { said } = await createChat(world).presses(verb, 'lock-ffffffffffffffffffffffffffffffff');
      expect(said).toMatchObject([{ kind: 'not-locked' }]);
      expect(world.requests.rows.size).toBe(0);
    },
  );

  test('U11: after No the old card does nothing, though the account is still locked', async () => {
    const { world, chat, id } = await begun();
    await chat.presses('unlock-no', id);
    await runSteps(world, id);
    world.advance(second);
    const { said } = await chat.presses('unlock-yes', id);
    expect(said).toMatchObject([{ kind: 'unlock-question' }]);
    expect(world.provider.unlocks).toEqual([]);
  });
});
