/** What is owed is paid in order, each debt once, and what can't be paid now is tried ever more slowly. */
import { CodedError } from '../../../domain/errors';
import type { Owed } from '../../../domain/support-request';
import { settle, settleTicket } from '../../../domain/use-cases/settle';
import { runSteps } from '../fakes/orchestration';
import { requestOf } from '../fakes/request';
import { accountOf, createWorld, hour, minute, second, start, type World } from '../fakes/world';

const open: Owed = { kind: 'ticket-open', securityIncident: false };
const note: Owed = { kind: 'ticket-note', key: 'unlocked', note: 'unlocked' };
const mail: Owed = { kind: 'mail', about: 'unlocked' };
const retire: Owed = { kind: 'retire', key: 'notice' };
const id = requestOf().id;

async function owing(owed: readonly Owed[], change = {}): Promise<World> {
  const world = createWorld();
  world.provider.accounts.set('42', accountOf());
  const deliveries = [
    { key: 'notice', template: 'lockout-notice', state: 'sent', activityId: 'a-1', at: start } as const,
  ];
  await world.deps.requests.insert(
    requestOf({ state: 'ended', ending: 'worked', deliveries, owed, ...change }),
  );
  world.gate.journal.length = 0;
  return world;
}
const outward = (world: World) =>
  world.gate.journal.filter((call) => /^(helpDesk|announcer|messenger)/.test(call));

describe('settling', () => {
  test('pays ticket, note, mail and cards in that order, and records them', async () => {
    const world = await owing([open, note, mail, retire]);
    await settle(world.deps, id);
    expect(outward(world)).toEqual([
      'helpDesk.open',
      'helpDesk.note',
      'announcer.announce',
      'messenger.replace',
    ]);
    expect(world.row(id)).toMatchObject({ owed: [], ticket: { id: 'T-1' } });
    expect(world.announcer.mails).toMatchObject([{ to: 'robin@mail.example', ticketId: 'T-1' }]);
    expect(world.audit.lines()).toEqual([
      'ticket-opened done tracking',
      'ticket-updated done unlocked',
      'mail-sent done sent',
    ]);
  });

  test('a ticketing system that says when to come again is left alone until then; mail and cards don’t wait for it', async () => {
    const world = await owing([open, mail, retire]);
    const { open: working } = world.helpDesk.port;
    const notBefore = new Date(Date.parse(start) + 30 * minute).toISOString();
    world.helpDesk.port.open = async () => {
      throw new CodedError('throttled', 'come again later', { notBefore });
    };
    await settle(world.deps, id);
    expect(world.row(id)).toMatchObject({ owed: [open], ticketNotBefore: notBefore });
    world.helpDesk.port.open = working;
    for (const [passed, tickets] of [
      [10 * minute, 0],
      [21 * minute, 1],
    ] as const) {
      world.advance(passed);
      await settle(world.deps, id);
      expect(world.helpDesk.all()).toHaveLength(tickets);
    }
    expect(world.row(id).owed).toEqual([]);
    expect(world.row(id)).not.toHaveProperty('ticketNotBefore');
  });

  test('run again it pays nothing', async () => {
    const world = await owing([open, note, mail, retire]);
    await settle(world.deps, id);
    world.gate.journal.length = 0;
    await settle(world.deps, id);
    expect(outward(world)).toEqual([]);
  });

  test('run twice at once there is one ticket with one note', async () => {
    const world = await owing([open, note]);
    await Promise.all([settle(world.deps, id), settle(world.deps, id)]);
    expect(world.helpDesk.all()).toMatchObject([{ id: 'T-1', notes: new Map([['unlocked', 'unlocked']]) }]);
    expect(world.row(id).owed).toEqual([]);
  });

  test('where the help desk goes on with another ticket, the request does too', async () => {
    const reopen: Owed = { kind: 'ticket-reopen', note: 'still-cannot-sign-in' };
    const world = await owing([reopen, note], { ticket: { id: 'T-closed' } });
    const noted: string[] = [];
    world.helpDesk.port.reopen = async () => ({ id: 'T-new' });
    world.helpDesk.port.note = async (ticket) => {
      noted.push(ticket.id);
      return ticket;
    };
    await settle(world.deps, id);
    expect(noted).toEqual(['T-new']);
    expect(world.row(id)).toMatchObject({ ticket: { id: 'T-new' }, owed: [] });
  });

  test('a turn pays the ticket alone, so that it can name it', async () => {
    const world = await owing([mail, open, retire]);
    await settleTicket(world.deps, id);
    expect(world.row(id)).toMatchObject({ ticket: { id: 'T-1' }, owed: [mail, retire] });
  });

  test.each([
    ['ticket-resolve', 'resolved'],
    ['ticket-close', 'closed'],
    ['ticket-reopen', 'open'],
  ] as const)('U6: %s leaves the ticket %s', async (kind, state) => {
    const world = await owing([open, { kind, note: 'worked' }]);
    await settle(world.deps, id);
    expect(world.helpDesk.all()[0]?.state).toBe(state);
  });

  test('a help desk that is down: later again, ever more slowly, recorded once; then all is paid', async () => {
    const world = await owing([open, note]);
    world.gate.takeDown('helpDesk');
    const waits: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      await settle(world.deps, id);
      const notBefore = Date.parse(world.row(id).retry?.notBefore ?? '');
      waits.push((notBefore - world.clock.now().getTime()) / second);
      world.advance(notBefore - world.clock.now().getTime());
    }
    expect(waits).toEqual([2, 5, 15, 60, 300, 300]);
    expect(world.audit.of('ticket-updated')).toMatchObject([{ result: 'failed', reason: 'unavailable' }]);
    world.gate.bringUp('helpDesk');
    expect(await runSteps(world, id, hour)).toEqual({ kind: 'finished' });
    expect(world.helpDesk.all()).toHaveLength(1);
    expect(world.row(id)).not.toHaveProperty('retry');
  });

  test('T6: a mail that never goes is given up in the end, and that is recorded; a ticket never is', async () => {
    const world = await owing([mail]);
    world.gate.takeDown('announcer');
    expect(await runSteps(world, id, 6 * hour)).toEqual({ kind: 'finished' });
    expect(world.row(id).owed).toEqual([]);
    expect(world.audit.of('mail-sent').map(({ result }) => result)).toEqual(['failed', 'failed']);
    const ticket = await owing([open]);
    ticket.gate.takeDown('helpDesk');
    expect(await runSteps(ticket, id, 6 * hour)).toMatchObject({ kind: 'wait' });
  });

  test('T6: an account without an address is recorded, not tried for ever', async () => {
    const world = await owing([mail]);
    const { email: _email, ...account } = accountOf();
    world.provider.accounts.set('42', account);
    await settle(world.deps, id);
    expect(world.row(id).owed).toEqual([]);
    expect(world.audit.of('mail-sent')).toMatchObject([{ result: 'failed', reason: 'no-address' }]);
  });

  test('U11: a card loses its buttons once, and its question goes with it', async () => {
    const world = await owing([retire]);
    const question = {
      id,
      topic: 'request',
      template: 'lockout-notice',
      verbs: ['unlock-no'],
      askedAt: start,
      expiresAt: world.iso(hour),
    } as const;
    const chat = {
      ...requestOf(),
      locale: 'en',
      questions: [question, { ...question, template: 'unlocked' }],
    };
    await world.deps.conversations.write(chat, undefined);
    await settle(world.deps, id);
    expect(world.messenger.replaced).toMatchObject([
      { activityId: 'a-1', message: { kind: 'retired', template: 'lockout-notice', ending: 'worked' } },
    ]);
    expect(world.row(id).deliveries).toMatchObject([{ key: 'notice', retired: true }]);
    const [row] = world.conversations.rows.values();
    expect(row?.value.questions.map(({ template }) => template)).toEqual(['unlocked']);
  });

  test('U11: a card that never arrived, or is retired already, is left alone', async () => {
    const sending = { key: 'notice', template: 'lockout-notice', state: 'sending', at: start } as const;
    const world = await owing([retire], { deliveries: [sending] });
    await settle(world.deps, id);
    expect(outward(world)).toEqual([]);
    expect(world.row(id).owed).toEqual([]);
  });

  test('a channel that asks to wait is asked again later', async () => {
    const world = await owing([retire]);
    const { replace } = world.messenger.port;
    world.messenger.port.replace = async () => 'later';
    await settle(world.deps, id);
    expect(world.row(id)).toMatchObject({ owed: [retire], retry: { attempts: 1 } });
    world.messenger.port.replace = replace;
    await runSteps(world, id, minute);
    expect(world.row(id).owed).toEqual([]);
  });

  test('others that write the row meanwhile lose nothing', async () => {
    const world = await owing([open, note]);
    world.requests.injectConflicts(3);
    await settle(world.deps, id);
    expect(world.row(id)).toMatchObject({ owed: [], ticket: { id: 'T-1' } });
  });

  test('nine conflicts in a row are a surprise with a code', async () => {
    const world = await owing([retire]);
    world.requests.injectConflicts(100);
    await expect(settle(world.deps, id)).rejects.toMatchObject({ code: 'conflict', retryable: true });
  });
});
