/** Old cards about passwords and MFA: pressed again they harm nothing, and what is said fits what they were about. */
import type { Message, Verb } from '../../domain/messages';
import { consentLifeMs } from '../../domain/next-step';
import { changeRequest } from '../../domain/use-cases/change-request';
import { continueRecovery } from '../../domain/use-cases/recovery-link';
import { runSteps } from '../domain/fakes/orchestration';
import { createResetWorld, type ResetWorld } from '../domain/fakes/resets';
import { hour, minute, robin } from '../domain/fakes/world';
import { type Chat, createChat } from './chat';

type Begun = { readonly world: ResetWorld; readonly chat: Chat; readonly id: string };

/** Asked for in words; the question's id is the request's. */
async function asked(words: string): Promise<Begun> {
  const world = createResetWorld();
  const chat = createChat(world);
  await chat.says(words);
  return { world, chat, id: chat.idOfLast() };
}

async function confirmed(words: string, verb: Verb): Promise<Begun> {
  const begun = await asked(words);
  await begun.chat.presses(verb, begun.id);
  await runSteps(begun.world, begun.id, minute);
  return begun;
}

const link = () => confirmed('forgot password', 'recover');
const reset = () => confirmed('reset mfa', 'mfa-yes');
const kindsOf = (messages: readonly Message[]) => messages.map(({ kind }) => kind);
const retiredIds = ({ messenger }: ResetWorld) => messenger.replaced.map(({ activityId }) => activityId);

describe('U11: the yes pressed once more', () => {
  test('while its link may be in use no other is made: that would end it', async () => {
    const { world, chat, id } = await link();
    const before = world.row(id).recovery?.linkHash;
    const { said, pressed } = await chat.presses('recover', id);
    expect(said).toMatchObject([{ kind: 'refused', reason: 'already-answered' }]);
    expect(pressed).toMatchObject({ kind: 'retired', template: 'recover-question', about: 'password-reset' });
    expect(world.row(id).recovery?.linkHash).toBe(before);
    expect(await chat.hears('Great, it worked!')).toEqual(['worked']);
  });

  test('while the link is still on its way no other is made', async () => {
    const { world, chat, id } = await link();
    await changeRequest(world.deps, id, ({ recovery: _made, ...row }) => row);
    expect(kindsOf((await chat.presses('recover', id)).said)).toEqual(['refused']);
    expect(world.row(id).recovery).toBeUndefined();
  });

  test.each([
    ['has expired', (world: ResetWorld) => Promise.resolve(world.advance(hour))],
    [
      'was used',
      async (world: ResetWorld, chat: Chat) => {
        const message = chat.last() as Extract<Message, { kind: 'recovery-link' }>;
        await continueRecovery(world.deps, message.url.reveal().split('/').at(-1) ?? '', 'unknown');
      },
    ],
  ])('when the link %s the bot asks anew', async (_title, end) => {
    const { world, chat, id } = await link();
    await end(world, chat);
    expect(kindsOf((await chat.presses('recover', id)).said)).toEqual(['recover-question']);
  });

  test('after a reset the result is said again, and the card before it loses its buttons', async () => {
    const { world, chat, id } = await reset();
    const { said, pressed } = await chat.presses('mfa-yes', id);
    expect(kindsOf(said)).toEqual(['mfa-reset']);
    expect(pressed).toMatchObject({ kind: 'retired', template: 'mfa-question', ending: 'done' });
    await runSteps(world, id, minute);
    expect(retiredIds(world)).toEqual(['chat-activity-1', 'chat-activity-2']);
    expect(world.audit.of('mfa-reset')).toHaveLength(1);
    expect(await chat.hears('Great, it worked!')).toEqual(['worked']);
    await runSteps(world, id, minute);
    expect(retiredIds(world)).toEqual(['chat-activity-1', 'chat-activity-2', 'chat-activity-3']);
  });

  test('M6: after a refusal it is refused again, and not offered anew', async () => {
    const { chat } = await reset();
    await chat.says('forgot password');
    const id = chat.idOfLast();
    expect(kindsOf((await chat.presses('recover', id)).said)).toEqual(['separated']);
    const { said } = await chat.presses('recover', id);
    expect(said).toMatchObject([
      { kind: 'separated', about: 'password-reset', ticketId: expect.any(String) },
    ]);
  });
});

describe.each([
  ['a password link', link, 'recovery-link', 'recover-question'],
  ['an MFA reset', reset, 'mfa-reset', 'mfa-question'],
] as const)('U6: the follow-up of %s', (_title, begin, card, question) => {
  test('Great, it worked! pressed twice is answered twice, and resolves once', async () => {
    const { world, chat, id } = await begin();
    await chat.presses('worked', id);
    await runSteps(world, id, minute);
    const { said, pressed } = await chat.presses('worked', id);
    expect(kindsOf(said)).toEqual(['worked']);
    expect(pressed).toMatchObject({ kind: 'retired', template: card, ending: 'worked' });
    expect(world.helpDesk.all()).toMatchObject([{ state: 'resolved' }]);
  });

  test('Re-open issue pressed twice re-opens once; then it worked after all, by its typed title too', async () => {
    const { world, chat, id } = await begin();
    await chat.presses('reopen', id);
    await runSteps(world, id, minute);
    const notes = world.helpDesk.all()[0]?.notes;
    expect(kindsOf((await chat.presses('reopen', id)).said)).toEqual(['reopened']);
    await runSteps(world, id, minute);
    expect(world.helpDesk.all()[0]?.notes).toEqual(notes);
    expect(await chat.hears('great it worked')).toEqual(['worked']);
    await runSteps(world, id, minute);
    expect(world.helpDesk.all()).toMatchObject([{ state: 'resolved' }]);
    expect(world.row(id).deliveries.filter(({ retired }) => !retired)).toEqual([]);
  });

  test('Re-open issue on a card that was settled asks about the same again, not about an unlock', async () => {
    const { world, chat, id } = await begin();
    await chat.presses('worked', id);
    await runSteps(world, id, minute);
    world.present.push({ id: 'f9', kind: 'sms', name: '•••• 43' });
    expect(kindsOf((await chat.presses('reopen', id)).said)).toEqual([question]);
  });
});

test('P1, U11: each new link takes the buttons from the card before it, and the row keeps only the newest', async () => {
  const { world, chat, id } = await link();
  for (let count = 0; count < 30; count++) await chat.presses('new-link', id);
  await runSteps(world, id, minute);
  const links = chat.sent.filter(({ message }) => message.kind === 'recovery-link').map((one) => one.id);
  expect(retiredIds(world)).toEqual(expect.arrayContaining(links.slice(0, -1)));
  expect(retiredIds(world)).not.toContain(links.at(-1));
  const cards = world.row(id).deliveries.filter(({ template }) => template !== 'mail');
  expect(cards.map(({ key }) => key)).toEqual(['question', 'result']);
  expect(chat.sent.map(({ message }) => 'renewed' in message && message.renewed).slice(1, 3)).toEqual([
    false,
    true,
  ]);
});

test('U11: a press on an old card leaves the questions open that were asked since', async () => {
  const { chat, id } = await link();
  await chat.presses('recover', id);
  expect(await chat.hears('Send a new link')).toEqual(['recovery-link']);
});

describe.each([
  ['forgot password', 'recover', 'password-reset', 'password-link-started', 'recovery-link'],
  ['reset mfa', 'mfa-yes', 'mfa-reset', 'mfa-reset-started', 'mfa-reset'],
] as const)(
  'asked again about %j, because the consent has run out',
  (words, verb, about, started, result) => {
    async function askedAgain(): Promise<Begun> {
      const { world, chat, id } = await asked(words);
      const { record } = world.audit.port;
      world.audit.port.record = async (entry) => {
        if (entry.act === started) throw new Error('the trail is down');
        return record(entry);
      };
      expect(kindsOf((await chat.presses(verb, id)).said)).toEqual(['working']);
      await runSteps(world, id, consentLifeMs + minute);
      world.audit.port.record = record;
      expect(world.messenger.kinds()).toEqual(['ask-again']);
      return { world, chat, id };
    }

    test('it says about what, and the same button goes on with it', async () => {
      const { world, chat, id } = await askedAgain();
      expect(world.messenger.sent.at(-1)?.message).toMatchObject({ kind: 'ask-again', about, id });
      expect(kindsOf((await chat.presses(verb, id)).said)).toEqual([result]);
    });

    test('a typed yes goes on with it', async () => {
      const { chat } = await askedAgain();
      expect(await chat.hears('yes')).toEqual([result]);
    });

    test('Cancel ends the request: nothing can be done with it afterwards', async () => {
      const { world, chat, id } = await askedAgain();
      const { said, pressed } = await chat.presses('cancel', id);
      expect(kindsOf(said)).toEqual(['cancelled']);
      expect(pressed).toMatchObject({ kind: 'retired', template: 'ask-again', about, ending: 'dismissed' });
      expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'dismissed' });
      await runSteps(world, id, minute);
      await chat.presses(verb, id);
      expect(world.audit.of(started)).toEqual([]);
      expect(world.present).toHaveLength(3);
    });
  },
);

describe('U11: answered before the channel has confirmed the card', () => {
  test.each([
    ['cancel', 'answered'],
    ['mfa-yes', 'answered'],
  ] as const)('%s: the question stays closed, and its card loses its buttons', async (verb, ending) => {
    const world = createResetWorld();
    const chat = createChat(world);
    chat.state.whileSending = () => chat.presses(verb, chat.idOfLast());
    await chat.says('reset mfa');
    expect(chat.updated).toMatchObject([
      { id: 'chat-activity-1', message: { kind: 'retired', template: 'mfa-question', ending } },
    ]);
    const { questions = [] } = (await world.deps.conversations.read(robin))?.value ?? {};
    expect(questions.filter(({ template }) => template === 'mfa-question')).toEqual([]);
  });

  test('asked once more meanwhile, the newer question is the open one', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    chat.state.whileSending = () => chat.says('reset mfa');
    await chat.says('reset mfa');
    expect(chat.updated).toMatchObject([{ id: 'chat-activity-1', message: { ending: 'superseded' } }]);
    const { questions = [] } = (await world.deps.conversations.read(robin))?.value ?? {};
    expect(questions).toMatchObject([{ activityId: 'chat-activity-2' }]);
  });

  test('Great, it worked!: the result loses its buttons once it is known where it stands', async () => {
    const { world, chat, id } = await asked('reset mfa');
    chat.state.whileSending = async () => {
      await chat.presses('worked', id);
      await runSteps(world, id);
    };
    await chat.presses('mfa-yes', id);
    await runSteps(world, id, minute);
    expect(world.row(id)).toMatchObject({ state: 'ended', owed: [] });
    expect(retiredIds(world)).toContain('chat-activity-2');
  });
});
