/** The wish "a human, please" (G4): shown first, sent only after Send to IT, and once. */
import { accountOf, createWorld, hour, type World } from '../domain/fakes/world';
import { createChat } from './chat';

function calm(): World {
  const world = createWorld({
    policy: { organisation: { helpDesk: { phone: '+1 555 0100', hours: '8–18' } } },
  });
  world.provider.accounts.set('42', accountOf());
  return world;
}

describe('help', () => {
  test('G4: words, Get help, Send to IT: the ticket has the words, the answer names ticket, hours and phone', async () => {
    const world = calm();
    const chat = createChat(world);
    await chat.says('the door of the server room is open');
    await chat.presses('get-help', chat.idOfLast());
    expect(world.helpDesk.all()).toEqual([]);
    const { said, pressed } = await chat.presses('send-to-it', chat.idOfLast());
    expect(said).toEqual([
      { kind: 'help-sent', ticketId: 'T-1', added: false, helpDesk: { phone: '+1 555 0100', hours: '8–18' } },
    ]);
    expect(pressed).toMatchObject({ kind: 'retired', template: 'help-preview', ending: 'answered' });
    expect(world.helpDesk.all()).toMatchObject([{ words: 'the door of the server room is open' }]);
  });

  test.each(["I can't get into my Okta", 'reset my password and my mfa please'])(
    'G1, G4: a symptom (%j) and Get help: its words are shown and sent',
    async (words) => {
      const world = calm();
      const chat = createChat(world);
      expect(await chat.hears(words)).toEqual(['general-access']);
      expect(await chat.hears('Get help')).toEqual(['help-preview']);
      expect(chat.sent.at(-1)?.message).toMatchObject({ kind: 'help-preview', words });
      await chat.hears('Send to IT');
      expect(world.helpDesk.all()).toMatchObject([{ words }]);
    },
  );

  test.each(['Send to IT', 'yes', 'Enviar a TI'])('G4: %j typed counts as the press', async (text) => {
    const world = calm();
    const chat = createChat(world);
    await chat.says('help');
    expect(await chat.hears(text)).toEqual(['help-sent']);
    expect(world.helpDesk.all()).toHaveLength(1);
  });

  test.each(['Cancel', 'no thanks'])(
    'G4: %j sends nothing, and nothing can be sent afterwards',
    async (text) => {
      const world = calm();
      const chat = createChat(world);
      await chat.says('help');
      const id = chat.idOfLast();
      expect(await chat.hears(text)).toEqual(['help-cancelled']);
      expect((await chat.presses('send-to-it', id)).said).toMatchObject([
        { kind: 'refused', reason: 'not-open' },
      ]);
      expect(world.helpDesk.all()).toEqual([]);
    },
  );

  test('G4: pressed twice there is one ticket', async () => {
    const world = calm();
    const chat = createChat(world);
    await chat.says('help');
    const id = chat.idOfLast();
    await chat.presses('send-to-it', id);
    await chat.presses('send-to-it', id);
    expect(world.helpDesk.all()).toHaveLength(1);
  });

  test('G4: one open request has one ticket: help again adds to it', async () => {
    const world = calm();
    const chat = createChat(world);
    for (const words of ['my mouse is gone', 'my desk is gone too']) {
      await chat.says(words);
      await chat.says('Get help');
      await chat.presses('send-to-it', chat.idOfLast());
    }
    expect(world.helpDesk.all()).toHaveLength(1);
    expect(chat.last()).toMatchObject({ kind: 'help-sent', added: true });
  });

  test('G4: long words are cut in the preview, so that what is seen is what is sent', async () => {
    const world = calm();
    const chat = createChat(world);
    await chat.says(`the printer prints in pink, ${'really '.repeat(900)}`);
    await chat.says('Get help');
    const preview = chat.last();
    await chat.presses('send-to-it', chat.idOfLast());
    expect(preview?.kind === 'help-preview' && preview.words?.length).toBeLessThanOrEqual(2_000);
    expect(world.helpDesk.all()[0]?.words).toBe(preview?.kind === 'help-preview' ? preview.words : '-');
  });

  test('U11: a preview past its life sends nothing', async () => {
    const world = calm();
    const chat = createChat(world);
    await chat.says('help');
    world.advance(25 * hour);
    const { said } = await chat.presses('send-to-it', chat.idOfLast());
    expect(said).toMatchObject([{ kind: 'refused', reason: 'not-open' }]);
    expect(world.helpDesk.all()).toEqual([]);
  });
});
