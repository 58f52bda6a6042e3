/**
 * A later lockout of the same account is a new request and ends the older one as "locked again"; a request asked
 * for anew in the chat replaces a notice that nobody answered.
 */
import { sameAccount } from '../account';
import type { Deps } from '../deps';
import { partyOf, system } from '../ports/audit-trail';
import { end, isOpen, type Owed, owe, oweRetirement, type SupportRequest } from '../support-request';
import { changeRequest } from './change-request';

/** @returns whether there was one whose unlock had been done: the person is locked out again soon after. */
export async function endOlderRequests(deps: Deps, newer: SupportRequest): Promise<boolean> {
  let hadBeenUnlocked = false;
  for (const id of await deps.requests.openOf(newer, newer.id)) {
    let ended = false;
    const changed = await changeRequest(deps, id, (row) => {
      ended = isOlderOfSameAccount(row, newer);
      return ended ? endedAsLockedAgain(row, deps.clock.now()) : undefined;
    });
    if (!ended || !changed) continue;
    hadBeenUnlocked ||= changed.value.execution?.doneAt !== undefined;
    await deps.audit.record({
      key: `${id}-locked-again`,
      at: changed.value.endedAt ?? changed.value.changedAt,
      act: 'request-ended',
      actor: system,
      subject: partyOf(newer),
      verifiedBy: 'system',
      source: 'lockout-monitor',
      reason: 'locked-again',
      result: 'done',
      requestId: id,
    });
    await deps.orchestrations.wake(id);
  }
  return hadBeenUnlocked;
}

function isOlderOfSameAccount(row: SupportRequest, newer: SupportRequest): boolean {
  return (
    isOpen(row) &&
    row.state !== 'acting' &&
    row.kind === newer.kind &&
    row.account !== undefined &&
    newer.account !== undefined &&
    sameAccount(row.account, newer.account) &&
    Date.parse(row.createdAt) <= Date.parse(newer.createdAt)
  );
}

function endedAsLockedAgain(row: SupportRequest, now: Date): SupportRequest {
  const close: Owed[] =
    row.helpAsked || !hasTicket(row) ? [] : [{ kind: 'ticket-close', note: 'locked-again' }];
  return owe(oweRetirement(end(row, 'locked-again', now)), ...close);
}

function hasTicket(row: SupportRequest): boolean {
  return row.ticket !== undefined || row.owed.some(({ kind }) => kind === 'ticket-open');
}
