/**
 * Pays what is owed for a request, in order: ticket, mail, retired cards. Each debt leaves the row only when it
 * is paid, so a repeated run pays nothing twice; one that can't be paid now is tried again, ever more slowly.
 */
import { living } from '../conversation';
import type { Deps } from '../deps';
import { after, isPast } from '../duration';
import { CodedError, codeOf, toldToWaitUntil } from '../errors';
import type { Message, MessageKind } from '../messages';
import { type AuditAct, partyOf, system } from '../ports/audit-trail';
import type { CallOptions } from '../ports/identity-provider';
import type { TicketRef } from '../ports/outward';
import {
  asHandled,
  deliveryOf,
  isFormer,
  isHeldBack,
  type MailAbout,
  type Owed,
  paid,
  type SupportRequest,
  touch,
  withDelivery,
  withRetired,
} from '../support-request';
import { changeConversation } from './change-conversation';
import { changeRequest } from './change-request';

const backOffMs = [2_000, 5_000, 15_000, 60_000, 300_000] as const;
/** A mail that could not be sent for so many tries is given up, and audited. */
const mailTries = 60;
/** Outlasts the mail server's time-out. */
const mailLeaseMs = 30_000;

/** How long the help desk may take: a person who waits in the chat for a ticket's number waits shorter. */
const callMs = 8_000;
const turnCallMs = 2_500;

/** Pays all debts. */
export function settle(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  return settleThose(deps, id, () => true, callMs);
}

/** Pays what is owed on the ticket within a turn, so that the answer can name it; the rest waits. */
export function settleTicket(
  deps: Deps,
  id: string,
  timeoutMs: number = turnCallMs,
): Promise<SupportRequest | undefined> {
  return settleThose(deps, id, ({ kind }) => kind.startsWith('ticket'), timeoutMs);
}

async function settleThose(
  deps: Deps,
  id: string,
  only: (debt: Owed) => boolean,
  timeoutMs: number,
): Promise<SupportRequest | undefined> {
  let request = (await deps.requests.read(id))?.value;
  const failures = new Map<string, { debt: Owed; error: unknown }>();
  for (;;) {
    const row = request;
    const isDue = (one: Owed) => !!row && !isHeldBack(row, one, deps.clock.now());
    const debt = row?.owed.find((one) => only(one) && !failures.has(creditorOf(one)) && isDue(one));
    if (!request || !debt) break;
    try {
      const change = await pay(deps, request, debt, { timeoutMs });
      const changed: { value: SupportRequest } | undefined = await changeRequest(deps, id, (row) => {
        const { retry: _retry, ...rest } = change(paid(row, debt));
        return asHandled(touch(rest, deps.clock.now()));
      });
      request = changed?.value;
    } catch (error) {
      failures.set(creditorOf(debt), { debt, error });
    }
  }
  for (const { debt, error } of failures.values()) request = await postpone(deps, id, debt, error);
  return request;
}

/** To whom it is owed: what the help desk can't take now must not keep the mail or the cards waiting. */
function creditorOf({ kind }: Owed): 'ticket' | 'mail' | 'retire' {
  return kind === 'mail' || kind === 'retire' ? kind : 'ticket';
}

async function pay(
  deps: Deps,
  request: SupportRequest,
  debt: Owed,
  options: CallOptions,
): Promise<(row: SupportRequest) => SupportRequest> {
  switch (debt.kind) {
    case 'ticket-open': {
      const { words, securityIncident } = debt;
      const about = { securityIncident, ...(words ? { words } : {}) };
      const ticket = await deps.helpDesk.open(request, about, options);
      await record(
        deps,
        request,
        'ticket-opened',
        ticket.id,
        securityIncident ? 'security-incident' : 'tracking',
      );
      return withTicket(ticket);
    }
    case 'ticket-note': {
      const { key, words } = debt;
      const about = { key, ...(words ? { words } : {}) };
      const ticket = await deps.helpDesk.note(ticketOf(request), request, debt.note, about, options);
      await record(deps, request, 'ticket-updated', `${ticket.id}-${key}`, debt.note);
      return withTicket(ticket);
    }
    case 'ticket-resolve':
    case 'ticket-reopen':
    case 'ticket-close': {
      const act = {
        'ticket-resolve': 'resolve',
        'ticket-reopen': 'reopen',
        'ticket-close': 'close',
      } as const;
      const ticket = await deps.helpDesk[act[debt.kind]](ticketOf(request), request, debt.note, options);
      await record(deps, request, 'ticket-updated', `${ticket.id}-${act[debt.kind]}`, debt.note);
      return withTicket(ticket);
    }
    case 'mail':
      return mailOnce(deps, request, debt.about);
    case 'retire':
      return retire(deps, request, debt.key);
  }
}

/** A mail has its delivery record like every message: two that settle at once, or again, send it once. */
async function mailOnce(
  deps: Deps,
  request: SupportRequest,
  about: MailAbout,
): Promise<(row: SupportRequest) => SupportRequest> {
  const now = deps.clock.now();
  const record = { key: `mail-${about}`, template: 'mail', at: now.toISOString(), retired: true } as const;
  let mine = false;
  const claimed = await changeRequest(deps, request.id, (row) => {
    const present = deliveryOf(row, record.key);
    mine = !present || (present.state === 'sending' && isPast(present.leaseUntil ?? present.at, now));
    return mine
      ? asHandled(withDelivery(row, { ...record, state: 'sending', leaseUntil: after(now, mailLeaseMs) }))
      : undefined;
  });
  const present = claimed && deliveryOf(claimed.value, record.key);
  if (present?.state === 'sent') return unchanged;
  if (!mine) throw new CodedError('conflict', 'somebody else is sending the mail', { retryable: true });
  try {
    await announce(deps, request, about);
  } catch (error) {
    const free = { ...record, state: 'sending', leaseUntil: now.toISOString() } as const;
    await changeRequest(deps, request.id, (row) => asHandled(withDelivery(row, free)));
    throw error;
  }
  return (row) => withDelivery(row, { ...record, state: 'sent' });
}

async function announce(deps: Deps, request: SupportRequest, about: MailAbout): Promise<void> {
  const provider = request.account && deps.providers.byId(request.account.provider);
  const account = request.account && (await provider?.getAccount(request.account.id, { timeoutMs: 8_000 }));
  const at = request.execution?.doneAt ?? request.changedAt;
  const details = {
    locale: request.locale,
    at,
    requestId: request.id,
    ...(request.ticket ? { ticketId: request.ticket.id } : {}),
    ...(request.factors?.removed ? { factors: request.factors.removed } : {}),
    ...(request.factors?.sessionsEnded ? { sessionsEnded: true } : {}),
  };
  const answer = account ? await deps.announcer.announce(about, account, details) : 'no-address';
  await record(deps, request, 'mail-sent', about, answer, answer === 'sent' ? 'done' : 'failed');
}

/** The card loses its buttons for all devices; one without an id was never seen to arrive. */
async function retire(
  deps: Deps,
  request: SupportRequest,
  key: string,
): Promise<(row: SupportRequest) => SupportRequest> {
  const delivery = deliveryOf(request, key);
  if (!delivery || delivery.retired) return unchanged;
  if (!delivery.activityId) {
    const { state, at, leaseUntil = at } = delivery;
    const isOnItsWay = state === 'sending' && !isPast(leaseUntil, deps.clock.now());
    if (isOnItsWay) throw new CodedError('conflict', 'the card is on its way');
    return unchanged;
  }
  const answer = await deps.messenger.replace(
    request,
    delivery.activityId,
    retiredCard(request, delivery.template),
  );
  if (answer === 'later') throw new CodedError('throttled', 'the channel asks to wait');
  // The follow-up goes on: its newest card asks under the same id and template.
  const goesOn = (key === 'result' || isFormer(key)) && request.state !== 'ended';
  if (!goesOn) await forget(deps, request, delivery.template);
  return (row) => withRetired(row, key);
}

/** What the card of a request becomes. */
export function retiredCard(request: SupportRequest, template: string): Message {
  return {
    kind: 'retired',
    template: template as MessageKind,
    about: request.kind,
    ...(request.accountName ? { accountName: request.accountName } : {}),
    ending: request.ending ?? presently(request, template),
    at: request.endedAt ?? request.execution?.doneAt ?? request.changedAt,
  };
}

/** What to say of a request that goes on: the card that asked was answered, the card of the follow-up is past. */
function presently(
  request: SupportRequest,
  template: string,
): 'acting' | 'done' | 'with-help-desk' | 'superseded' {
  if (request.state === 'acting') return 'acting';
  if (
    request.state === 'handed-over' &&
    ['unlocked', 'recovery-link', 'mfa-reset', 'reopened'].includes(template)
  )
    return 'with-help-desk';
  return request.execution?.doneAt ? 'done' : 'superseded';
}

/** A retired card is no open question any more. */
async function forget(deps: Deps, request: SupportRequest, template: string): Promise<void> {
  await changeConversation(deps, request, (conversation) => {
    const isIt = (question: { id: string; template: string }) =>
      question.id === request.id && question.template === template;
    return living(conversation, deps.clock.now()).some(isIt)
      ? { ...conversation, questions: conversation.questions.filter((question) => !isIt(question)) }
      : conversation;
  });
}

/** Later again, with the reason in the trail once; a mail that never goes is given up. */
async function postpone(
  deps: Deps,
  id: string,
  debt: Owed,
  error: unknown,
): Promise<SupportRequest | undefined> {
  const changed = await changeRequest(deps, id, (row) => {
    const attempts = (row.retry?.attempts ?? 0) + 1;
    if (debt.kind === 'mail' && attempts > mailTries) {
      const { retry: _retry, ...rest } = paid(row, debt);
      return asHandled(touch(rest, deps.clock.now()));
    }
    const wait = backOffMs[Math.min(attempts, backOffMs.length) - 1] ?? 300_000;
    const retry = { attempts, notBefore: after(deps.clock.now(), wait) };
    const told = creditorOf(debt) === 'ticket' ? toldToWaitUntil(error) : undefined;
    return asHandled(touch({ ...row, retry, ...(told && { ticketNotBefore: told }) }, deps.clock.now()));
  });
  const request = changed?.value;
  if (request && (request.retry === undefined || request.retry.attempts === 1)) {
    const act = debt.kind === 'mail' ? 'mail-sent' : 'ticket-updated';
    if (debt.kind !== 'retire')
      await record(deps, request, act, `${debt.kind}-failed`, codeOf(error), 'failed');
  }
  return request;
}

async function record(
  deps: Deps,
  request: SupportRequest,
  act: AuditAct,
  key: string,
  reason: string,
  result: 'done' | 'failed' = 'done',
): Promise<void> {
  await deps.audit.record({
    key: `${request.id}-${act}-${key}`,
    at: deps.clock.now().toISOString(),
    act,
    actor: system,
    subject: partyOf(request),
    verifiedBy: 'system',
    source: 'orchestration',
    reason,
    result,
    requestId: request.id,
  });
}

function ticketOf(request: SupportRequest): { id: string } {
  if (!request.ticket) throw new CodedError('unexpected', 'the ticket is not open yet');
  return request.ticket;
}

/** The ticket may be another by now: one that is closed for good takes nothing more. */
const withTicket =
  ({ id }: TicketRef) =>
  ({ ticketNotBefore: _over, ...row }: SupportRequest): SupportRequest => ({ ...row, ticket: { id } });

const unchanged = (row: SupportRequest): SupportRequest => row;
