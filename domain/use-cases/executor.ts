/**
 * Who performs: the first to write its token on the row, for as long as its lease runs. Each step is written under
 * that token before the next begins, so that whoever goes on later knows how far it came.
 */
import type { Deps } from '../deps';
import { after } from '../duration';
import { type Pending, pending, type Reason, refused } from '../outcome';
import type { Stored } from '../ports/stores';
import { type Execution, mayMove, move, type SupportRequest, touch } from '../support-request';
import type { Action } from './actions';
import { changeRequest } from './change-request';
import { recordOutcome } from './perform-audit';

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
  | Pending
  | { readonly kind: 'refused' | 'failed'; readonly reason: Reason; readonly request?: SupportRequest };

export type Consent = Pick<Execution, 'consentAt' | 'via'> & { readonly locale?: string };
/** `answered`: the provider took the change, so whatever fails after that leaves the outcome unknown. */
export type Held = { stored: Stored<SupportRequest>; readonly token: string; answered?: true };

export async function takeExecutor(
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
  const { filedAt, attemptedAt, doneAt } = row.execution ?? {};
  return {
    ...{ consentAt, via },
    ...(filedAt ? { filedAt } : {}),
    ...(attemptedAt ? { attemptedAt } : {}),
    ...(doneAt ? { doneAt } : {}),
  };
}

/** Ends the lease at once, so that the orchestration goes on without waiting for it. */
export async function letGo(deps: Deps, held: Held, action: Action, reason: Reason): Promise<void> {
  // Nothing is settled yet, so a trail that is down must not keep the orchestration from going on.
  await recordOutcome(deps, held.stored.value, action, 'unknown', reason).catch(() => undefined);
  await changeRequest(deps, held.stored.value.id, (row) => {
    if (row.executor?.token !== held.token) return undefined;
    const { executor: _executor, ...rest } = row;
    const attempts = (row.retry?.attempts ?? 0) + 1;
    const notBefore = after(deps.clock.now(), Math.min(60_000, 1_000 * 2 ** attempts));
    return touch({ ...rest, retry: { attempts, notBefore } }, deps.clock.now());
  });
}

/**
 * Writes a step of the execution, and what the row should know of it.
 * @returns undefined when somebody else holds the executor by now: then it is theirs to act.
 */
export async function note(
  deps: Deps,
  held: Held,
  step: Partial<Execution>,
  change: Partial<SupportRequest> = {},
): Promise<Stored<SupportRequest> | undefined> {
  const changed = await changeRequest(
    deps,
    held.stored.value.id,
    (row) =>
      row.executor?.token === held.token
        ? { ...row, ...change, execution: { ...(row.execution as Execution), ...step } }
        : undefined,
    held.stored,
  );
  return changed?.value.executor?.token === held.token ? changed : undefined;
}

/** The last write: only by whoever still holds the executor. */
export async function settleRow(
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
