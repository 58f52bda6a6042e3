/** G3: titles as typed words where no open question was kept before: links, instructions, and one of several questions. */
import { runSteps } from '../domain/fakes/orchestration';
import { createResetWorld } from '../domain/fakes/resets';
import { minute, robin } from '../domain/fakes/world';
import { createChat } from './chat';

const instructions = { title: 'How to reset', text: 'Go to the **kiosk**.' };
const setUpMfa = 'https://mfa.example/set-up';
const withLink = { providers: { directory: { links: { setUpMfa } } } };

describe('a link, which words can not open', () => {
  test.each([
    'Click here to reset your password',
    'RESTABLECE AQUÍ TU CONTRASEÑA!',
    'hier passwort zurucksetzen',
  ])('%j brings a new link and ends the one before', async (title) => {
    const world = createResetWorld();
    const chat = createChat(world);
    await chat.says('forgot password');
    const id = chat.idOfLast();
    await chat.presses('recover', id);
    const before = world.row(id).recovery?.linkHash;
    expect(await chat.says(title)).toMatchObject([{ kind: 'recovery-link', id, renewed: true }]);
    expect(world.row(id).recovery?.linkHash).not.toBe(before);
    expect(world.requests.rows.size).toBe(1);
  });

  test('without a link the wish begins, and nothing is made', async () => {
    const world = createResetWorld();
    expect(await createChat(world).hears('Click here to reset your password')).toEqual(['recover-question']);
    expect(world.requests.rows.size).toBe(0);
  });

  test('Set up MFA brings the result once more, with the link', async () => {
    const world = createResetWorld(withLink);
    const chat = createChat(world);
    await chat.says('reset mfa');
    const id = chat.idOfLast();
    await chat.presses('mfa-yes', id);
    expect(await chat.says('Set up MFA')).toMatchObject([{ kind: 'mfa-reset', id, setUpUrl: setUpMfa }]);
    await runSteps(world, id, minute);
    expect(world.audit.of('mfa-reset')).toHaveLength(1);
  });

  test('Set up MFA where there is nothing to reset brings that link', async () => {
    const world = createResetWorld(withLink);
    world.present.length = 0;
    const chat = createChat(world);
    for (const words of ['reset mfa', 'Configurar MFA'])
      expect(await chat.says(words)).toMatchObject([{ kind: 'nothing-to-reset', setUpUrl: setUpMfa }]);
  });
});

test.each(['View answer', 'ver respuesta'])(
  'M4: %j brings the answer, as often as it is wanted',
  async (title) => {
    const chat = createChat(createResetWorld({ passwordReset: { mode: 'instructions', instructions } }));
    await chat.says('forgot password');
    for (let time = 0; time < 2; time++)
      expect(await chat.says(title)).toMatchObject([{ kind: 'answer', instructions }]);
  },
);

test('View answer where no card offers it is no answer to anything', async () => {
  const chat = createChat(createResetWorld({ passwordReset: { mode: 'instructions', instructions } }));
  expect(await chat.hears('View answer')).toEqual(['general-access']);
});

describe('"Which one do you mean?" about a link and an MFA reset', () => {
  async function between(word: 'yes' | 'no') {
    const world = createResetWorld();
    const chat = createChat(world);
    await chat.says('forgot password');
    const link = chat.idOfLast();
    await chat.says('reset mfa');
    const reset = chat.idOfLast();
    expect(await chat.says(word)).toMatchObject([
      { kind: 'which-question', choices: [{ about: 'password-reset' }, { about: 'mfa-reset' }] },
    ]);
    return { world, chat, link, reset, which: chat.sent.at(-1)?.id };
  }

  test.each([
    ["Cancel, don't reset MFA", 'reset', 'link'],
    ["cancel don't send a link", 'link', 'reset'],
    ['Cancelar, no enviar enlace', 'link', 'reset'],
  ] as const)('%j cancels that one and leaves the other', async (title, gone, left) => {
    const asked = await between('no');
    expect(await asked.chat.hears(title)).toEqual(['cancelled']);
    const { questions } = (await asked.world.deps.conversations.read(robin))?.value ?? { questions: [] };
    const ids = questions.map(({ id }) => id);
    expect([ids.includes(asked[gone]), ids.includes(asked[left])]).toEqual([false, true]);
    expect(asked.chat.updated.map(({ id }) => id)).toContain(asked.which);
  });

  test('a plain yes asks once more, and the older card loses its buttons', async () => {
    const { world, chat, which } = await between('yes');
    expect(await chat.hears('yes')).toEqual(['which-question']);
    expect(chat.updated).toMatchObject([
      { id: which, message: { kind: 'retired', template: 'which-question', ending: 'superseded' } },
    ]);
    expect(world.requests.rows.size).toBe(0);
  });

  test('a title that is a button too means the newest card that has it', async () => {
    const world = createResetWorld();
    const chat = createChat(world);
    for (const words of ['forgot password', 'get help', 'yes', 'get help']) await chat.says(words);
    expect(await chat.hears('Send to IT')).toEqual(['help-sent']);
  });

  test('a title of a choice that nobody was offered does nothing', async () => {
    const world = createResetWorld();
    expect(await createChat(world).hears("Cancel, don't reset MFA")).toEqual(['general-access']);
    expect(world.requests.rows.size).toBe(0);
  });
});
