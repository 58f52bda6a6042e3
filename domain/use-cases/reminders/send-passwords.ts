/** The password run: each account that the provider tells of is judged by the rule and the row of its cycle (E2–E6, E8). */
import type { Deps } from '../../deps';
import { nobody, type PersonKey } from '../../person';
import type { PasswordExpiry } from '../../ports/account-ends';
import { expiringAccountOf } from '../../reminder/accounts';
import { decidePassword, type Exclusion, type PasswordRule } from '../../reminder/password-expiry';
import {
  cycleOf,
  type PasswordReminderRow,
  passwordRowId,
  type ReminderRow,
  reminderDelivery,
  rowForCycle,
} from '../../reminder/row';
import { type Counted, isOver, passwordSpan } from '../../reminder/run';
import { personOf } from '../account-links';
import { deliverReminder, type Plan } from './deliver-reminder';
import { inBlocks, type Outcome } from './in-blocks';
import { type PhaseResult, passTo, type RunInProgress } from './run-in-progress';

const pageMs = 20_000;

export async function sendPasswords(deps: Deps, run: RunInProgress): Promise<PhaseResult> {
  const provider = deps.providers.passwordExpiry;
  const rule = { ...deps.policy.passwordExpiry, timeZone: deps.policy.organisation.timeZone };
  const after = { phase: 'mailing' } as const;
  if (!provider) return passTo(run, after);
  if (isOver(run.key.day, rule, deps.clock.now())) return passTo(run, { ...after, unfinished: true });
  const span = passwordSpan(run.key.day, rule);
  return inBlocks<PasswordExpiry>(deps, run, {
    read: async (cursor) => {
      const page = await provider.passwordExpiry.page(cursor, span, { timeoutMs: pageMs });
      return { items: page.accounts, ...(page.next === undefined ? {} : { next: page.next }) };
    },
    each: (expiry) => remind(deps, run, rule, expiry),
    hopeless: async ({ account }) => {
      const problem = { name: account.displayName, reason: 'failed' };
      await deps.reminderRuns.noteProblem(run.key, account.ref.id, problem);
      return counted({ as: 'due' }, { as: 'undelivered', reason: 'failed' });
    },
    after,
  });
}

async function remind(
  deps: Deps,
  { key }: RunInProgress,
  rule: PasswordRule,
  expiry: PasswordExpiry,
): Promise<Outcome> {
  const expiring = expiringAccountOf(expiry, deps.policy);
  // Most accounts are nobody's business today: no row is read for them.
  const atFirst = decidePassword(key.day, expiring, rule);
  if (atFirst.kind === 'not-due') return counted();
  if (atFirst.kind === 'excluded') return counted({ as: 'due' }, passedOver(atFirst.reason));
  const { account, expiresAt } = expiry;
  // Administrators are reminded too: nothing is changed, and the link of P1 isn't offered.
  const person: PersonKey = (await personOf(deps, account)) ?? nobody(deps.tenantId);
  const id = passwordRowId(deps.digest, account.ref);
  const { displayName, email, userName: accountName } = account;
  const cycle = { id, person, account: account.ref, accountName, displayName, expiresAt };
  const plan = (present: ReminderRow | undefined): Plan => {
    const row = rowForCycle(present?.kind === 'password-expiry' ? present : undefined, cycle);
    const decision = decidePassword(key.day, expiring, rule, cycleOf(row), row.optedOutAt !== undefined);
    if (decision.kind === 'remind') return { kind: 'send', row, interval: decision.reminder.interval };
    if (decision.kind === 'expired') return { kind: 'send', row, interval: 0 };
    if (decision.kind === 'not-due') return { kind: 'counted', counted: [] };
    const interval = atFirst.kind === 'remind' ? atFirst.reminder.interval : 0;
    return { kind: 'counted', counted: [{ as: 'due' }, outcomeOf(row, interval, key.day, decision.reason)] };
  };
  const reader = { displayName, ...(email === undefined ? {} : { email }) };
  const outcome = await deliverReminder(deps, { run: key, id, reader, plan });
  if (outcome.kind === 'sent') return counted({ as: 'due' }, { as: 'sent' });
  return outcome.kind === 'mail' ? counted({ as: 'due' }) : outcome;
}

/** Sent by this very run, before it was interrupted: then it counts as sent. */
function outcomeOf(row: PasswordReminderRow, interval: number, day: string, reason: Exclusion): Counted {
  const delivery = reminderDelivery(row, interval);
  if (reason !== 'already-sent' || delivery?.day !== day) return passedOver(reason);
  if (delivery.state === 'sent') return { as: delivery.via === 'mail' ? 'mailed' : 'sent' };
  return { as: 'undelivered', reason: delivery.reason ?? 'unreachable' };
}

/** What people did themselves is resolved; the rest is left out. */
const resolved: readonly Exclusion[] = ['already-updated', 'later', 'clicked', 'changed', 'already-sent'];

function passedOver(reason: Exclusion): Counted {
  return { as: resolved.includes(reason) ? 'resolved' : 'excluded', reason };
}

function counted(...all: readonly Counted[]): Outcome {
  return { kind: 'counted', counted: all };
}
