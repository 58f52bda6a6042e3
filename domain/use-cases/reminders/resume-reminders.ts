/** E3: "remind me again" takes back what the person has said about any of their accounts. */
import type { Deps } from '../../deps';
import { type Person, samePerson } from '../../person';
import { partyOf } from '../../ports/audit-trail';
import { addDays, type Day, dayOf, instantOf } from '../../reminder/calendar';
import type { PasswordReminderRow } from '../../reminder/row';
import { reminderOn } from '../../reminder/schedule';
import { changeReminder } from './change-reminder';

export type Resumed = {
  /** Accounts about which something had been stopped or put off. */
  readonly accountNames: readonly string[];
  /** When the next of their reminders comes, if one is to come in this cycle. */
  readonly nextDay?: Day;
};

export async function resumeReminders(deps: Deps, person: Person): Promise<Resumed> {
  const resumed: PasswordReminderRow[] = [];
  for (const id of await deps.reminders.passwordRowsOf(person)) {
    let former: PasswordReminderRow | undefined;
    await changeReminder(deps, id, (row) => {
      // The pointer may have outlived what it points to.
      const isOwn = row.kind === 'password-expiry' && samePerson(row.person, person);
      former = isOwn && (row.optedOutAt || isChosen(deps, row)) ? row : undefined;
      if (!former) return undefined;
      const { optedOutAt: _stopped, choice: _choice, ...again } = former;
      return again;
    });
    if (former) resumed.push(former);
  }
  await record(deps, person, resumed.length);
  const days = resumed.flatMap((row) => nextDayOf(deps, row) ?? []).toSorted();
  return {
    accountNames: resumed.map(({ accountName }) => accountName),
    ...(days[0] ? { nextDay: days[0] } : {}),
  };
}

/** "Already updated" and "Remind me later" hold for an expiry that is still to come. */
function isChosen({ clock }: Deps, { choice, expiresAt }: PasswordReminderRow): boolean {
  return choice !== undefined && new Date(expiresAt) > clock.now();
}

/** The first day on which the schedule has a reminder that was not sent yet. */
function nextDayOf({ policy, clock }: Deps, row: PasswordReminderRow): Day | undefined {
  const { timeZone } = policy.organisation;
  const rule = { ...policy.passwordExpiry, timeZone };
  const now = clock.now();
  const endDay = dayOf(new Date(row.expiresAt), timeZone);
  const today = dayOf(now, timeZone);
  const isTodayOver = now >= instantOf(today, rule.sendAt, timeZone);
  for (let day = isTodayOver ? addDays(today, 1) : today; day <= endDay; day = addDays(day, 1)) {
    const reminder = reminderOn(day, endDay, rule);
    if (reminder && !row.deliveries.some(({ interval }) => interval === reminder.interval)) return day;
  }
  return undefined;
}

async function record(deps: Deps, person: Person, count: number): Promise<void> {
  const at = deps.clock.now().toISOString();
  await deps.audit.record({
    key: deps.digest.of('remind-again', person.aadObjectId, at).slice(0, 40),
    at,
    act: 'answer',
    actor: partyOf(person),
    subject: partyOf(person),
    verifiedBy: 'teams',
    source: 'typed',
    reason: `remind-again ${count}`,
    result: 'done',
  });
}
