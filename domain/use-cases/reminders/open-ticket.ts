/** E3, Open a ticket: a request for help that names what runs out, once a day for each expiry; the schedule goes on. */
import type { Deps } from '../../deps';
import { after } from '../../duration';
import type { Refused } from '../../outcome';
import { partyOf } from '../../ports/audit-trail';
import { dayOf } from '../../reminder/calendar';
import { readPressId } from '../../reminder/press-id';
import type { PasswordReminderRow } from '../../reminder/row';
import type { SupportRequest } from '../../support-request';
import { type Answering, recordAnswer } from '../chat/own-request';
import { settleTicket } from '../settle';
import { whyStale } from './answer-password';
import { ownReminder } from './own-reminder';

export type TicketOpened =
  | { readonly kind: 'opened'; readonly request: SupportRequest; readonly added: boolean }
  | {
      readonly kind: 'stale';
      readonly reason: 'renewed' | 'expired';
      readonly row: PasswordReminderRow;
      readonly expiresAt: string;
    }
  | Refused;

export async function openReminderTicket(deps: Deps, answering: Answering): Promise<TicketOpened> {
  const own = await ownReminder(deps, answering, 'password-expiry');
  if (own.kind === 'refused') return own;
  const row = own.stored.value;
  const reason = await whyStale(deps, answering, row);
  if (reason) {
    await recordAnswer(deps, answering, 'refused', reason);
    return { kind: 'stale', reason, row, expiresAt: readPressId(answering.id)?.expiresAt ?? '' };
  }
  const fresh = requestFor(deps, answering, row);
  const isNew = (await deps.requests.insert(fresh)) !== 'exists';
  const request = (await settleTicket(deps, fresh.id)) ?? fresh;
  await recordAnswer(deps, answering, 'done', answering.verb, request.id);
  if (isNew) await recordHelp(deps, request);
  return { kind: 'opened', request, added: !isNew };
}

function requestFor(deps: Deps, { person, id }: Answering, row: PasswordReminderRow): SupportRequest {
  const now = deps.clock.now();
  const at = now.toISOString();
  const today = dayOf(now, deps.policy.organisation.timeZone);
  return {
    tenantId: person.tenantId,
    aadObjectId: person.aadObjectId,
    id: `reminder-${deps.digest.of('reminder-ticket', id, today).slice(0, 40)}`,
    kind: 'help',
    origin: 'reminder',
    locale: person.locale,
    account: row.account,
    accountName: row.accountName,
    reminder: { passwordExpiresAt: row.expiresAt },
    state: 'handed-over',
    createdAt: at,
    changedAt: at,
    revision: 1,
    handledRevision: 0,
    followUpUntil: after(now, deps.policy.followUp),
    helpAsked: true,
    deliveries: [],
    owed: [{ kind: 'ticket-open', securityIncident: false }],
  };
}

async function recordHelp(deps: Deps, request: SupportRequest): Promise<void> {
  await deps.audit.record({
    key: deps.digest.of('help', request.id).slice(0, 40),
    at: request.createdAt,
    act: 'help-requested',
    actor: partyOf(request),
    subject: partyOf(request),
    verifiedBy: 'teams',
    source: 'chat',
    reason: request.ticket?.id ?? 'password-expiry',
    result: 'done',
    requestId: request.id,
  });
}
