/** What `perform` writes into the audit trail: the start before anything is changed, and every outcome. */
import type { Deps } from '../deps';
import type { Reason } from '../outcome';
import { type AuditEntry, partyOf, system } from '../ports/audit-trail';
import type { SupportRequest } from '../support-request';
import type { Action } from './actions';

type AuditDeps = Pick<Deps, 'audit' | 'clock'>;

/** If the trail can't be written nothing privileged is done: the caller stops on `unavailable`. */
export async function recordStart(
  deps: AuditDeps,
  request: SupportRequest,
  action: Action,
): Promise<'recorded' | 'unavailable'> {
  try {
    await deps.audit.record({
      ...base(request),
      key: `${request.id}-${action.started}-${request.execution?.consentAt}`,
      at: deps.clock.now().toISOString(),
      act: action.started,
      reason: accountName(request),
      result: 'started',
    });
    return 'recorded';
  } catch {
    return 'unavailable';
  }
}

/** The change itself. The same instant tells the same act: recorded again, it stays one record. */
export async function recordDone(
  deps: AuditDeps,
  request: SupportRequest,
  action: Action,
  doneAt: string,
): Promise<void> {
  await deps.audit.record({
    ...base(request),
    key: `${request.id}-${action.outcome}-done`,
    at: doneAt,
    act: action.outcome,
    reason: 'verified',
    result: 'done',
  });
}

/**
 * Written before the row, so that no change is without a record; an outcome that can't be written throws, and
 * the orchestration goes on from the row.
 */
export async function recordOutcome(
  deps: AuditDeps,
  request: SupportRequest,
  action: Action,
  result: Exclude<AuditEntry['result'], 'done'>,
  reason: Reason,
): Promise<void> {
  const at = deps.clock.now().toISOString();
  await deps.audit.record({
    ...base(request),
    key: `${request.id}-${action.outcome}-${result}-${request.executor?.token ?? ''}`,
    at,
    act: action.outcome,
    reason,
    result,
  });
}

function base(
  request: SupportRequest,
): Pick<AuditEntry, 'actor' | 'subject' | 'verifiedBy' | 'source' | 'requestId'> {
  const consented = request.execution !== undefined;
  return {
    actor: consented ? partyOf(request) : system,
    subject: partyOf(request),
    verifiedBy: consented ? 'teams' : 'system',
    source: request.execution?.via ?? 'timer',
    requestId: request.id,
  };
}

function accountName(request: SupportRequest): string {
  return request.account ? `${request.account.provider}:${request.account.id}` : 'none';
}
