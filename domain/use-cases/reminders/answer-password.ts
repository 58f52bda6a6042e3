/**
 * E3: the answers to a password's reminder. Each is judged by the row: still the same expiry, not run out, not changed
 * since. The same answer twice, from two devices perhaps, is one; the last of different ones counts.
 */
import type { Deps } from '../../deps';
import { CodedError } from '../../errors';
import type { Refused } from '../../outcome';
import type { Stored } from '../../ports/stores';
import { dayOf } from '../../reminder/calendar';
import type { ReminderAnswer } from '../../reminder/messages';
import { laterDay, type PasswordRule } from '../../reminder/password-expiry';
import { isPresentCycle, readPressId } from '../../reminder/press-id';
import type { PasswordReminderRow, ReminderRow } from '../../reminder/row';
import { type Answering, recordAnswer } from '../chat/own-request';
import { changeReminder } from './change-reminder';
import { ownReminder } from './own-reminder';

export type PasswordVerb = 'already-updated' | 'remind-later' | 'stop-reminders';

/** Why there is nothing to answer any more. `renewed`: there is a new date of expiry since. */
export type StaleReason = 'renewed' | 'no-later' | 'expired';

export type PasswordAnswered =
  | { readonly kind: 'answered'; readonly row: PasswordReminderRow; readonly answer: ReminderAnswer }
  | {
      readonly kind: 'stale';
      readonly reason: StaleReason;
      readonly row: PasswordReminderRow;
      /** Of the reminder that was answered. */
      readonly expiresAt: string;
    }
  | Refused;

export async function answerPassword(
  deps: Deps,
  answering: Answering,
  verb: PasswordVerb,
): Promise<PasswordAnswered> {
  const own = await ownReminder(deps, answering, 'password-expiry');
  if (own.kind === 'refused') return own;
  const { stored } = own;
  // Whoever wants no reminders wants none whatever card they say it on.
  const stale = verb === 'stop-reminders' ? undefined : await whyStale(deps, answering, stored.value);
  const reason = stale ?? (verb === 'remind-later' ? whyNoLater(deps, stored.value) : undefined);
  if (reason) return { ...(await told(deps, answering, reason)), row: stored.value };
  const changed = await change(deps, stored, verb);
  await recordAnswer(deps, answering, 'done');
  // "Do not remind me again" holds until it is taken back in so many words.
  const isStopped =
    verb === 'stop-reminders' || (verb === 'remind-later' && changed.optedOutAt !== undefined);
  if (isStopped) return { kind: 'answered', row: changed, answer: { kind: 'stopped' } };
  const answer: ReminderAnswer =
    verb === 'already-updated'
      ? { kind: 'already-updated' }
      : { kind: 'later', day: laterDay(new Date(changed.expiresAt), ruleOf(deps)) };
  return { kind: 'answered', row: changed, answer };
}

/** Why a press has nothing to answer: also for what is no answer to the row, a ticket for example. */
export async function whyStale(
  deps: Deps,
  { id }: Pick<Answering, 'id'>,
  row: PasswordReminderRow,
): Promise<'renewed' | 'expired' | undefined> {
  if (!isPresentCycle(row, id)) return 'renewed';
  if (await isRenewed(deps, row)) return 'renewed';
  return deps.clock.now() >= new Date(row.expiresAt) ? 'expired' : undefined;
}

/** Within a turn. */
const callMs = 2_000;

/** E4: where the provider can be asked, it decides; where it can't, the row is all that is known. */
async function isRenewed({ providers }: Deps, row: PasswordReminderRow): Promise<boolean> {
  const provider = providers.byId(row.account.provider)?.passwordExpiry;
  if (!provider) return false;
  try {
    const present = await provider.of(row.account.id, { timeoutMs: callMs });
    return present === undefined || Date.parse(present.expiresAt) > Date.parse(row.expiresAt);
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

function whyNoLater(deps: Deps, row: PasswordReminderRow): 'no-later' | undefined {
  const rule = ruleOf(deps);
  const isOver = dayOf(deps.clock.now(), rule.timeZone) > laterDay(new Date(row.expiresAt), rule);
  const hadLast = row.deliveries.some(({ interval, state }) => interval === 1 && state !== 'undelivered');
  return isOver || hadLast ? 'no-later' : undefined;
}

async function change(
  deps: Deps,
  stored: Stored<ReminderRow>,
  verb: PasswordVerb,
): Promise<PasswordReminderRow> {
  const now = deps.clock.now().toISOString();
  const changed = await changeReminder(
    deps,
    stored.value.id,
    (row) => {
      if (row.kind !== 'password-expiry') return undefined;
      const next = withAnswer(row, verb, now);
      return next && withoutButtonsOnNewest(next);
    },
    stored,
  );
  return (changed ?? stored).value as PasswordReminderRow;
}

/** Undefined where the row says so already. */
function withAnswer(
  row: PasswordReminderRow,
  verb: PasswordVerb,
  now: string,
): PasswordReminderRow | undefined {
  if (verb === 'stop-reminders') return row.optedOutAt ? undefined : { ...row, optedOutAt: now };
  const choice = verb === 'already-updated' ? 'already-updated' : 'later';
  return row.choice === choice ? undefined : { ...row, choice };
}

/** The card that shows the answer has no buttons: nobody needs to take them away. */
function withoutButtonsOnNewest(row: PasswordReminderRow): PasswordReminderRow {
  const newest = row.deliveries.findLast(({ activityId }) => activityId !== undefined);
  const deliveries = row.deliveries.map((one) => (one === newest ? { ...one, retired: true as const } : one));
  return { ...row, deliveries };
}

async function told(deps: Deps, answering: Answering, reason: StaleReason) {
  await recordAnswer(deps, answering, 'refused', reason === 'no-later' ? 'not-open' : reason);
  const expiresAt = readPressId(answering.id)?.expiresAt ?? '';
  return { kind: 'stale', reason, expiresAt } as const;
}

function ruleOf({ policy }: Deps): PasswordRule {
  return { ...policy.passwordExpiry, timeZone: policy.organisation.timeZone };
}
