/**
 * The one frame in which anything is changed anywhere: eligibility → read the account (nothing to do ends here) →
 * reserve the limit → audit `started` → act → read again → audit the outcome → write the row. Whoever performs
 * first holds the row's executor; each step is written before the next, so that a second click, a second device
 * or a restart goes on where it was and never acts twice. A call that timed out is "outcome unknown": the lease is
 * given back and the orchestration reads the account again and goes on.
 */
import type { Account } from '../account';
import type { Deps } from '../deps';
import { after } from '../duration';
import { whyNotHelped } from '../eligibility';
import { CodedError, codeOf, mayRetry } from '../errors';
import type { Reason } from '../outcome';
import { failed, pending, refused } from '../outcome';
import { samePerson } from '../person';
import type { IdentityProvider } from '../ports/identity-provider';
import type { Stored } from '../ports/stores';
import {
  type Execution,
  end,
  mayMove,
  move,
  owe,
  oweRetirement,
  type SupportRequest,
  touch,
  withDelivery,
} from '../support-request';
import { personOf } from './account-links';
import type { Action } from './actions';
import { changeRequest } from './change-request';
import { recordDone, recordOutcome, recordStart } from './perform-audit';
import { giveBack, reserve } from './reserve';

export type Budget = {
  /** Each provider call may take that long. */
  readonly callMs: number;
  /** After that instant no further call is begun. */
  readonly deadline: Date;
  readonly leaseMs: number;
  /** The turn sends the answer itself; the orchestration owes it as a message. */
  readonly by: 'turn' | 'orchestration';
};

export type PerformOutcome =
  | { readonly kind: 'done'; readonly request: SupportRequest }
  | { readonly kind: 'pending' }
  | { readonly kind: 'refused' | 'failed'; readonly reason: Reason; readonly request?: SupportRequest };

/** How long the turn is believed to be sending its answer. */
const answerLeaseMs = 20_000;

type Consent = Pick<Execution, 'consentAt' | 'via'> & { readonly locale?: string };
/** `answered`: the provider took the change, so whatever fails after that leaves the outcome unknown. */
type Held = { stored: Stored<SupportRequest>; readonly token: string; answered?: true };

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
  try {
    return await steps(deps, held, action, budget);
  } catch (error) {
    if (!mayRetry(error) && !held.answered) {
      // Whether a call with a garbled answer changed something nobody knows: then the reservation stays.
      if (codeOf(error) !== 'bad-answer') await giveBackFor(deps, held, action);
      return stop(deps, held, action, budget, 'failed', 'provider-refused');
    }
    const unknown = held.answered || codeOf(error) === 'timeout';
    await letGo(deps, held, unknown ? 'outcome-unknown' : 'provider-unavailable');
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
  const account = await call(deps, budget, (options) =>
    provider.getAccount(request.account?.id ?? '', options),
  );
  if (!account) return stop(deps, held, action, budget, 'refused', 'not-linked');
  if (account.status === 'disabled') return stop(deps, held, action, budget, 'refused', 'disabled');
  const attempted = request.execution?.attemptedAt !== undefined;
  if (!action.isNeeded(account)) {
    if (attempted) return finish(deps, held, action, budget);
    return stop(deps, held, action, budget, 'refused', 'not-locked');
  }
  const barred = whyNotHelped(account, deps.policy);
  if (barred) return stop(deps, held, action, budget, 'refused', barred);
  // The question may be a day old: since then the account may have changed hands.
  const holder = await personOf(deps, account);
  if (!holder || !samePerson(holder, request)) {
    return stop(deps, held, action, budget, 'refused', 'not-linked');
  }
  const limit = action.limit(deps.policy);
  const reserved = await reserve(deps, request, limit.kind, limit.rule, request.id);
  if (reserved.kind === 'refused') return stop(deps, held, action, budget, 'refused', reserved.reason);
  const started = await recordStart(deps, request, action);
  if (started === 'unavailable') {
    await giveBackFor(deps, held, action);
    await letGo(deps, held, 'audit-unavailable');
    return pending;
  }
  const noted = await note(deps, held, { attemptedAt: deps.clock.now().toISOString() });
  if (!noted) return pending;
  held.stored = noted;
  const answer = await call(deps, budget, (options) =>
    action.act(provider, account, request.aadObjectId, options),
  );
  if (answer === 'refused') {
    await giveBackFor(deps, held, action);
    return stop(deps, held, action, budget, 'failed', 'provider-refused');
  }
  held.answered = true;
  return verify(deps, held, action, budget, provider, account);
}

async function verify(
  deps: Deps,
  held: Held,
  action: Action,
  budget: Budget,
  provider: IdentityProvider,
  before: Account,
): Promise<PerformOutcome> {
  const now = await call(deps, budget, (options) => provider.getAccount(before.ref.id, options));
  if (now && action.isNeeded(now)) {
    const reason = now.lockedAt === before.lockedAt ? 'still-locked' : 'locked-again';
    if (reason === 'still-locked') await giveBackFor(deps, held, action);
    return stop(deps, held, action, budget, 'failed', reason);
  }
  return finish(deps, held, action, budget);
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
async function finish(deps: Deps, held: Held, action: Action, budget: Budget): Promise<PerformOutcome> {
  const known = held.stored.value.execution?.doneAt;
  const doneAt = known ?? deps.clock.now().toISOString();
  const noted = known ? held.stored : await note(deps, held, { doneAt });
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
    return owe(
      oweRetirement(done, 'result'),
      { kind: 'ticket-open', securityIncident: false },
      ...action.owed,
    );
  });
  return written ? { kind: 'done', request: written } : pending;
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
    return oweRetirement(end(withAnswer(row, budget, now), ending, now, { endReason: reason }), 'result');
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

async function takeExecutor(
  deps: Deps,
  id: string,
  budget: Budget,
  consent: Consent | undefined,
): Promise<Held | PerformOutcome> {
  const token = deps.random.id();
  let outcome: PerformOutcome = pending;
  const stored = await changeRequest(deps, id, (row) => {
    const now = deps.clock.now();
    if (!mayMove(row.state, 'acting') || (!consent && row.state !== 'acting')) {
      outcome = { ...refused('already-answered'), request: row };
      return undefined;
    }
    if (row.executor && Date.parse(row.executor.leaseUntil) > now.getTime()) {
      outcome = pending;
      return undefined;
    }
    // A new yes while an earlier one is still being tried renews the consent.
    const execution = !consent && row.execution ? row.execution : newExecution(row, consent, now);
    const executor = { token, leaseUntil: after(now, budget.leaseMs) };
    return move(row, 'acting', now, {
      executor,
      execution,
      ...(consent?.locale ? { locale: consent.locale } : {}),
    });
  });
  if (!stored) return refused('not-open');
  return stored.value.executor?.token === token ? { stored, token } : outcome;
}

function newExecution(row: SupportRequest, consent: Consent | undefined, now: Date): Execution {
  const { consentAt, via } = consent ?? { consentAt: now.toISOString(), via: 'button' as const };
  // What was attempted under an earlier consent stays on record: the account may have been unlocked by it.
  const { attemptedAt, doneAt } = row.execution ?? {};
  return { consentAt, via, ...(attemptedAt ? { attemptedAt } : {}), ...(doneAt ? { doneAt } : {}) };
}

/** Ends the lease at once, so that the orchestration goes on without waiting for it. */
async function letGo(deps: Deps, held: Held, reason: Reason): Promise<void> {
  // Nothing is settled yet, so a trail that is down must not keep the orchestration from going on.
  await recordOutcome(deps, held.stored.value, undefined, 'unknown', reason).catch(() => undefined);
  await changeRequest(deps, held.stored.value.id, (row) => {
    if (row.executor?.token !== held.token) return undefined;
    const { executor: _executor, ...rest } = row;
    const attempts = (row.retry?.attempts ?? 0) + 1;
    const notBefore = after(deps.clock.now(), Math.min(60_000, 1_000 * 2 ** attempts));
    return touch({ ...rest, retry: { attempts, notBefore } }, deps.clock.now());
  });
}

/** @returns undefined when somebody else holds the executor by now: then it is theirs to act. */
async function note(
  deps: Deps,
  held: Held,
  step: Partial<Execution>,
): Promise<Stored<SupportRequest> | undefined> {
  const changed = await changeRequest(
    deps,
    held.stored.value.id,
    (row) =>
      row.executor?.token === held.token
        ? { ...row, execution: { ...(row.execution as Execution), ...step } }
        : undefined,
    held.stored,
  );
  return changed?.value.executor?.token === held.token ? changed : undefined;
}

/** The last write: only by whoever still holds the executor. */
async function settleRow(
  deps: Deps,
  held: Held,
  change: (row: SupportRequest) => SupportRequest,
): Promise<SupportRequest | undefined> {
  let written = false;
  const changed = await changeRequest(deps, held.stored.value.id, (row) => {
    written = row.executor?.token === held.token;
    if (!written) return undefined;
    const { executor: _executor, retry: _retry, ...rest } = row;
    return change(rest);
  });
  return written ? changed?.value : undefined;
}

async function call<T>(
  deps: Deps,
  budget: Budget,
  run: (options: { timeoutMs: number }) => Promise<T>,
): Promise<T> {
  const leftMs = budget.deadline.getTime() - deps.clock.now().getTime();
  if (leftMs <= 0) throw new CodedError('timeout', 'there is no time left for another call');
  return run({ timeoutMs: Math.min(budget.callMs, leftMs) });
}
