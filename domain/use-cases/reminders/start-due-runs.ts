/**
 * Asks whether today's runs are due and starts them (E1, E8, C1), and sees to it that one that was begun goes on: its
 * row tells when it last moved. A run whose activity was killed hears nothing for minutes, so it is started anew.
 */
import type { Deps } from '../../deps';
import { addDays, dayOf, instantOf } from '../../reminder/calendar';
import type { ReminderKind } from '../../reminder/messages';
import type { RunRow } from '../../reminder/row';
import { noCounts } from '../../reminder/run';
import { dueRunDay } from '../../reminder/schedule';
import { firstPhase } from './run-reminders';

/** An activity writes the row every minute at least. */
const silentMs = 90_000;

/** @returns how many runs are on. @param justStarted nothing of before is running here: no patience is due */
export async function startDueRuns(deps: Deps, justStarted = false): Promise<number> {
  let on = 0;
  for (const kind of ['password-expiry', 'contractor-expiry'] as const) {
    if (!hasProvider(deps, kind)) continue;
    const at = { sendAt: sendAtOf(deps, kind), timeZone: deps.policy.organisation.timeZone };
    const now = deps.clock.now();
    const today = dayOf(now, at.timeZone);
    const hour = instantOf(today, at.sendAt, at.timeZone);
    const due = deps.remindersFrom && hour < deps.remindersFrom ? undefined : dueRunDay(now, at);
    for (const day of [addDays(today, -1), today]) {
      const row = await rowOf(deps, kind, day, day === due);
      if (!row || row.phase === 'done') continue;
      on += 1;
      const last = Math.max(Date.parse(row.changedAt), Date.parse(row.waitUntil ?? row.changedAt));
      const isDead = last < now.getTime() - silentMs || (justStarted && row.startedAt !== now.toISOString());
      await (isDead ? deps.orchestrations.restartRun(row) : deps.orchestrations.startRun(row));
    }
  }
  return on;
}

/** Today's row is made when its hour has come; an older one may still have something to do. */
async function rowOf(
  deps: Deps,
  kind: ReminderKind,
  day: string,
  isDue: boolean,
): Promise<RunRow | undefined> {
  const stored = await deps.reminderRuns.read({ kind, day });
  if (stored || !isDue) return stored?.value;
  const at = deps.clock.now().toISOString();
  const row = { kind, day, phase: firstPhase[kind], counts: noCounts, startedAt: at, changedAt: at };
  const written = await deps.reminderRuns.write(row, undefined);
  return written === 'conflict' ? (await deps.reminderRuns.read({ kind, day }))?.value : written.value;
}

function hasProvider({ providers }: Deps, kind: ReminderKind): boolean {
  return (kind === 'password-expiry' ? providers.passwordExpiry : providers.contractors) !== undefined;
}

function sendAtOf({ policy }: Deps, kind: ReminderKind): string {
  return kind === 'password-expiry' ? policy.passwordExpiry.sendAt : policy.contractorExpiry.sendAt;
}
