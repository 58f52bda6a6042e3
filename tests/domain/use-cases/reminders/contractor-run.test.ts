/** The managers' run: one message to each, and every contractor in it or in the summary with the reason. */
import type { Contractor } from '../../../../domain/ports/account-ends';
import { addDays } from '../../../../domain/reminder/calendar';
import type { ReminderMessage } from '../../../../domain/reminder/messages';
import { runReminders } from '../../../../domain/use-cases/reminders/run-reminders';
import { startDueRuns } from '../../../../domain/use-cases/reminders/start-due-runs';
import { accountOf } from '../../fakes/world';
import { runDay, today, told, worldAt } from './a-run';

const contractor = (n: number, daysLeft: number, change: Partial<Contractor> = {}): Contractor => ({
  ref: { provider: 'directory', id: `c${n}` },
  userName: `contractor${n}@contoso.example`,
  displayName: `Contractor ${n}`,
  status: 'active',
  end: { day: addDays(today, daysLeft) },
  role: 'Designer',
  manager: 'maria@contoso.example',
  ...change,
});

function worldWith(contractors: readonly Contractor[], policy: object = {}) {
  const world = worldAt('11:00', policy);
  const manager = (n: number, name: string) =>
    accountOf({
      ...{ ref: { provider: 'directory', id: `m${n}` }, displayName: name, email: `${name}@mail.example` },
      objectId: `cccccccc-0000-4000-8000-00000000000${n}`,
    });
  world.ends.managers.set('maria@contoso.example', manager(1, 'Maria'));
  world.ends.managers.set('nils@contoso.example', manager(2, 'Nils'));
  world.ends.contractors.push(...contractors);
  return world;
}

const contentOf = (message: unknown) => message as ReminderMessage & { kind: 'contractor-expiry' };

describe('the managers’ run', () => {
  test('C1: two managers and nine contractors make two messages, those who end first standing first', async () => {
    const world = worldWith([
      ...[14, 1, 7, 4].map((days, n) => contractor(n, days)),
      ...[2, 14, 7, 7].map((days, n) => contractor(n + 4, days, { manager: 'nils@contoso.example' })),
      contractor(9, 3),
    ]);
    const { row } = await runDay(world, 'contractor-expiry');
    expect(told(world).toSorted()).toEqual(['contractor-expiry 1', 'contractor-expiry 2']);
    const toMaria = world.messenger.sent.find(({ to }) => to.endsWith('1'))?.message;
    expect(contentOf(toMaria).contractors.map(({ daysBefore }) => daysBefore)).toEqual([1, 4, 7, 14]);
    expect(contentOf(toMaria)).toMatchObject({ listed: 1, more: 3, isDone: false });
    expect(row?.counts).toMatchObject({ due: 8, sent: 2 });
  });

  test('a manager who is named in two ways gets one message, and is looked up once for each', async () => {
    const world = worldWith([
      contractor(1, 7),
      contractor(2, 7, { manager: 'm1' }),
      contractor(3, 7),
      contractor(4, 4),
    ]);
    world.ends.managers.set('m1', accountOf({ objectId: 'cccccccc-0000-4000-8000-000000000001' }));
    await runDay(world, 'contractor-expiry');
    expect(contentOf(world.messenger.sent[0]?.message).contractors).toHaveLength(4);
    expect(world.messenger.sent).toHaveLength(1);
    expect(world.ends.calls.managers.toSorted()).toEqual(['m1', 'maria@contoso.example']);
  });

  test('C4: interns and disabled accounts are left out, with the reason', async () => {
    const world = worldWith(
      [contractor(1, 7, { role: 'Intern' }), contractor(2, 7, { status: 'disabled' }), contractor(3, 7)],
      { contractorExpiry: { excludedRoles: ['intern'] } },
    );
    const { row } = await runDay(world, 'contractor-expiry');
    expect(contentOf(world.messenger.sent[0]?.message).contractors.map(({ name }) => name)).toEqual([
      'Contractor 3',
    ]);
    expect(row?.counts).toMatchObject({ due: 3, sent: 1, excluded: { 'excluded-role': 1, disabled: 1 } });
  });

  test('C2: a contractor without a reachable manager, or with an end that can’t be read, is in the administrators’ summary', async () => {
    const objectId = 'dddddddd-0000-4000-8000-000000000001';
    const { manager: _none, ...orphan } = contractor(1, 7);
    const world = worldWith([orphan, contractor(2, 7, { manager: 'nobody' }), contractor(3, 7)], {
      administrators: [{ objectId, summaries: true }],
    });
    world.ends.unreadable.push({ provider: 'directory', id: 'c8' });
    const { row } = await runDay(world, 'contractor-expiry');
    expect(row?.counts.undelivered).toEqual({ 'no-manager': 2, unreadable: 1 });
    expect(world.messenger.sent.at(-1)?.message).toMatchObject({
      kind: 'run-summary',
      problemCount: 3,
      problems: expect.arrayContaining([
        { name: 'Contractor 1', reason: 'no-manager' },
        { name: 'Contractor 2', reason: 'no-manager' },
        { name: 'c8', reason: 'unreadable' },
      ]),
    });
  });

  test('a manager whom Teams can’t reach gets it by mail', async () => {
    const world = worldWith([contractor(1, 7), contractor(2, 4)]);
    world.messenger.answerNext({ kind: 'undelivered', reason: 'not-installed' });
    const { row } = await runDay(world, 'contractor-expiry');
    expect(world.reminderMail.sent).toMatchObject([
      { to: 'Maria@mail.example', message: { kind: 'contractor-expiry' } },
    ]);
    expect(row?.counts).toMatchObject({ due: 2, sent: 0, mailed: 1 });
  });

  test('a manager of hundreds gets a card that can be kept, which says how many more there are', async () => {
    const world = worldWith(
      Array.from({ length: 230 }, (_, n) => contractor(n, 7, { displayName: `${n} ${'x'.repeat(200)}` })),
    );
    await runDay(world, 'contractor-expiry');
    const message = contentOf(world.messenger.sent[0]?.message);
    expect(message.contractors).toHaveLength(100);
    expect(message.beyond).toBe(130);
    expect(JSON.stringify(world.reminders.all()[0]).length).toBeLessThan(30_000);
  });

  test('dead at any call and gone on with later, every manager is told of all of theirs', async () => {
    const attempt = async (at: number, when: 'before' | 'after') => {
      const world = worldWith([
        ...[1, 2, 3, 4].map((n) => contractor(n, 7)),
        ...[5, 6].map((n) => contractor(n, 4, { manager: 'nils@contoso.example' })),
      ]);
      await startDueRuns(world.deps);
      world.gate.breakAt({ at, when, mode: 'dead' });
      await runReminders(world.deps, { kind: 'contractor-expiry', day: today }).catch(() => undefined);
      world.gate.revive();
      world.advance(120_000);
      const { row } = await runDay(world, 'contractor-expiry');
      return { world, row, calls: world.gate.count() };
    };
    const { calls } = await attempt(100_000, 'before');
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= calls; at++) {
        const { world, row } = await attempt(at, when);
        expect(new Set(told(world))).toEqual(new Set(['contractor-expiry 1', 'contractor-expiry 2']));
        for (const { to, message } of world.messenger.sent)
          expect(contentOf(message).contractors).toHaveLength(to.endsWith('1') ? 4 : 2);
        expect(row).toMatchObject({ phase: 'done', counts: { due: 6, sent: 2 } });
      }
    }
  });
});
