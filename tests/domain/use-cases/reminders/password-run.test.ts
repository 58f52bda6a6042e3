/** The password run: everybody who is due once, whoever isn't never, and each with the reason that is counted. */

import { CodedError } from '../../../../domain/errors';
import { addDays, instantOf } from '../../../../domain/reminder/calendar';
import { pressIdOf } from '../../../../domain/reminder/press-id';
import type { PasswordReminderRow } from '../../../../domain/reminder/row';
import { runReminders } from '../../../../domain/use-cases/reminders/run-reminders';
import { startDueRuns } from '../../../../domain/use-cases/reminders/start-due-runs';
import { hour, minute, tenantId } from '../../fakes/world';
import { expiring, runDay, today, told, worldAt, zone } from './a-run';

const passwordRow = (world: ReturnType<typeof worldAt>, n: number): PasswordReminderRow => {
  const row = world.reminders
    .all()
    .find((one) => one.kind === 'password-expiry' && one.account.id === String(n));
  if (row?.kind !== 'password-expiry') throw new Error(`no row of ${n}`);
  return row;
};

describe('a day’s password run', () => {
  test('E2: tells those whose day it is, once each, and nobody else', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(...[14, 13, 7, 4, 3, 2, 1].map((days, n) => expiring(n, days)));
    const { row } = await runDay(world);
    expect(told(world).toSorted()).toEqual([0, 2, 3, 5, 6].map((n) => `password-expiry ${n}`));
    expect(row).toMatchObject({ phase: 'done', counts: { due: 5, sent: 5, mailed: 0 } });
    expect(world.messenger.sent.map(({ message }) => message)).toContainEqual(
      expect.objectContaining({ accountName: 'person6@contoso.example', daysBefore: 1, isLast: true }),
    );
  });

  test('E6: says once that a password has run out, also to whoever asked for silence', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 1), expiring(2, 1));
    await runDay(world);
    for (const n of [1, 2]) {
      const stored = world.reminders.read(passwordRow(world, n).id);
      if (stored?.value.kind !== 'password-expiry') throw new Error('no row');
      const choice = n === 1 ? { choice: 'already-updated' as const } : { optedOutAt: world.iso() };
      world.reminders.write(stored.value.id, { ...stored.value, ...choice }, stored.etag);
    }
    const end = addDays(today, 1);
    world.setTime(instantOf(addDays(end, 1), '10:00', zone).toISOString());
    await runDay(world, 'password-expiry', addDays(end, 1));
    await runDay(world, 'password-expiry', addDays(end, 1));
    expect(told(world).slice(2).toSorted()).toEqual(['password-expired 1', 'password-expired 2']);
  });

  test('E8: passes over whoever is disabled, no person, left out by the policy or not to be reminded, and says why', async () => {
    const world = worldAt('10:00', { selfService: { exclude: { groups: ['silent'] } } });
    world.ends.passwords.push(
      expiring(1, 7, { status: 'disabled' }),
      expiring(2, 7, { userType: 'Service account' }),
      expiring(3, 7, { groups: ['Silent'] }),
      expiring(4, 7),
    );
    const { row } = await runDay(world);
    expect(told(world)).toEqual(['password-expiry 4']);
    expect(row?.counts).toMatchObject({
      due: 4,
      sent: 1,
      excluded: { disabled: 1, 'not-a-person': 1, 'not-eligible': 1 },
    });
  });

  test('administrators are reminded too: a reminder changes nothing', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7, { privileged: true }));
    await runDay(world);
    expect(told(world)).toEqual(['password-expiry 1']);
  });

  test.each([
    [{ choice: 'already-updated' as const }, 'resolved', 'already-updated'],
    [{ choice: 'later' as const }, 'resolved', 'later'],
    [{ clickedAt: '2026-12-01T19:00:00.000Z' }, 'resolved', 'clicked'],
    [{ optedOutAt: '2026-12-01T19:00:00.000Z' }, 'excluded', 'opted-out'],
  ])('E3, E4: %j ends it for the next day', async (answer, as, reason) => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7));
    await runDay(world);
    const stored = world.reminders.read(passwordRow(world, 1).id);
    world.reminders.write(passwordRow(world, 1).id, { ...passwordRow(world, 1), ...answer }, stored?.etag);
    const next = addDays(today, 3);
    world.setTime(instantOf(next, '10:00', zone).toISOString());
    const { row } = await runDay(world, 'password-expiry', next);
    expect(world.messenger.sent).toHaveLength(1);
    expect(row?.counts).toMatchObject({ due: 1, sent: 0, [as]: { [reason]: 1 } });
  });

  test('E4: a new expiry is a new cycle; only “do not remind me again” outlives it', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7), expiring(2, 7));
    await runDay(world);
    for (const [n, answer] of [
      [1, { choice: 'already-updated' as const }],
      [2, { optedOutAt: world.iso() }],
    ] as const) {
      const stored = world.reminders.read(passwordRow(world, n).id);
      world.reminders.write(passwordRow(world, n).id, { ...passwordRow(world, n), ...answer }, stored?.etag);
    }
    const later = addDays(today, 90);
    world.ends.passwords.splice(0, 2, expiring(1, 14, {}, later), expiring(2, 14, {}, later));
    world.setTime(instantOf(later, '10:00', zone).toISOString());
    const { row } = await runDay(world, 'password-expiry', later);
    expect(told(world).slice(2)).toEqual(['password-expiry 1']);
    expect(row?.counts.excluded).toEqual({ 'opted-out': 1 });
  });

  test('the question is open before the card is sent, one for each account, so that typed titles work', async () => {
    const world = worldAt('10:00');
    const twice = { objectId: 'cccccccc-0000-4000-8000-000000000001' };
    world.ends.passwords.push(expiring(1, 7, twice), expiring(2, 4, twice));
    await runDay(world);
    const chat = world.conversations.read(`${tenantId}/${twice.objectId}`)?.value;
    expect(chat?.questions.map(({ topic, id }) => `${topic} ${id}`).toSorted()).toEqual(
      [1, 2].map((n) => `reminder ${pressIdOf(passwordRow(world, n))}`).toSorted(),
    );
    expect(world.gate.journal.indexOf('conversations.write')).toBeLessThan(
      world.gate.journal.indexOf('messenger.send'),
    );
  });

  test('an account that has changed hands forgets what the former holder chose', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7));
    await runDay(world);
    const stored = world.reminders.read(passwordRow(world, 1).id);
    world.reminders.write(
      passwordRow(world, 1).id,
      { ...passwordRow(world, 1), optedOutAt: world.iso() },
      stored?.etag,
    );
    const next = addDays(today, 3);
    world.ends.passwords.splice(
      0,
      1,
      expiring(1, 4, { objectId: 'cccccccc-0000-4000-8000-000000000009' }, next),
    );
    world.setTime(instantOf(next, '10:00', zone).toISOString());
    await runDay(world, 'password-expiry', next);
    expect(told(world)).toEqual(['password-expiry 1', 'password-expiry 9']);
  });
});

describe('whom Teams can’t reach', () => {
  test.each([
    ['not-installed' as const, {}],
    ['blocked' as const, {}],
    [undefined, { objectId: undefined }],
  ])('gets a mail (%s)', async (reason, change) => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7, change as object));
    if (reason) world.messenger.answerNext({ kind: 'undelivered', reason });
    const { row } = await runDay(world);
    expect(world.reminderMail.sent).toMatchObject([
      { to: 'person1@mail.example', message: { kind: 'password-expiry' } },
    ]);
    expect(row?.counts).toMatchObject({ due: 1, sent: 0, mailed: 1, undelivered: {} });
  });

  test('and who has no address either is a problem with its reason', async () => {
    const world = worldAt('10:00', {
      administrators: [{ objectId: 'dddddddd-0000-4000-8000-000000000001', summaries: true }],
    });
    world.ends.passwords.push(expiring(1, 7, { email: undefined }));
    world.messenger.answerNext({ kind: 'undelivered', reason: 'blocked' });
    const { row } = await runDay(world);
    expect(row?.counts).toMatchObject({ due: 1, mailed: 0, undelivered: { blocked: 1 } });
    expect(world.audit.entries).toContainEqual(
      expect.objectContaining({ act: 'reminder-undelivered', result: 'failed' }),
    );
    expect(world.messenger.sent.at(-1)?.message).toMatchObject({
      kind: 'run-summary',
      problemCount: 1,
      problems: [{ name: 'Person 1', reason: 'blocked' }],
    });
  });

  test('a mail server that is away is waited for, and nobody gets two mails', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(
      expiring(1, 7, { objectId: undefined }),
      expiring(2, 7, { objectId: undefined }),
    );
    world.reminderMail.answerNext('later', 'later');
    const { row } = await runDay(world);
    expect(world.reminderMail.sent).toHaveLength(2);
    expect(row?.counts).toMatchObject({ mailed: 2 });
  });
});

test('an address that the mail server refuses for good holds nobody up, and is a problem', async () => {
  const world = worldAt('10:00');
  world.ends.passwords.push(expiring(1, 7, { objectId: undefined }), expiring(2, 7, { objectId: undefined }));
  const { sendReminder } = world.reminderMail.port;
  world.reminderMail.port.sendReminder = async (...about) => {
    if (about[1].email === 'person1@mail.example') throw new CodedError('refused', 'no such mailbox');
    return sendReminder(...about);
  };
  const { row } = await runDay(world);
  expect(row?.counts).toMatchObject({ mailed: 1, undelivered: { failed: 1 } });
  expect(passwordRow(world, 1).deliveries).toMatchObject([{ state: 'undelivered', reason: 'failed' }]);
  expect(world.audit.entries).toContainEqual(
    expect.objectContaining({ act: 'reminder-undelivered', reason: 'password-expiry 7, failed' }),
  );
});

describe('a run that is held up', () => {
  test('a 429 stops the block; after it everybody is told once', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(...[1, 2, 3, 4, 5].map((n) => expiring(n, 7)));
    world.messenger.answerNext({ kind: 'later', notBefore: world.iso(minute) });
    const { steps, row } = await runDay(world);
    expect(steps).toContainEqual(expect.objectContaining({ kind: 'wait' }));
    expect(told(world).toSorted()).toEqual([1, 2, 3, 4, 5].map((n) => `password-expiry ${n}`));
    expect(row?.counts).toMatchObject({ due: 5, sent: 5 });
  });

  test('a chat that never takes a message holds nobody up for ever: it is mailed', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7));
    world.messenger.answerNext(
      ...Array.from({ length: 20 }, () => ({ kind: 'later' as const, notBefore: world.iso() })),
    );
    const { row } = await runDay(world);
    expect(row?.counts).toMatchObject({ mailed: 1 });
  });

  test('a list that the provider has forgotten begins anew: counted once, told once', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(...Array.from({ length: 10 }, (_, n) => expiring(n, 7)));
    world.ends.state.forgetCursorOnce = true;
    const { row } = await runDay(world);
    expect(new Set(told(world)).size).toBe(10);
    expect(told(world)).toHaveLength(10);
    expect(row?.counts).toMatchObject({ due: 10, sent: 10 });
  });

  test('dead at any call and gone on with later, everybody is told, and twice only where the answer was lost', async () => {
    const people = [1, 2, 3, 4];
    const attempt = async (at: number, when: 'before' | 'after') => {
      const world = worldAt('10:00');
      world.ends.passwords.push(...people.map((n) => expiring(n, 7)));
      await startDueRuns(world.deps);
      world.gate.breakAt({ at, when, mode: 'dead' });
      const died = await runReminders(world.deps, { kind: 'password-expiry', day: today }).catch(
        () => 'died',
      );
      world.gate.revive();
      world.advance(hour / 30);
      const { row } = await runDay(world);
      return { died, sent: told(world), row, calls: world.gate.count() };
    };
    const { calls } = await attempt(100_000, 'before');
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= calls; at++) {
        const { sent, row } = await attempt(at, when);
        expect(new Set(sent)).toEqual(new Set(people.map((n) => `password-expiry ${n}`)));
        // A message whose answer nobody heard may be shown again: at most those on their way at that moment.
        expect(sent.length).toBeLessThanOrEqual(people.length * 2);
        expect(row).toMatchObject({ phase: 'done', counts: { due: 4, sent: 4 } });
      }
    }
  });

  test('so it is with mails: dead at any call, everybody whom Teams can’t reach has one in the end', async () => {
    const attempt = async (at: number, when: 'before' | 'after') => {
      const world = worldAt('10:00');
      world.ends.passwords.push(...[1, 2].map((n) => expiring(n, 7, { objectId: undefined })));
      await startDueRuns(world.deps);
      world.gate.breakAt({ at, when, mode: 'dead' });
      await runReminders(world.deps, { kind: 'password-expiry', day: today }).catch(() => undefined);
      world.gate.revive();
      world.advance(hour / 30);
      const { row } = await runDay(world);
      return { row, to: world.reminderMail.sent.map((mail) => mail.to), calls: world.gate.count() };
    };
    const { calls } = await attempt(100_000, 'before');
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= calls; at++) {
        const { row, to } = await attempt(at, when);
        expect(new Set(to)).toEqual(new Set(['person1@mail.example', 'person2@mail.example']));
        expect(row).toMatchObject({ phase: 'done', counts: { due: 2, sent: 0, mailed: 2 } });
      }
    }
  });

  test('two hosts at once: everybody once, and one count', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(...Array.from({ length: 12 }, (_, n) => expiring(n, 7)));
    await startDueRuns(world.deps);
    await Promise.all([1, 2, 3].map(() => runReminders(world.deps, { kind: 'password-expiry', day: today })));
    world.advance(hour / 60);
    const { row } = await runDay(world);
    expect(told(world)).toHaveLength(12);
    expect(row?.counts).toMatchObject({ due: 12, sent: 12 });
  });

  test('E8: one that the day has overtaken sends nothing more, and says so', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7));
    await startDueRuns(world.deps);
    world.setTime(instantOf(addDays(today, 1), '09:00', zone).toISOString());
    const { row } = await runDay(world);
    expect(told(world)).toEqual([]);
    expect(row).toMatchObject({ phase: 'done', unfinished: true });
    expect(world.audit.entries).toContainEqual(
      expect.objectContaining({ act: 'reminder-run', result: 'failed' }),
    );
  });
});

describe('the end of a run', () => {
  test('the older card of a cycle loses its buttons, the newest keeps them', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7));
    await runDay(world);
    expect(world.messenger.replaced).toEqual([]);
    const next = addDays(today, 3);
    world.setTime(instantOf(next, '10:00', zone).toISOString());
    await runDay(world, 'password-expiry', next);
    expect(world.messenger.replaced).toMatchObject([
      { activityId: 'activity-1', message: { kind: 'retired', template: 'password-expiry' } },
    ]);
  });

  test('a card that can’t be reached is left to the next run: the run ends all the same', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7));
    await runDay(world);
    world.messenger.port.replace = async () => 'later';
    const next = addDays(today, 3);
    world.setTime(instantOf(next, '10:00', zone).toISOString());
    const { row } = await runDay(world, 'password-expiry', next);
    expect(row?.phase).toBe('done');
    expect(await world.deps.reminders.owing(10)).toHaveLength(1);
  });

  test('what nobody needs any more is removed, and names that were gathered at once', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7, { objectId: undefined }));
    await runDay(world);
    expect(world.reminders.purged).toEqual(['2026-10-02']);
    expect(world.runs.lists.size).toBe(0);
  });

  test('the audit trail has one record of the run with its counts, and one of each reminder', async () => {
    const world = worldAt('10:00');
    world.ends.passwords.push(expiring(1, 7), expiring(2, 7, { status: 'disabled' }));
    await runDay(world);
    expect(world.audit.entries.filter(({ act }) => act === 'reminder-run')).toMatchObject([
      { reason: 'password-expiry 2026-12-01: due 2, sent 1, mailed 0; excluded: disabled 1', result: 'done' },
    ]);
    expect(world.audit.entries.filter(({ act }) => act === 'reminder-sent')).toMatchObject([
      { reason: 'password-expiry 7, teams', subject: { kind: 'person' } },
    ]);
  });

  test('summaries go to administrators who want them, and to no other', async () => {
    const [wants, not] = ['dddddddd-0000-4000-8000-000000000001', 'dddddddd-0000-4000-8000-000000000002'];
    const world = worldAt('10:00', {
      administrators: [{ objectId: wants, summaries: true }, { objectId: not }],
    });
    world.ends.passwords.push(expiring(3, 7));
    await runDay(world);
    await runDay(world);
    expect(told(world)).toEqual(['password-expiry 3', 'run-summary 1']);
  });
});
