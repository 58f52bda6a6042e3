/** E3, C2: the buttons of reminders and "remind me again" in a chat, judged by the row and by who pressed. */
import { CodedError } from '../../domain/errors';
import { verbsOf } from '../../domain/message-buttons';
import type { Message } from '../../domain/messages';
import type { Contractor } from '../../domain/ports/account-ends';
import { addDays, instantOf } from '../../domain/reminder/calendar';
import type { PasswordReminderRow, ReminderRow } from '../../domain/reminder/row';
import { accountOf, hour, robin, type World } from '../domain/fakes/world';
import { expiring, runDay, today, worldAt, zone } from '../domain/use-cases/reminders/a-run';
import { createChat } from './chat';

const day = 24 * hour;
const portal = 'https://portal.example/change';
const withPortal = { providers: { directory: { links: { changePassword: portal } } } };
const somebody = { ...robin, aadObjectId: 'dddddddd-0000-4000-8000-000000000009' };

/** Robin has been reminded so many days before the end. */
async function reminded(daysLeft = 7, policy: object = withPortal, accounts = 1) {
  const world = worldAt('10:00', policy);
  for (let n = 1; n <= accounts; n++)
    world.ends.passwords.push(expiring(n, daysLeft, { objectId: robin.aadObjectId }));
  await runDay(world);
  const cards = world.messenger.sent.map(({ message }) => message as Message & { id: string });
  return { world, chat: createChat(world), cards, id: cards[0]?.id ?? '' };
}

const rowOf = (world: World): PasswordReminderRow =>
  world.reminders.all().find((row: ReminderRow) => row.kind === 'password-expiry') as PasswordReminderRow;
const answersOf = (world: World) =>
  world.audit.entries
    .filter(({ act }) => act === 'answer' || act === 'access-refused')
    .map(({ act, reason }) => `${act} ${reason}`);

describe('E3 a reminder', () => {
  test('names the recorded link, the time, and keeps the id of this expiry', async () => {
    const { cards } = await reminded();
    expect(cards[0]).toMatchObject({
      kind: 'password-expiry',
      daysBefore: 7,
      isLast: false,
      displayName: 'Person 1',
      url: expect.stringMatching(/^https:\/\/access\.example\/api\/go\/password-[0-9a-f]{40}-[0-9a-z]+$/),
    });
  });

  test('without a portal has the instructions, and without either none', async () => {
    const instructions = { title: 'How', text: 'Press **Ctrl+Alt+Del**.' };
    const { cards } = await reminded(7, { passwordExpiry: { instructions, text: 'Soon, {name}.' } });
    expect(cards[0]).toMatchObject({ instructions, text: 'Soon, {name}.' });
    expect(cards[0]).not.toHaveProperty('url');
  });

  test.each(['button', 'typed'] as const)(
    'Already updated (%s): stops for this expiry, once',
    async (via) => {
      const { world, chat, id } = await reminded();
      const press = () =>
        via === 'typed' ? chat.says('already updated') : chat.presses('already-updated', id);
      await press();
      expect(chat.last()).toMatchObject({ kind: 'reminder-updated', accountName: 'person1@contoso.example' });
      expect(rowOf(world)).toMatchObject({ choice: 'already-updated' });
      expect(chat.updated).toMatchObject([
        {
          id: 'activity-1',
          message: { kind: 'password-expiry', answer: { kind: 'already-updated' }, url: expect.any(String) },
        },
      ]);
      expect(answersOf(world)).toEqual(['answer already-updated']);
      // The question is answered: the words answer nothing any more.
      if (via === 'typed') expect(await chat.hears('already updated')).toEqual(['general-access']);
      else
        expect((await chat.presses('already-updated', id)).said).toMatchObject([
          { kind: 'reminder-updated' },
        ]);
    },
  );

  test('Remind me later: the answer and the card name the day before, a Friday where weekends are off', async () => {
    const monday = '2026-12-07';
    const days = (Date.parse(monday) - Date.parse(today)) / day;
    for (const [weekends, laterDay] of [
      [true, '2026-12-06'],
      [false, '2026-12-04'],
    ] as const) {
      const { chat, id, world } = await reminded(days, {
        ...withPortal,
        passwordExpiry: { firstDaysBefore: days, weekends },
      });
      const { pressed } = await chat.presses('remind-later', id);
      expect(chat.last()).toMatchObject({ kind: 'reminder-later', laterDay });
      expect(pressed).toMatchObject({ answer: { kind: 'later', day: laterDay } });
      expect(rowOf(world).choice).toBe('later');
    }
  });

  test('the last of different answers counts, but stopping stays until it is taken back', async () => {
    const { world, chat, id } = await reminded();
    await chat.presses('already-updated', id);
    await chat.presses('remind-later', id);
    expect(rowOf(world).choice).toBe('later');
    await chat.presses('stop-reminders', id);
    await chat.presses('remind-later', id);
    expect(chat.last()).toMatchObject({ kind: 'reminder-stopped' });
    expect(rowOf(world).optedOutAt).toEqual(expect.any(String));
  });

  test('Remind me later from an old card, after the last one: there is no later', async () => {
    const { world, chat, id } = await reminded(2);
    world.advance(day);
    await runDay(world, 'password-expiry', addDays(today, 1));
    expect(world.messenger.sent.at(-1)?.message).toMatchObject({ isLast: true });
    await chat.presses('remind-later', id);
    expect(chat.last()).toMatchObject({ kind: 'reminder-stale', reason: 'no-later' });
    expect(rowOf(world)).not.toHaveProperty('choice');
  });

  test.each(['already-updated', 'remind-later', 'open-ticket'] as const)(
    'U11 %s after the password was renewed says so and changes nothing',
    async (verb) => {
      const { world, chat, id } = await reminded();
      world.ends.passwords.splice(0, 1, expiring(1, 90, { objectId: robin.aadObjectId }));
      const { pressed } = await chat.presses(verb, id);
      expect(chat.last()).toMatchObject({ kind: 'reminder-stale', reason: 'renewed' });
      expect(pressed).toMatchObject({ kind: 'retired', template: 'password-expiry' });
      expect(rowOf(world)).not.toHaveProperty('choice');
      expect(world.helpDesk.tickets.size).toBe(0);
    },
  );

  test('a press on the card of a former expiry is no answer about the new one', async () => {
    const { world, chat, id } = await reminded();
    world.ends.passwords.splice(0, 1, expiring(1, 14, { objectId: robin.aadObjectId }, addDays(today, 76)));
    world.advance(76 * day);
    await runDay(world, 'password-expiry', addDays(today, 76));
    expect(world.messenger.sent).toHaveLength(2);
    await chat.presses('already-updated', id);
    expect(chat.last()).toMatchObject({ kind: 'reminder-stale', reason: 'renewed' });
    expect(rowOf(world)).not.toHaveProperty('choice');
  });

  test('U11 after it has run out the answer is that it has, with the link and help', async () => {
    const { world, chat, id } = await reminded(7);
    world.setTime(instantOf(addDays(today, 8), '09:00', zone).toISOString());
    await chat.presses('already-updated', id);
    expect(chat.last()).toMatchObject({ kind: 'password-expired', url: expect.any(String) });
    expect(rowOf(world)).not.toHaveProperty('choice');
  });

  test('while the provider is away, the row is enough', async () => {
    const { world, chat, id } = await reminded();
    world.ends.capabilities.passwordExpiry.of = async () => {
      throw new CodedError('unavailable', 'away');
    };
    await chat.presses('already-updated', id);
    expect(chat.last()).toMatchObject({ kind: 'reminder-updated' });
  });

  test('Open a ticket: one a day, about this account; the schedule goes on', async () => {
    const { world, chat, id } = await reminded();
    await chat.presses('open-ticket', id);
    expect(chat.last()).toMatchObject({ kind: 'help-sent', added: false, ticketId: expect.any(String) });
    await chat.presses('open-ticket', id);
    expect(chat.last()).toMatchObject({ kind: 'help-sent', added: true });
    expect(world.helpDesk.tickets.size).toBe(1);
    const [request] = [...world.requests.rows.values()].map(({ value }) => value);
    expect(request).toMatchObject({
      kind: 'help',
      accountName: 'person1@contoso.example',
      reminder: { passwordExpiresAt: rowOf(world).expiresAt },
    });
    expect(rowOf(world)).not.toHaveProperty('choice');
    expect(await chat.hears('remind me later')).toEqual(['reminder-later']);
  });

  test("nobody answers for somebody else, and an id that was made up is nobody's", async () => {
    const { world, id } = await reminded();
    const theirs = createChat(world, somebody);
    for (const verb of ['already-updated', 'remind-later', 'stop-reminders', 'open-ticket'] as const) {
      await theirs.presses(verb, id);
      expect(theirs.last()).toMatchObject({ kind: 'refused', reason: 'wrong-person' });
    }
    for (const forged of [
      `password-${'0'.repeat(40)}-mf0a`,
      'password-1',
      id.replace(/-[0-9a-z]+$/, ''),
      '',
    ]) {
      await theirs.presses('stop-reminders', forged);
      expect(theirs.last()).toMatchObject({ kind: 'refused', reason: 'not-open' });
    }
    expect(rowOf(world)).not.toHaveProperty('optedOutAt');
    expect(new Set(answersOf(world))).toEqual(
      new Set(['access-refused wrong-person', 'access-refused not-open']),
    );
  });

  test('two devices in one moment are one answer', async () => {
    const { world, chat, id } = await reminded();
    await Promise.all([chat.presses('stop-reminders', id), chat.presses('stop-reminders', id)]);
    expect(rowOf(world).optedOutAt).toEqual(expect.any(String));
    expect(chat.sent.map(({ message }) => message.kind)).toEqual(['reminder-stopped', 'reminder-stopped']);
  });

  test('the title of the link brings the reminder with its link once more', async () => {
    const { chat } = await reminded();
    expect(await chat.says('Change password now')).toMatchObject([
      { kind: 'password-expiry', url: expect.any(String) },
    ]);
  });
});

describe('E3 "remind me again"', () => {
  test('takes back what was stopped, for every account, and says when the next one comes', async () => {
    const { world, chat, cards } = await reminded(7, withPortal, 2);
    for (const { id } of cards) await chat.presses('stop-reminders', id);
    const [answer] = await chat.says('please remind me again');
    expect(answer).toMatchObject({ kind: 'reminder-resumed', nextDay: addDays(today, 3) });
    expect((answer as Extract<Message, { kind: 'reminder-resumed' }>).accountNames.toSorted()).toEqual([
      'person1@contoso.example',
      'person2@contoso.example',
    ]);
    expect(world.reminders.all().some((row) => 'optedOutAt' in row)).toBe(false);
    expect(answersOf(world).at(-1)).toBe('answer remind-again 2');
    world.setTime(instantOf(addDays(today, 3), '10:00', zone).toISOString());
    await runDay(world, 'password-expiry', addDays(today, 3));
    expect(world.messenger.sent).toHaveLength(4);
  });

  test('says so where nothing had been stopped', async () => {
    const { chat } = await reminded();
    expect(await chat.says('remind me again')).toMatchObject([
      { kind: 'reminder-resumed', accountNames: [] },
    ]);
  });

  test("somebody else's reminders stay as they are", async () => {
    const { world, chat, id } = await reminded();
    await chat.presses('stop-reminders', id);
    await createChat(world, somebody).says('remind me again');
    expect(rowOf(world).optedOutAt).toEqual(expect.any(String));
  });

  test('is no wish that anybody grants where nobody is reminded', async () => {
    const { world } = await reminded();
    const { passwordExpiry: _off, ...providers } = world.deps.providers;
    const chat = createChat({ ...world, deps: { ...world.deps, providers } });
    expect(await chat.hears('remind me again')).toEqual(['general-access']);
  });
});

describe('C2, C3 the message to a manager', () => {
  const contractor = (n: number): Contractor => ({
    ref: { provider: 'directory', id: `c${n}` },
    userName: `contractor${n}@contoso.example`,
    displayName: `Contractor ${n}`,
    status: 'active',
    end: { day: addDays(today, n === 1 ? 4 : 7) },
    role: 'Consultant',
    manager: 'm1',
  });
  const extend = { title: 'Extending', text: 'Ask **HR**.' };

  async function toldOf(count: number, contractorExpiry: object = { extend }) {
    const world = worldAt('11:00', { contractorExpiry });
    world.ends.managers.set('m1', accountOf({ objectId: robin.aadObjectId, displayName: 'Robin' }));
    world.ends.contractors.push(...Array.from({ length: count }, (_, index) => contractor(index + 1)));
    await runDay(world, 'contractor-expiry');
    const { message } = world.messenger.sent[0] as { message: Message & { id: string } };
    const row = () => world.reminders.all().find(({ kind }) => kind === 'contractor-expiry');
    return { world, chat: createChat(world), card: message, row };
  }

  test.each([
    ['how-to-extend', 'how to extend', 'contractor-instructions'],
    ['how-to-terminate', 'how to terminate', 'contractor-instructions'],
    ['understood', 'understood, thanks', 'contractor-done'],
  ] as const)(
    '%s ends the reminder for the day, however many it lists; the card keeps its buttons',
    async (verb, title, kind) => {
      for (const typed of [false, true]) {
        const { chat, card, row } = await toldOf(9);
        const first = typed ? await chat.says(title) : (await chat.presses(verb, card.id)).said;
        expect(first).toMatchObject([{ kind }]);
        expect(row()).toMatchObject({ doneBy: verb });
        expect(chat.updated).toMatchObject([
          { id: 'activity-1', message: { kind: 'contractor-expiry', isDone: true, more: 4, listed: 1 } },
        ]);
        // Again, and another one: the question stays open, nothing changes.
        await (typed ? chat.says(title) : chat.presses(verb, card.id));
        await chat.presses('how-to-terminate', card.id);
        expect(chat.sent).toHaveLength(3);
        expect(row()).toMatchObject({ doneBy: verb });
      }
    },
  );

  test('instructions are sent in full; where there are none, the way leads to IT', async () => {
    const { chat, card } = await toldOf(1);
    expect((await chat.presses('how-to-extend', card.id)).said).toMatchObject([
      { topic: 'extend', instructions: extend },
    ]);
    const [none] = (await chat.presses('how-to-terminate', card.id)).said;
    expect(none).toMatchObject({ topic: 'terminate' });
    expect(none).not.toHaveProperty('instructions');
    expect(await chat.hears('get help')).toEqual(['help-preview']);
  });

  test.each([
    [4, 9, 5],
    ['all', 9, 9],
    [4, 3, 3],
  ] as const)(
    'Show more lists %p beside the first; of %i there are then %i',
    async (showMore, count, listed) => {
      const { chat, card, row } = await toldOf(count, { showMore });
      const { pressed, said } = await chat.presses('show-more', card.id);
      expect(said).toEqual([]);
      expect(pressed).toMatchObject({ kind: 'contractor-expiry', listed });
      expect(pressed).not.toHaveProperty('more');
      expect(chat.updated).toMatchObject([{ id: 'activity-1', message: { listed } }]);
      expect(row()).toMatchObject({ listed });
      expect(row()).not.toHaveProperty('doneBy');
      expect((await chat.presses('show-more', card.id)).pressed).toMatchObject({ listed });
    },
  );

  test('typed, Show more comes as a new message: theirs may be a card without buttons', async () => {
    const { chat } = await toldOf(9);
    expect(await chat.says('Show more')).toMatchObject([{ kind: 'contractor-expiry', listed: 5 }]);
  });

  test('nobody acknowledges for somebody else', async () => {
    const { world, card, row } = await toldOf(2);
    const theirs = createChat(world, somebody);
    for (const verb of ['understood', 'how-to-extend', 'show-more'] as const) {
      await theirs.presses(verb, card.id);
      expect(theirs.last()).toMatchObject({ kind: 'refused', reason: 'wrong-person' });
    }
    expect(row()).toMatchObject({ listed: 1 });
    expect(row()).not.toHaveProperty('doneBy');
  });
});

describe('E "when does my password run out?"', () => {
  const asks = async (world: World, words = 'when does my password expire?') => {
    const chat = createChat(world);
    await chat.says(words);
    return chat.last();
  };
  const known = (daysLeft: number, policy: object = withPortal) => {
    const world = worldAt('10:00', policy);
    const expiry = expiring(1, daysLeft, { objectId: robin.aadObjectId });
    world.provider.accounts.set('1', expiry.account);
    world.ends.passwords.push(expiry);
    return { world, expiry };
  };

  test('is answered with the date that the provider tells now, and the fixed page', async () => {
    const { world, expiry } = known(11);
    expect(await asks(world)).toEqual({
      kind: 'password-date',
      id: expect.stringMatching(/^none-/),
      found: 'runs-out',
      accountName: 'person1@contoso.example',
      expiresAt: expiry.expiresAt,
      daysBefore: 11,
      asOf: world.iso(),
      url: portal,
    });
    expect(world.provider.unlocks).toEqual([]);
  });

  test('whoever was reminded of it gets the recorded link: a click resolves that reminder too', async () => {
    const { world } = known(7);
    await runDay(world);
    expect(await asks(world)).toMatchObject({
      url: expect.stringMatching(/^https:\/\/access\.example\/api\/go\/password-/),
    });
  });

  test('run out already: a new password is offered', async () => {
    const { world } = known(-3);
    const answer = await asks(world);
    expect(answer).toMatchObject({ found: 'ran-out' });
    expect(verbsOf(answer as Message)).toEqual(['forgot-password', 'get-help']);
  });

  test('one that never runs out is told as such, with nothing to press', async () => {
    const { world } = known(5);
    world.ends.passwords.length = 0;
    const answer = await asks(world);
    expect(answer).toMatchObject({ found: 'never', accountName: 'person1@contoso.example' });
    expect(verbsOf(answer as Message)).toEqual([]);
  });

  test('what can’t be read, or belongs to nobody, is told as such, with help', async () => {
    const { world } = known(5);
    world.provider.accounts.clear();
    const answer = await asks(world);
    expect(answer).toMatchObject({ kind: 'password-date', found: 'unknown' });
    expect(verbsOf(answer as Message)).toContain('get-help');
    const away = known(5).world;
    away.gate.takeDown('provider');
    expect(await asks(away)).toMatchObject({ found: 'unknown' });
  });

  test('without a page the organisation’s instructions come', async () => {
    const instructions = { title: 'How', text: 'Press **Ctrl+Alt+Del**.' };
    const { world } = known(5, { passwordExpiry: { instructions } });
    const answer = await asks(world);
    expect(answer).toMatchObject({ instructions });
    expect(answer).not.toHaveProperty('url');
  });

  test('is no question about a lock, and of another system nobody here knows a date', async () => {
    const { world } = known(5);
    expect(await asks(world, 'is my account locked?')).not.toMatchObject({ kind: 'password-date' });
    expect(await asks(world, 'when does my Workday password expire')).not.toMatchObject({
      kind: 'password-date',
    });
  });
});
