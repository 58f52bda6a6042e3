/**
 * The one frame in which anything is changed anywhere: eligibility → read the account (nothing to do ends here) →
 * reserve the limit → ticket first where it must be (I2) → audit `started` → act → read again → audit the outcome → write the row. Whoever performs
 * first holds the row's executor; each step is written before the next, so that a second click, a second device
 * or a restart goes on where it was and never acts twice. A call that may have acted without saying so (it timed out,
 * broke off, was answered with nonsense) is "outcome unknown": the lease is given back and the orchestration reads
 * the account again and goes on.
 */
import type { Account } from '../account';
import type { Deps } from '../deps';
import { after } from '../duration';
import { whyDisabled, whyNotHelped } from '../eligibility';
import { CodedError, codeOf, mayHaveActed, mayRetry } from '../errors';
import type { Reason } from '../outcome';
import { failed, pending, refused } from '../outcome';
import { samePerson } from '../person';
import {
  type Execution,
  end,
  move,
  type Owed,
  owe,
  oweRetirement,
  type SupportRequest,
  withDelivery,
} from '../support-request';
import { personOf } from './account-links';
import type { Action, ActionContext, Call } from './actions';
import {
  type Budget,
  type Consent,
  type Held,
  letGo,
  note,
  type PerformOutcome,
  settleRow,
  takeExecutor,
} from './executor';
import { recordDone, recordOutcome, recordStart } from './perform-audit';
import { giveBack, hasAny, reserve } from './reserve';
import { fileTicketFirst } from './ticket-first';

/** How long the turn is believed to be sending its answer. */
const answerLeaseMs = 20_000;

/**
 * @param consent the press or typed yes of this turn; absent when the orchestration goes on with an earlier one.
 * @throws whatever the stores throw, unchanged: then the lease ends by itself and the orchestration goes on.
 */
export async function perform(
  deps: Deps,
  id: string,
  action: Action,
  budget: Budget,
  consent?: Consent,
): Promise<PerformOutcome> {
  const held = await takeExecutor(deps, id, budget, consent);
  if ('kind' in held) return held;
  // An earlier run acted and never learnt with what result: no error of this one can say that nothing happened.
  const attempted = held.stored.value.execution?.attemptedAt !== undefined;
  try {
    return await steps(deps, held, action, budget);
  } catch (error) {
    const unknown = attempted || held.answered || mayHaveActed(error);
    if (!mayRetry(error) && !unknown) {
      // Whether a call with a garbled answer changed something nobody knows: then the reservation stays.
      if (codeOf(error) !== 'bad-answer') await giveBackFor(deps, held, action);
      return stop(deps, held, action, budget, 'failed', 'provider-refused');
    }
    await letGo(deps, held, action, unknown ? 'outcome-unknown' : 'provider-unavailable');
    return pending;
  }
}

async function steps(deps: Deps, held: Held, action: Action, budget: Budget): Promise<PerformOutcome> {
  const request = held.stored.value;
  if (request.execution?.doneAt) return finish(deps, held, action, budget);
  const provider = request.account && deps.providers.byId(request.account.provider);
  if (!request.account || !provider || !action.isPossible(provider)) {
    return stop(deps, held, action, budget, 'refused', 'not-supported');
  }
  const call: Call = (run) => within(deps, budget, run);
  const account = await call((options) => provider.getAccount(request.account?.id ?? '', options));
  if (!account) return stop(deps, held, action, budget, 'refused', 'not-linked');
  if (account.status === 'disabled') return stop(deps, held, action, budget, 'refused', whyDisabled(account));
  const context: ActionContext = { deps, request, provider, account, call };
  const needed = await action.isNeeded(context);
  if (needed !== 'needed') {
    if (request.execution?.attemptedAt) return verify(deps, held, action, budget, context);
    return stop(deps, held, action, budget, 'refused', needed);
  }
  const barred = whyNotHelped(account, deps.policy) ?? (await whyNotTheirs(deps, request, account));
  if (barred) return stop(deps, held, action, budget, 'refused', barred);
  const limited = await reserveFor(deps, request, action);
  if (limited) return stop(deps, held, action, budget, 'refused', limited);
  const plan = await action.plan?.(context);
  if (
    action.ticketFirst(deps.policy, provider.id) &&
    !(await fileTicketFirst(deps, held, plan ?? {}, budget.callMs))
  ) {
    await giveBackFor(deps, held, action);
    await letGo(deps, held, action, 'ticketing-unavailable');
    return { ...pending, waitingFor: 'ticket' };
  }
  const started = await recordStart(deps, request, action);
  if (started === 'unavailable') {
    await giveBackFor(deps, held, action);
    await letGo(deps, held, action, 'audit-unavailable');
    return pending;
  }
  const attemptedAt = deps.clock.now().toISOString();
  const noted = await note(deps, held, { attemptedAt }, plan);
  if (!noted) return pending;
  held.stored = noted;
  const answer = await action.act(context);
  if (answer !== 'acted') {
    await giveBackFor(deps, held, action);
    return stop(deps, held, action, budget, 'failed', answer === 'refused' ? 'provider-refused' : answer);
  }
  held.answered = true;
  return verify(deps, held, action, budget, context);
}

async function verify(
  deps: Deps,
  held: Held,
  action: Action,
  budget: Budget,
  context: ActionContext,
): Promise<PerformOutcome> {
  const verified = await action.verify(context);
  if (verified.kind === 'done') return finish(deps, held, action, budget, verified.change);
  if (!verified.changed) await giveBackFor(deps, held, action);
  return stop(deps, held, action, budget, 'failed', verified.reason);
}

/** The question may be a day old: since then the account may have changed hands. */
async function whyNotTheirs(
  deps: Deps,
  request: SupportRequest,
  account: Account,
): Promise<Reason | undefined> {
  const holder = await personOf(deps, account);
  return holder && samePerson(holder, request) ? undefined : 'not-linked';
}

/** The limit, and what may not have happened within the separation (M6): reserved first, so that two can't pass. */
async function reserveFor(deps: Deps, request: SupportRequest, action: Action): Promise<Reason | undefined> {
  const { kind, rule } = action.limit(deps.policy);
  const reserved = await reserve(deps, request, kind, rule, request.id);
  if (reserved.kind === 'refused') return reserved.reason;
  if (!action.excludedBy || !(await hasAny(deps, request, action.excludedBy, rule))) return undefined;
  await giveBack(deps, request, kind, request.id);
  return 'separated';
}

/** Nothing was changed, so nothing counts. */
function giveBackFor(deps: Deps, held: Held, action: Action): Promise<void> {
  const request = held.stored.value;
  return giveBack(deps, request, action.limit(deps.policy).kind, request.id);
}

/**
 * Done and seen to be done. The instant is on the row before the trail is told: whoever goes on after a death in
 * between tells the trail the same once more, which leaves one record.
 */
async function finish(
  deps: Deps,
  held: Held,
  action: Action,
  budget: Budget,
  change: Partial<SupportRequest> = {},
): Promise<PerformOutcome> {
  const known = held.stored.value.execution?.doneAt;
  const doneAt = known ?? deps.clock.now().toISOString();
  const noted = known ? held.stored : await note(deps, held, { doneAt }, change);
  if (!noted) return pending;
  held.stored = noted;
  await recordDone(deps, held.stored.value, action, doneAt);
  const written = await settleRow(deps, held, (row) => {
    const now = deps.clock.now();
    const followUpUntil = after(now, deps.policy.followUp);
    const done = move(withAnswer(row, budget, now), 'follow-up', now, {
      execution: { ...(row.execution as Execution), doneAt },
      followUpUntil,
    });
    const securityIncident = row.factors?.lost === true;
    const open: Owed[] = row.ticket ? [] : [{ kind: 'ticket-open', securityIncident }];
    return owe(oweRetirement(done, 'result'), ...open, ...action.owed(done));
  });
  return written ? { kind: 'done', request: written } : pending;
}

/** M6: together they would be a takeover, so a human looks, and the person is told on every channel. */
const takeoverDebts: readonly Owed[] = [
  { kind: 'ticket-open', securityIncident: true },
  { kind: 'ticket-note', key: 'separated', note: 'separated' },
  { kind: 'mail', about: 'separated' },
];

/** A ticket that stood first must not promise for ever what didn't happen. */
function ticketDebts({ execution, origin }: SupportRequest): readonly Owed[] {
  return execution?.filedAt || origin === 'ticket'
    ? [{ kind: 'ticket-note', key: 'failed', note: 'unlock-failed' }]
    : [];
}

/** Not done: the request ends, the reason stands on the row and in the trail. */
async function stop(
  deps: Deps,
  held: Held,
  action: Action,
  budget: Budget,
  kind: 'refused' | 'failed',
  reason: Reason,
): Promise<PerformOutcome> {
  await recordOutcome(deps, held.stored.value, action, kind, reason);
  const ending = reason === 'not-locked' ? 'already-unlocked' : 'refused';
  const written = await settleRow(deps, held, (row) => {
    const now = deps.clock.now();
    const ended = end(withAnswer(row, budget, now), ending, now, { endReason: reason });
    const debts = reason === 'separated' ? takeoverDebts : ticketDebts(row);
    return owe(oweRetirement(ended, 'result'), ...debts);
  });
  return {
    ...(kind === 'refused' ? refused(reason) : failed(reason)),
    ...(written ? { request: written } : {}),
  };
}

/** The answer's delivery record: the turn sends it at once, the orchestration as its next step. */
function withAnswer(row: SupportRequest, budget: Budget, now: Date): SupportRequest {
  const leaseUntil = after(now, budget.by === 'turn' ? answerLeaseMs : 0);
  return withDelivery(row, {
    key: 'result',
    template: 'result',
    state: 'sending',
    leaseUntil,
    at: now.toISOString(),
  });
}

async function within<T>(
  deps: Deps,
  budget: Budget,
  run: (options: { timeoutMs: number }) => Promise<T>,
): Promise<T> {
  const leftMs = budget.deadline.getTime() - deps.clock.now().getTime();
  if (leftMs <= 0) throw new CodedError('timeout', 'there is no time left for another call');
  return run({ timeoutMs: Math.min(budget.callMs, leftMs) });
}
