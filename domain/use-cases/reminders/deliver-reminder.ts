/**
 * One reminder, once (E8): whoever writes its delivery record first sends it, at the run's pace. The lease outlasts the
 * channel's own retries; when it has run out, the rule is asked again whether the message is still right. Whom Teams
 * can't reach is put on the list of those who get a mail.
 */
import type { Account } from '../../account';
import type { Deps } from '../../deps';
import { after, isPast } from '../../duration';
import { CodedError } from '../../errors';
import type { RunKey } from '../../ports/reminder-store';
import type { Stored } from '../../ports/stores';
import { deliveryIn, type ReminderDelivery, type ReminderRow, withDeliveryIn } from '../../reminder/row';
import type { Counted } from '../../reminder/run';
import { auditReminder } from './audit-reminder';
import { changeReminder } from './change-reminder';
import type { Outcome } from './in-blocks';
import { openReminderQuestion } from './open-reminder-question';
import { reminderMessage } from './reminder-message';

export type Plan =
  | { readonly kind: 'counted'; readonly counted: readonly Counted[] }
  /** The row as it is to be, and which of its messages is due; managers' rows have only one, number 0. */
  | { readonly kind: 'send'; readonly row: ReminderRow; readonly interval: number };

export type Reminding = {
  readonly run: RunKey;
  readonly id: string;
  /** Who gets the mail, should it come to that. */
  readonly reader: MailReader;
  /** Asked anew each time the row has changed. */
  plan(row: ReminderRow | undefined): Plan;
};

export type MailReader = Pick<Account, 'displayName' | 'email'>;

/** Somebody whom Teams could not reach, in the run's list `mail`. */
export type MailItem = { readonly id: string; readonly interval: number; readonly reader: MailReader };

export type Handed = { readonly kind: 'sent' } | { readonly kind: 'mail' };

const writes = 6;
const sendingMs = 30_000;
/** A chat that never takes the message may not hold up the run for ever. */
const mostTries = 6;

/** What it counts for is the caller's to say of `sent`; `mail` counts when the mail has gone. */
export async function deliverReminder(deps: Deps, reminding: Reminding): Promise<Outcome | Handed> {
  let stored = await deps.reminders.read(reminding.id);
  for (let attempt = 0; attempt < writes; attempt++) {
    const plan = reminding.plan(stored?.value);
    if (plan.kind === 'counted') return plan;
    const present = deliveryIn(plan.row, plan.interval);
    if (present?.state === 'sent') return { kind: 'sent' };
    if (present?.via === 'mail') return { kind: 'mail' };
    if (present?.leaseUntil && !isPast(present.leaseUntil, deps.clock.now())) {
      return { kind: 'blocked', until: present.leaseUntil };
    }
    if (attempt === 0) await deps.reminderPace.take();
    const now = deps.clock.now();
    const claim: ReminderDelivery = {
      ...{ interval: plan.interval, day: reminding.run.day, state: 'sending' },
      ...{ at: now.toISOString(), leaseUntil: after(now, sendingMs), tries: (present?.tries ?? 0) + 1 },
    };
    const claimed = await deps.reminders.write(withDeliveryIn(plan.row, claim), stored?.etag);
    if (claimed !== 'conflict') return send(deps, reminding, claimed, claim);
    stored = await deps.reminders.read(reminding.id);
  }
  throw new CodedError('conflict', 'the reminder row kept changing', { retryable: true });
}

async function send(
  deps: Deps,
  { run, id, reader }: Reminding,
  claimed: Stored<ReminderRow>,
  claim: ReminderDelivery,
): Promise<Outcome | Handed> {
  const row = claimed.value;
  const note = (delivery: Partial<ReminderDelivery>): Promise<unknown> =>
    changeReminder(deps, id, (now) => withDeliveryIn(now, withoutLease({ ...claim, ...delivery })), claimed);
  const answer = await sendInTeams(deps, run, row, claim);
  if (answer.kind === 'sent') {
    const sent = note({ state: 'sent', activityId: answer.activityId, via: 'teams' });
    await Promise.all([sent, auditReminder(deps, row, claim, 'teams')]);
    return { kind: 'sent' };
  }
  if (answer.kind === 'later' && (claim.tries ?? 0) < mostTries) {
    await note({ leaseUntil: answer.notBefore });
    return { kind: 'blocked', until: answer.notBefore };
  }
  const item: MailItem = { id, interval: claim.interval, reader };
  await deps.reminderRuns.gather(run, 'mail', [{ group: id, key: String(claim.interval), value: item }]);
  await note({ via: 'mail', reason: answer.kind === 'later' ? 'unreachable' : answer.reason });
  return { kind: 'mail' };
}

async function sendInTeams(deps: Deps, run: RunKey, row: ReminderRow, { interval }: ReminderDelivery) {
  if (row.person.aadObjectId === '') return { kind: 'undelivered', reason: 'not-linked' } as const;
  const message = await reminderMessage(deps, row, { day: run.day, interval });
  const chat = await openReminderQuestion(deps, row, message);
  return deps.messenger.send(row.person, message, chat);
}

function withoutLease(delivery: ReminderDelivery): ReminderDelivery {
  const { leaseUntil, ...rest } = delivery;
  return rest.state === 'sending' && rest.via === undefined && leaseUntil ? { ...rest, leaseUntil } : rest;
}
