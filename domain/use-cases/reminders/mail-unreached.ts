/** Whoever Teams could not reach gets the reminder by mail; who can't be reached at all is a problem of the run. */
import type { Deps } from '../../deps';
import { after, isPast } from '../../duration';
import { deliveryIn, type ReminderDelivery, type ReminderRow, withDeliveryIn } from '../../reminder/row';
import { type Counted, isOver } from '../../reminder/run';
import type { SendingTime } from '../../reminder/schedule';
import { auditReminder } from './audit-reminder';
import { changeReminder } from './change-reminder';
import type { MailItem } from './deliver-reminder';
import { inBlocks, type Outcome } from './in-blocks';
import { reminderMessage } from './reminder-message';
import type { PhaseResult, RunInProgress } from './run-in-progress';

const blockSize = 50;
/** Outlasts the mail server's time-out. */
const mailingMs = 60_000;

export function mailUnreached(deps: Deps, run: RunInProgress, at: SendingTime): Promise<PhaseResult> {
  return inBlocks<MailItem>(deps, run, {
    read: async (cursor) => {
      const groups = await deps.reminderRuns.gathered<MailItem>(run.key, 'mail', cursor, blockSize);
      const last = groups.length === blockSize ? groups.at(-1) : undefined;
      return { items: groups.flatMap(({ values }) => values), ...(last ? { next: last.group } : {}) };
    },
    each: (item) => mail(deps, run, item, at),
    hopeless: (item) => giveUp(deps, run, item, 'failed'),
    after: { phase: 'telling' },
  });
}

async function mail(deps: Deps, run: RunInProgress, item: MailItem, at: SendingTime): Promise<Outcome> {
  const claimed = await claim(deps, run, item);
  if ('kind' in claimed) return claimed;
  const { row, delivery } = claimed;
  const message = await reminderMessage(deps, row, { day: run.key.day, interval: item.interval });
  const known = row.person.aadObjectId === '' ? undefined : await deps.conversations.read(row.person);
  const locale = known?.value.locale ?? deps.policy.organisation.languages[0] ?? 'en';
  const zone = known?.value.timeZone;
  const key = `${row.id}.${run.key.day}.${item.interval}`;
  const isLate = isOver(run.key.day, at, deps.clock.now());
  const answer = isLate
    ? 'too-late'
    : await deps.reminderMail.sendReminder(message, item.reader, {
        ...{ locale, key },
        ...(zone ? { timeZone: zone } : {}),
      });
  const { leaseUntil: _lease, ...tried } = delivery;
  const note = (change: Partial<ReminderDelivery>) =>
    changeReminder(deps, row.id, (now) => withDeliveryIn(now, { ...tried, ...change }));
  if (answer === 'sent') {
    await Promise.all([note({ state: 'sent' }), auditReminder(deps, row, delivery, 'mail')]);
    return counted({ as: 'mailed' });
  }
  if (answer === 'later') return { kind: 'blocked', until: delivery.leaseUntil ?? delivery.at };
  return giveUp(deps, run, item, isLate ? 'not-in-time' : (delivery.reason ?? 'unreachable'));
}

/** Nobody could be reached: it stands on the row, among the run's problems, and in the trail. */
async function giveUp(deps: Deps, run: RunInProgress, item: MailItem, reason: string): Promise<Outcome> {
  await deps.reminderRuns.noteProblem(run.key, item.id, { name: item.reader.displayName, reason });
  let delivery: ReminderDelivery | undefined;
  const changed = await changeReminder(deps, item.id, (row) => {
    const { leaseUntil: _lease, ...present } = deliveryIn(row, item.interval) ?? {};
    delivery = 'at' in present ? { ...present, state: 'undelivered', reason } : undefined;
    return delivery && withDeliveryIn(row, delivery);
  });
  if (changed && delivery) await auditReminder(deps, changed.value, delivery, reason, 'reminder-undelivered');
  return counted({ as: 'undelivered', reason });
}

/** The licence to mail it, or what has become of it. */
async function claim(
  deps: Deps,
  run: RunInProgress,
  { id, interval }: MailItem,
): Promise<Outcome | { readonly row: ReminderRow; readonly delivery: ReminderDelivery }> {
  const now = deps.clock.now();
  let mine: ReminderDelivery | undefined;
  const changed = await changeReminder(deps, id, (row) => {
    const present = deliveryIn(row, interval);
    const isFree = !present?.leaseUntil || isPast(present.leaseUntil, now);
    mine =
      present?.state === 'sending' && present.day === run.key.day && isFree
        ? { ...present, at: now.toISOString(), leaseUntil: after(now, mailingMs) }
        : undefined;
    return mine && withDeliveryIn(row, mine);
  });
  const row = changed?.value;
  if (row && mine) return { row, delivery: mine };
  const present = row && deliveryIn(row, interval);
  // The row has gone on to another cycle: the password was changed meanwhile.
  if (present?.day !== run.key.day) return counted({ as: 'resolved', reason: 'changed' });
  if (present.state === 'sending') return { kind: 'blocked', until: present.leaseUntil ?? present.at };
  return counted(
    present.state === 'sent'
      ? { as: 'mailed' }
      : { as: 'undelivered', reason: present.reason ?? 'unreachable' },
  );
}

function counted(one: Counted): Outcome {
  return { kind: 'counted', counted: [one] };
}
