/** I4: a ticket becomes one question in Teams, and whatever comes of it is written on that ticket. */
import { acceptTicket, type IncomingTicket } from '../../../domain/use-cases/accept-ticket';
import { createChat } from '../../dialogs/chat';
import { runSteps } from '../fakes/orchestration';
import { createResetWorld, factors, type ResetWorld } from '../fakes/resets';
import { accountOf, hour, kim, minute, robin, tenantId, type World } from '../fakes/world';

const ticketId = 'INC0012345';
let deliveries = 0;
const ticketFor = (change: Partial<IncomingTicket> = {}): IncomingTicket => ({
  ticketId,
  requesterEmail: 'Robin@mail.example',
  wish: 'mfa-reset',
  lost: false,
  digest: `delivery-${++deliveries}`,
  ...change,
});
/** The one request that the ticket became. */
const idIn = (world: World): string => world.orchestrations.started[0] ?? '';

/** Accepted, and its orchestration has run until it waits. */
async function accepted(world: World, change: Partial<IncomingTicket> = {}): Promise<string> {
  expect(await acceptTicket(world.deps, ticketFor(change))).toBe('accepted');
  const id = idIn(world);
  await runSteps(world, id);
  return id;
}
const notesOn = (world: World): readonly string[] => [
  ...(world.helpDesk
    .all()
    .find(({ id }) => id === ticketId)
    ?.notes.values() ?? []),
];

describe('a ticket that comes in', () => {
  test('I4: is taken over, and its person is asked in Teams', async () => {
    const world = createResetWorld();
    const id = await accepted(world);
    expect(world.messenger.sent).toMatchObject([
      { to: robin.aadObjectId, message: { kind: 'mfa-question', id, ticketId, factors, lost: false } },
    ]);
    expect(world.row(id)).toMatchObject({
      origin: 'ticket',
      state: 'asked',
      ticket: { id: ticketId },
      account: { id: '42' },
    });
    expect(notesOn(world)).toEqual(['question-sent']);
    expect(world.audit.lines()).toEqual(
      expect.arrayContaining(['ticket-received done mfa-reset', 'question-sent done mfa-reset']),
    );
    expect(world.audit.of('ticket-received')).toMatchObject([{ verifiedBy: 'signature' }]);
  });

  test.each([
    ['password-reset', {}, 'recover-question'],
    ['mfa-reset', { mfaReset: { mode: 'choose' } }, 'mfa-choice'],
    ['unlock', {}, 'general-access'],
    ['help', {}, 'general-access'],
    ['mfa-reset', { mfaReset: { mode: 'instructions' } }, 'general-access'],
    ['mfa-reset', { selfService: { include: { groups: ['nobody'] } } }, undefined],
  ] as const)('a wish for %s under %j becomes %s', async (wish, policy, card) => {
    const world = createResetWorld(policy);
    await accepted(world, { wish });
    expect(world.messenger.kinds()).toEqual(card ? [card] : []);
  });

  test('a locked account is asked about as such', async () => {
    const world = createResetWorld();
    world.provider.accounts.set('42', accountOf({ status: 'locked', lockedAt: world.iso() }));
    const id = await accepted(world, { wish: 'unlock' });
    expect(world.messenger.sent).toMatchObject([{ message: { kind: 'unlock-question', id, ticketId } }]);
  });

  test('an administrator’s account is offered nothing by itself (U12)', async () => {
    const world = createResetWorld();
    world.provider.accounts.set('42', accountOf({ privileged: true }));
    await accepted(world);
    expect(world.messenger.kinds()).toEqual(['general-access']);
  });

  test('delivered again it asks nobody twice: another delivery is known, the same one a replay', async () => {
    const world = createResetWorld();
    const first = ticketFor();
    expect(await acceptTicket(world.deps, first)).toBe('accepted');
    expect(await acceptTicket(world.deps, first)).toBe('replayed');
    expect(await acceptTicket(world.deps, ticketFor())).toBe('known');
    await runSteps(world, idIn(world));
    const late = ticketFor();
    expect(await acceptTicket(world.deps, late)).toBe('known');
    expect(await acceptTicket(world.deps, late)).toBe('replayed');
    await runSteps(world, idIn(world));
    expect([world.messenger.sent.length, world.orchestrations.started.length]).toEqual([1, 1]);
  });

  test('delivered many times at once it is accepted once', async () => {
    const world = createResetWorld();
    const same = ticketFor();
    const answers = await Promise.all(Array.from({ length: 5 }, () => acceptTicket(world.deps, same)));
    expect(answers.toSorted()).toEqual(['accepted', 'replayed', 'replayed', 'replayed', 'replayed']);
  });

  test('remembers deliveries only as long as they could come again', async () => {
    const world = createResetWorld();
    const id = await accepted(world);
    for (let count = 0; count < 3; count++) {
      world.advance(20 * minute);
      await acceptTicket(world.deps, ticketFor());
    }
    expect(world.row(id).incoming?.deliveries).toHaveLength(1);
  });
});

describe('whom it asks', () => {
  const onlyNoted = async (world: ResetWorld, change: Partial<IncomingTicket>, reason: string) => {
    const id = await accepted(world, change);
    expect(world.messenger.sent).toEqual([]);
    expect(notesOn(world)).toEqual(['not-reached']);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'undelivered', endReason: reason });
    return id;
  };

  test('nobody known: the ticket says so, and the trail names nobody', async () => {
    const world = createResetWorld();
    await onlyNoted(world, { requesterEmail: 'who@contoso.example' }, 'not-linked');
    expect(world.audit.of('ticket-received')).toMatchObject([
      { subject: { kind: 'system' }, reason: 'not-linked', result: 'failed' },
    ]);
  });

  test('two accounts with that address: nobody is guessed', async () => {
    const world = createResetWorld();
    const other = {
      ref: { provider: 'directory', id: '43' },
      userName: 'kim',
      objectId: kim.aadObjectId,
    } as const;
    world.provider.accounts.set('43', accountOf(other));
    await onlyNoted(world, {}, 'not-linked');
  });

  test('a disabled account: the ticket says so', async () => {
    const world = createResetWorld();
    world.provider.accounts.set('42', accountOf({ status: 'disabled' }));
    await onlyNoted(world, {}, 'disabled');
  });

  test('by the sign-in name of Teams where no account has the address', async () => {
    const world = createResetWorld();
    const userPrincipalName = 'robin.teams@contoso.example';
    await world.deps.conversations.write(
      { ...robin, locale: 'en', userPrincipalName, questions: [] },
      undefined,
    );
    await accepted(world, { requesterEmail: userPrincipalName });
    expect(world.messenger.sent).toMatchObject([{ to: robin.aadObjectId }]);
  });

  test('somebody who can’t be reached in Teams: the ticket says so', async () => {
    const world = createResetWorld();
    world.messenger.answerNext({ kind: 'undelivered', reason: 'not-installed' });
    const id = await accepted(world);
    expect(world.row(id)).toMatchObject({ state: 'ended', endReason: 'not-installed' });
    expect(notesOn(world)).toEqual(['question-sent', 'not-reached']);
    expect(world.audit.lines()).toContain('question-undelivered failed not-installed');
  });

  test('a provider that is down: the sender is told to come again, and nothing was accepted', async () => {
    const world = createResetWorld();
    world.gate.takeDown('provider');
    await expect(acceptTicket(world.deps, ticketFor())).rejects.toMatchObject({ code: 'unavailable' });
    expect(world.orchestrations.started).toEqual([]);
    world.gate.bringUp('provider');
    expect(await acceptTicket(world.deps, ticketFor())).toBe('accepted');
  });

  test('a help desk that is down keeps nobody from being asked', async () => {
    const world = createResetWorld();
    world.gate.takeDown('helpDesk');
    const id = await accepted(world);
    expect(world.messenger.kinds()).toEqual(['mfa-question']);
    world.gate.bringUp('helpDesk');
    await runSteps(world, id, 10 * minute);
    expect(notesOn(world)).toEqual(['question-sent']);
    expect(world.row(id).ticket).toEqual({ id: ticketId });
  });
});

describe('what comes of it', () => {
  const asked = async (change: Partial<IncomingTicket> = {}, policy: object = {}) => {
    const world = createResetWorld(policy);
    const id = await accepted(world, change);
    return { world, id, chat: createChat(world) };
  };
  const onlyTicket = (world: World) => expect(world.helpDesk.all().map(({ id }) => id)).toEqual([ticketId]);

  test('Yes: done, and the ticket is updated and resolved instead of another opened (I2)', async () => {
    const { world, id, chat } = await asked({}, { mfaReset: { ticketFirst: true } });
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'mfa-reset', removed: factors }]);
    await runSteps(world, id);
    await chat.presses('worked', id);
    await runSteps(world, id);
    expect(notesOn(world)).toEqual(['question-sent', 'factors-planned', 'factors-removed', 'worked']);
    expect(world.helpDesk.all()).toMatchObject([{ state: 'resolved' }]);
    onlyTicket(world);
  });

  test('a typed yes counts as well', async () => {
    const { world, chat } = await asked();
    expect(await chat.hears('yes please')).toEqual(['mfa-reset']);
    expect(world.present).toEqual([]);
  });

  test('what was ticked is what goes', async () => {
    const { world, id, chat } = await asked({}, { mfaReset: { mode: 'choose' } });
    await chat.presses('mfa-selected', id, ['f2']);
    expect(world.made.removals).toEqual(['f2']);
  });

  test('nothing ticked is asked once more, about the same ticket', async () => {
    const { world, id, chat } = await asked({}, { mfaReset: { mode: 'choose' } });
    await chat.presses('mfa-selected', id);
    expect(chat.idOfLast()).toBe(id);
    await chat.presses('mfa-selected', id, ['f1']);
    await runSteps(world, id);
    expect(notesOn(world)).toContain('factors-removed');
    onlyTicket(world);
  });

  test('M5: a lost phone is a security incident, and ends the sessions', async () => {
    const { world, id, chat } = await asked({ lost: true });
    expect(world.helpDesk.all()).toMatchObject([{ securityIncident: true }]);
    await chat.presses('mfa-yes', id);
    expect(world.made.sessionsEnded).toBe(1);
  });

  test('the wish typed instead of a press belongs to the ticket too', async () => {
    const { world, id, chat } = await asked();
    await chat.says('reset mfa');
    expect(chat.idOfLast()).toBe(id);
    await chat.presses('mfa-yes', id);
    await runSteps(world, id);
    onlyTicket(world);
  });

  test('not understood: what the person then chooses goes on with the ticket', async () => {
    const { world, id, chat } = await asked({ wish: 'help' });
    await chat.presses('forgot-password', id);
    const question = chat.idOfLast();
    await chat.presses('recover', question);
    await runSteps(world, id);
    await runSteps(world, question);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'replaced' });
    expect(world.row(question)).toMatchObject({
      origin: 'ticket',
      state: 'follow-up',
      ticket: { id: ticketId },
    });
    expect(notesOn(world)).toEqual(['question-sent', 'password-link-sent']);
    onlyTicket(world);
  });

  test('Get help adds the person’s words to the ticket', async () => {
    const { world, id, chat } = await asked();
    await chat.presses('get-help', id);
    await chat.presses('send-to-it', chat.idOfLast());
    expect(notesOn(world)).toContain('help-asked');
    onlyTicket(world);
  });

  test('Cancel: nothing is changed, and the ticket says so', async () => {
    const { world, id, chat } = await asked();
    expect((await chat.presses('cancel', id)).said).toMatchObject([{ kind: 'cancelled' }]);
    await runSteps(world, id);
    expect([notesOn(world), world.present.length]).toEqual([['question-sent', 'declined'], 3]);
  });

  test('This wasn’t me: a security incident on that ticket, and nothing is changed', async () => {
    const { world, id, chat } = await asked();
    const { said } = await chat.presses('not-me', id);
    expect(said).toMatchObject([{ kind: 'not-me', ticketId }]);
    expect(said[0]).not.toHaveProperty('accountName');
    await runSteps(world, id);
    expect(notesOn(world)).toEqual(['question-sent', 'not-theirs']);
    expect(world.helpDesk.all()).toMatchObject([{ securityIncident: true }]);
    onlyTicket(world);
  });

  test('silence: the card loses its buttons, and a human hears of it', async () => {
    const { world, id } = await asked();
    await runSteps(world, id, 25 * hour);
    expect(notesOn(world)).toEqual(['question-sent', 'not-answered']);
    expect(world.row(id)).toMatchObject({ state: 'ended', ending: 'expired' });
    expect(world.messenger.replaced).toHaveLength(1);
  });

  test('somebody else’s press does nothing', async () => {
    const { world, id } = await asked();
    await createChat(world, kim).presses('mfa-yes', id);
    expect(world.present).toHaveLength(3);
    expect(world.row(id)).toMatchObject({ state: 'asked', tenantId });
  });

  test.each(['mfa-reset', 'password-reset'] as const)(
    'a %s that is refused says so on the ticket',
    async (wish) => {
      const { world, id, chat } = await asked({ wish });
      world.provider.accounts.set('42', accountOf({ privileged: true }));
      await chat.presses(wish === 'mfa-reset' ? 'mfa-yes' : 'recover', id);
      await runSteps(world, id);
      expect(notesOn(world)).toEqual(['question-sent', 'unlock-failed']);
    },
  );
});

describe('a death in between', () => {
  test('at every call of asking: one question is shown, or two that both work, and the ticket knows', async () => {
    for (let at = 1; at <= 30; at++) {
      const world = createResetWorld();
      expect(await acceptTicket(world.deps, ticketFor())).toBe('accepted');
      world.gate.breakAt({ at, when: at % 2 === 0 ? 'after' : 'before', mode: 'once' });
      await runSteps(world, idIn(world), 2 * minute);
      world.gate.revive();
      await runSteps(world, idIn(world), 2 * minute);
      expect([at, world.row(idIn(world)).state]).toEqual([at, 'asked']);
      expect([1, 2]).toContain(world.messenger.sent.length);
      expect(notesOn(world)).toEqual(['question-sent']);
    }
  });
});
