/** I2: before a device is removed its ticket stands and names it; no ticket, no removal, whatever breaks on the way. */
import { confirm } from '../../../domain/use-cases/chat/confirm';
import { createChat } from '../../dialogs/chat';
import { answeringOf } from '../fakes/answering';
import type { Break } from '../fakes/gate';
import { runSteps } from '../fakes/orchestration';
import { createResetWorld, factors, type ResetWorld } from '../fakes/resets';
import { minute, robin } from '../fakes/world';

const all = factors.map(({ id }) => id);

/** A world in which Robin was shown the factors and asked. */
async function asked(
  policy: object = {},
  provider: Parameters<typeof createResetWorld>[1] = 'pingone',
): Promise<{ world: ResetWorld; chat: ReturnType<typeof createChat>; id: string }> {
  const world = createResetWorld(policy, provider);
  const chat = createChat(world);
  await chat.says('reset mfa');
  return { world, chat, id: chat.idOfLast() };
}

const orderOf = (world: ResetWorld) =>
  world.gate.journal.filter((call) => /^(helpDesk|provider\.factors\.remove)/.test(call));

describe('a ticket first', () => {
  test.each([
    ['pingone', {}],
    ['pingid', { mfaReset: { ticketFirst: false } }],
    ['directory', { mfaReset: { ticketFirst: true } }],
  ] as const)(
    'I2: at %s the ticket names everything before anything is removed',
    async (provider, policy) => {
      const { world, chat, id } = await asked(policy, provider);
      const { said } = await chat.presses('mfa-yes', id);
      expect(said).toMatchObject([{ kind: 'mfa-reset', removed: factors, remaining: [] }]);
      expect(orderOf(world)[0]).toBe('helpDesk.open');
      expect(world.helpDesk.all()).toMatchObject([{ requestId: id, planned: all }]);
      await runSteps(world, id, minute);
      const [ticket, another] = world.helpDesk.all();
      expect([[...(ticket?.notes.keys() ?? [])], another]).toEqual([['factors-removed'], undefined]);
    },
  );

  test('where nothing asks for it the ticket follows', async () => {
    const { world, chat, id } = await asked({}, 'directory');
    await chat.presses('mfa-yes', id);
    expect(orderOf(world)).not.toContain('helpDesk.open');
    expect(world.present).toEqual([]);
  });

  test('I2: while no ticket can be filed nothing is removed, and the person is told what it waits for', async () => {
    const { world, chat, id } = await asked();
    world.gate.takeDown('helpDesk');
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'working', waitingFor: 'ticket' }]);
    await runSteps(world, id, 5 * minute);
    expect(world.made.removals).toEqual([]);
    expect(world.limits.of(robin, 'mfa-reset')).toEqual([]);
    expect(world.audit.of('mfa-reset')).toContainEqual(
      expect.objectContaining({ result: 'unknown', reason: 'ticketing-unavailable' }),
    );
    world.gate.bringUp('helpDesk');
    await runSteps(world, id, 5 * minute);
    expect(world.made.removals).toEqual(all);
    expect(world.helpDesk.all()).toMatchObject([{ requestId: id, planned: all }]);
    expect(world.row(id)).toMatchObject({ state: 'follow-up', owed: [] });
  });

  test('I2: when the ticket can be filed only after the yes is too old, the person is asked again first', async () => {
    const { world, chat, id } = await asked();
    world.gate.takeDown('helpDesk');
    await chat.presses('mfa-yes', id);
    await runSteps(world, id, 20 * minute);
    expect(world.messenger.kinds()).toEqual([]);
    world.gate.bringUp('helpDesk');
    await runSteps(world, id, 10 * minute);
    expect(world.row(id).state).toBe('asked');
    expect(world.messenger.kinds()).toEqual(['ask-again']);
    expect(world.made.removals).toEqual([]);
  });

  test('I4: a request that came from a ticket tells that one, and opens none', async () => {
    const { world, chat, id } = await asked();
    world.gate.takeDown('helpDesk');
    await chat.presses('mfa-yes', id);
    world.gate.bringUp('helpDesk');
    const row = world.row(id);
    const { id: ticketId } = await world.deps.helpDesk.open(
      { ...row, id: 'elsewhere' },
      { securityIncident: false },
      { timeoutMs: 1_000 },
    );
    const stored = await world.deps.requests.read(id);
    if (stored) {
      const owed = stored.value.owed.filter(({ kind }) => kind !== 'ticket-open');
      const value = { ...stored.value, origin: 'ticket', ticket: { id: ticketId }, owed } as const;
      await world.deps.requests.replace({ ...stored, value });
    }
    world.gate.journal.length = 0;
    await runSteps(world, id, 5 * minute);
    expect(orderOf(world)[0]).toBe('helpDesk.note');
    expect(world.helpDesk.all()).toHaveLength(1);
    expect([...(world.helpDesk.all()[0]?.notes.keys() ?? [])]).toEqual([
      'factors-planned',
      'factors-removed',
    ]);
    expect(world.present).toEqual([]);
  });

  test('a ticket that stood first says so when nothing came of it', async () => {
    const { world, chat, id } = await asked();
    for (const factor of all) world.made.stubborn.add(factor);
    const { said } = await chat.presses('mfa-yes', id);
    expect(said).toMatchObject([{ kind: 'reset-failed' }]);
    await runSteps(world, id, minute);
    expect([...(world.helpDesk.all()[0]?.notes.values() ?? [])]).toEqual(['unlock-failed']);
  });

  test('what an earlier try removed before it broke off is told with the rest', async () => {
    const { world, chat, id } = await asked();
    const calls = await countedUntilRemoval();
    world.gate.breakAt({ at: calls + 1, when: 'before', mode: 'once' });
    await chat.presses('mfa-yes', id);
    expect(world.present).toHaveLength(2);
    await runSteps(world, id, 5 * minute);
    expect(world.present).toEqual([]);
    expect(world.row(id).factors?.removed?.map((factor) => factor.id)).toEqual(all);
  });
});

/** How many calls the yes makes up to and with the first removal. */
async function countedUntilRemoval(): Promise<number> {
  const { world, chat, id } = await asked();
  world.gate.journal.length = 0;
  await chat.presses('mfa-yes', id);
  return world.gate.journal.indexOf('provider.factors.remove') + 1;
}

describe.each([
  { when: 'before', mode: 'once' },
  { when: 'after', mode: 'once' },
  { when: 'before', mode: 'dead' },
  { when: 'after', mode: 'dead' },
] as const satisfies readonly Pick<Break, 'when' | 'mode'>[])(
  'I2: a call that breaks $when it arrives ($mode)',
  (manner) => {
    test('leaves one ticket, never a removal before it, and everything done in the end', async () => {
      const yes = (world: ResetWorld, id: string) =>
        confirm(world.deps, answeringOf(world, id, 'mfa-yes'), 'mfa-reset', {
          factors: { chosen: 'all', lost: false },
        });
      const counting = await asked();
      counting.world.gate.reset();
      await yes(counting.world, counting.id);
      const calls = counting.world.gate.count();
      expect(calls).toBeGreaterThan(20);
      for (let at = 1; at <= calls; at++) {
        const { world, id } = await asked();
        world.gate.breakAt({ at, ...manner });
        await yes(world, id).catch(() => undefined);
        world.gate.revive();
        if (world.requests.read(id)) await runSteps(world, id, 10 * minute);
        if (!world.requests.read(id)?.value.execution) {
          await yes(world, id);
          await runSteps(world, id, 10 * minute);
        }
        const order = orderOf(world);
        const opened = order.indexOf('helpDesk.open');
        const removed = order.indexOf('provider.factors.remove');
        expect({
          at,
          first: opened >= 0 && opened < removed,
          tickets: world.helpDesk.all().map(({ requestId, planned }) => [requestId, planned]),
          present: world.present,
          told: world.row(id).factors?.removed?.map((factor) => factor.id),
          state: world.row(id).state,
          owed: world.row(id).owed,
        }).toEqual({
          ...{ at, first: true, tickets: [[id, all]], present: [], told: all },
          ...{ state: 'follow-up', owed: [] },
        });
      }
    });
  },
);
