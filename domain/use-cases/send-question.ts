/**
 * I4: asks the person in Teams because of their ticket. The question is open before its card is sent, the card has its
 * delivery record, and whoever can't be asked is noted on the ticket, where a human sees it.
 */
import { ask } from '../conversation';
import type { Deps } from '../deps';
import { after } from '../duration';
import { verbsOf, yesNoOf } from '../message-buttons';
import { type AuditAct, type AuditEntry, partyOf, system } from '../ports/audit-trail';
import { asHandled, deliveryOf, end, move, owe, type SupportRequest, withDelivery } from '../support-request';
import { changeConversation } from './change-conversation';
import { changeRequest } from './change-request';
import { deliverOwn } from './send-own';
import { type TicketQuestion, ticketQuestion } from './ticket-question';

const key = 'question';

export async function sendQuestion(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  const request = (await deps.requests.read(id))?.value;
  const present = request && deliveryOf(request, key);
  if (request?.state === 'asked' && present?.state === 'undelivered') return unreached(deps, request);
  const isDue = request?.state === 'seen' || (request?.state === 'asked' && present?.state === 'sending');
  if (!request || !isDue) return request;
  const question = await ticketQuestion(deps, request);
  const asked = await begin(deps, request, question);
  if (asked?.state !== 'asked') return asked;
  await openQuestion(deps, asked, question.message);
  const sent = await deliverOwn(deps, asked, key, question.message);
  const delivery = sent && deliveryOf(sent, key);
  if (sent && delivery?.state === 'sent')
    await deps.audit.record(entry(deps, sent, 'question-sent', 'done', sent.kind));
  return sent && delivery?.state === 'undelivered' ? unreached(deps, sent) : sent;
}

/** From here on an answer counts; a run that comes later finds the card unsent and sends it. */
async function begin(
  deps: Deps,
  request: SupportRequest,
  { message, change }: TicketQuestion,
): Promise<SupportRequest | undefined> {
  const now = deps.clock.now();
  const at = now.toISOString();
  const changed = await changeRequest(deps, request.id, (row) => {
    if (row.state !== 'seen') return undefined;
    const unsent = { key, template: message.kind, state: 'sending', leaseUntil: at, at } as const;
    const expiresAt = after(now, deps.policy.lockouts.noticeLife);
    const asked = move(withDelivery(row, unsent), 'asked', now, { ...change, expiresAt });
    return asHandled(owe(asked, { kind: 'ticket-note', key: 'question-sent', note: 'question-sent' }));
  });
  return changed?.value;
}

async function openQuestion(
  deps: Deps,
  request: SupportRequest,
  message: TicketQuestion['message'],
): Promise<void> {
  const now = deps.clock.now();
  const question = {
    id: request.id,
    topic: 'request',
    template: message.kind,
    verbs: verbsOf(message),
    ...yesNoOf(message),
    askedAt: now.toISOString(),
    expiresAt: request.expiresAt ?? after(now, deps.policy.lockouts.noticeLife),
    deliveryKey: key,
  } as const;
  await changeConversation(deps, request, (conversation) => ask(conversation, question, now));
}

async function unreached(deps: Deps, request: SupportRequest): Promise<SupportRequest | undefined> {
  const reason = deliveryOf(request, key)?.reason ?? 'unreachable';
  await deps.audit.record(entry(deps, request, 'question-undelivered', 'failed', reason));
  const changed = await changeRequest(deps, request.id, (row) => {
    if (row.state !== 'asked') return undefined;
    const ended = end(row, 'undelivered', deps.clock.now(), { endReason: reason });
    return asHandled(owe(ended, { kind: 'ticket-note', key: 'not-reached', note: 'not-reached' }));
  });
  return changed?.value;
}

function entry(
  deps: Deps,
  request: SupportRequest,
  act: AuditAct,
  result: AuditEntry['result'],
  reason: string,
): AuditEntry {
  return {
    key: `${request.id}-${act}`,
    at: deliveryOf(request, key)?.at ?? deps.clock.now().toISOString(),
    act,
    actor: system,
    subject: partyOf(request),
    verifiedBy: 'system',
    source: 'orchestration',
    reason,
    result,
    requestId: request.id,
  };
}
