/** A day's run in the tests' world: people whose passwords run out, and the run stepped to its end. */
import type { Account } from '../../../../domain/account';
import type { PasswordExpiry } from '../../../../domain/ports/account-ends';
import { addDays, instantOf } from '../../../../domain/reminder/calendar';
import type { ReminderKind } from '../../../../domain/reminder/messages';
import { type RunStep, runReminders } from '../../../../domain/use-cases/reminders/run-reminders';
import { startDueRuns } from '../../../../domain/use-cases/reminders/start-due-runs';
import { accountOf, createWorld, type World } from '../../fakes/world';

export const zone = 'America/Los_Angeles';
/** A Tuesday. */
export const today = '2026-12-01';

export function worldAt(time: string, policy: object = {}, day = today): World {
  const world = createWorld({ policy });
  world.setTime(instantOf(day, time, zone).toISOString());
  return world;
}

const objectIdOf = (n: number): string => `cccccccc-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** @param daysLeft calendar days from `day` to the day of the expiry, which is at noon */
export function expiring(
  n: number,
  daysLeft: number,
  change: Partial<Account> = {},
  day = today,
): PasswordExpiry {
  return {
    account: accountOf({
      ref: { provider: 'directory', id: String(n) },
      userName: `person${n}@contoso.example`,
      displayName: `Person ${n}`,
      email: `person${n}@mail.example`,
      objectId: objectIdOf(n),
      ...change,
    }),
    expiresAt: instantOf(addDays(day, daysLeft), '12:00', zone).toISOString(),
  };
}

/** Starts what is due and steps it; a wait moves the clock. */
export async function runDay(world: World, kind: ReminderKind = 'password-expiry', day = today) {
  await startDueRuns(world.deps);
  const steps: RunStep[] = [];
  for (let count = 0; count < 100; count++) {
    const step = await runReminders(world.deps, { kind, day });
    steps.push(step);
    if (step.kind === 'done') break;
    if (step.kind === 'wait') world.setTime(new Date(Date.parse(step.until) + 1).toISOString());
  }
  return { steps, row: world.runs.read(`${kind}-${day}`)?.value };
}

/** Who got what kind of message, in the order of sending. */
export function told(world: World): string[] {
  return world.messenger.sent.map(({ to, message }) => `${message.kind} ${Number(to.slice(-12))}`);
}
