/** A human is asked (G4): one open request has one ticket, with the words that the person saw, sent once. */
import { ask } from '../../../domain/conversation';
import { reportIncident, sendHelp, sendWish } from '../../../domain/use-cases/chat/ask-for-help';
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { answeringOf } from '../fakes/answering';
import { noticed, runSteps } from '../fakes/orchestration';
import { createWorld, hour, kim, lockOut, minute, robin, second, type World } from '../fakes/world';

const questionId = 'help-00000000000000000000000000000009';

async function previewed(world: World, words: string | undefined = 'my laptop is on fire'): Promise<void> {
  const chat = (await world.deps.conversations.read(robin)) ?? {
    value: { ...robin, questions: [] },
    etag: undefined,
  };
  const question = {
    id: questionId,
    topic: 'help',
    template: 'help-preview',
    verbs: ['send-to-it', 'cancel-help'],
    yes: 'send-to-it',
    askedAt: world.iso(),
    expiresAt: world.iso(hour),
    ...(words ? { words } : {}),
  } as const;
  await world.deps.conversations.write(ask(chat.value, question, world.clock.now()), chat.etag);
}
const send = (world: World, change = {}) =>
  sendHelp(world.deps, answeringOf(world, questionId, 'send-to-it', change));

describe('asking for help', () => {
  test('G4: without an open request there is a ticket of its own, with the words that were shown', async () => {
    const world = createWorld();
    await previewed(world);
    expect(await send(world)).toMatchObject({
      kind: 'done',
      added: false,
      request: { ticket: { id: 'T-1' } },
    });
    expect(world.helpDesk.all()).toMatchObject([{ words: 'my laptop is on fire', securityIncident: false }]);
    expect(world.row(questionId)).toMatchObject({ kind: 'help', state: 'handed-over', owed: [] });
  });

  test('P2: once the ticket has them the words stand on no row and in no audit entry', async () => {
    const world = createWorld();
    await previewed(world);
    await send(world);
    expect(JSON.stringify([...world.requests.rows.values()])).not.toContain('laptop');
    expect(JSON.stringify(world.audit.entries)).not.toContain('laptop');
  });

  test('G4: with an open request the words are added to its one ticket', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await noticed(world);
    await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
    await runSteps(world, id);
    world.advance(minute);
    await previewed(world);
    expect(await send(world)).toMatchObject({ kind: 'done', added: true, request: { id } });
    expect(world.helpDesk.all()).toHaveLength(1);
    expect(world.helpDesk.all()[0]?.notes.get(questionId)).toBe('help-asked');
    await runSteps(world, id, 48 * hour);
    expect(world.helpDesk.all()[0]?.state).toBe('open');
    expect(world.row(id).ending).toBe('with-help-desk');
  });

  test('G4: a request that had no ticket yet gets one', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await noticed(world);
    await previewed(world);
    expect(await send(world)).toMatchObject({ added: false, request: { id, ticket: { id: 'T-1' } } });
  });

  test('G4: sent twice, one after the other or at once, there is one ticket and one note', async () => {
    const world = createWorld();
    await previewed(world);
    await Promise.all([send(world), send(world)]);
    world.advance(second);
    await send(world);
    expect(world.helpDesk.all()).toHaveLength(1);
    expect(world.requests.rows.size).toBe(1);
  });

  test('U11: a question that was never asked here, or has no life, sends nothing and is audited', async () => {
    const world = createWorld();
    await previewed(world);
    expect(await send(world, { person: kim })).toEqual({ kind: 'refused', reason: 'not-open' });
    world.advance(hour);
    expect(await send(world)).toEqual({ kind: 'refused', reason: 'not-open' });
    expect(world.helpDesk.all()).toEqual([]);
    expect(world.audit.of('access-refused')).toHaveLength(2);
  });

  test('with the help desk down the wish is taken all the same, and the ticket follows', async () => {
    const world = createWorld();
    await previewed(world);
    world.gate.takeDown('helpDesk');
    const outcome = await send(world);
    expect(outcome).toMatchObject({ kind: 'done' });
    world.gate.bringUp('helpDesk');
    await runSteps(world, questionId, minute);
    expect(world.helpDesk.all()).toMatchObject([{ words: 'my laptop is on fire' }]);
  });

  test('the same wish twice is one request, another kind is another', async () => {
    const world = createWorld();
    const first = await sendWish(world.deps, robin, 'password-reset', 'wish-00000000000000001');
    const again = await sendWish(world.deps, robin, 'password-reset', 'wish-00000000000000002');
    const other = await sendWish(world.deps, robin, 'mfa-reset', 'wish-00000000000000003');
    expect([first, again, other].map((one) => one.kind === 'done' && one.added)).toEqual([
      false,
      true,
      false,
    ]);
    expect(world.helpDesk.all()).toHaveLength(2);
  });
});

describe("T6: this wasn't me, without a question", () => {
  test('on the open request: its ticket is flagged, and silence does not close it', async () => {
    const world = createWorld();
    lockOut(world);
    const id = await noticed(world);
    await confirm(world.deps, answeringOf(world, id, 'unlock-yes'), 'unlock');
    await runSteps(world, id, minute);
    expect(await reportIncident(world.deps, robin, 'help-0000000000000001')).toMatchObject({
      request: { id },
    });
    expect(world.helpDesk.all()).toMatchObject([{ securityIncident: true }]);
    await runSteps(world, id, 48 * hour);
    expect(world.helpDesk.all()).toMatchObject([{ state: 'open' }]);
  });

  test('without one: a ticket of its own, flagged', async () => {
    const world = createWorld();
    await reportIncident(world.deps, robin, 'help-0000000000000001');
    expect(world.helpDesk.all()).toMatchObject([{ securityIncident: true }]);
    expect(world.audit.of('help-requested')).toHaveLength(1);
  });
});
