/**
 * Messages about a request that the orchestration sends by itself: each under its delivery record, so that a
 * repeated run sends nothing twice but after a death between the channel's answer and our write.
 */
import { ask } from '../conversation';
import type { Deps } from '../deps';
import { after } from '../duration';
import { verbsOf } from '../message-buttons';
import type { Message } from '../messages';
import {
  asHandled,
  type Delivery,
  deliveryOf,
  owe,
  type SupportRequest,
  touch,
  withDelivery,
} from '../support-request';
import { changeConversation } from './change-conversation';
import { changeRequest } from './change-request';
import { resultOf } from './result';

const sendingMs = 30_000;

export async function deliverOwn(
  deps: Deps,
  request: SupportRequest,
  key: string,
  message: Message,
): Promise<SupportRequest | undefined> {
  const now = deps.clock.now();
  const record = { key, template: message.kind, at: now.toISOString() };
  let mine = false;
  const claimed = await changeRequest(deps, request.id, (row) => {
    const present = deliveryOf(row, key);
    mine = present?.state === 'sending' && Date.parse(present.leaseUntil ?? present.at) <= now.getTime();
    return mine
      ? asHandled(withDelivery(row, { ...record, state: 'sending', leaseUntil: after(now, sendingMs) }))
      : undefined;
  });
  if (!mine) return claimed?.value;
  const answer = await deps.messenger.send(request, message);
  const outcome: Delivery =
    answer.kind === 'sent'
      ? { ...record, state: 'sent', activityId: answer.activityId }
      : answer.kind === 'later'
        ? { ...record, state: 'sending', leaseUntil: answer.notBefore }
        : { ...record, state: 'undelivered', reason: answer.reason };
  return (await changeRequest(deps, request.id, (row) => asHandled(withDelivery(row, outcome))))?.value;
}

/**
 * The licence to say "working on it", written before it is said: once per request, and not once it is over.
 * @returns whether the caller is the one to say it, and the row as it is now.
 */
export async function claimWorking(
  deps: Deps,
  id: string,
): Promise<{ readonly mine: boolean; readonly request?: SupportRequest }> {
  let mine = false;
  const changed = await changeRequest(deps, id, (row) => {
    mine = row.state === 'acting' && !deliveryOf(row, 'working');
    const at = deps.clock.now().toISOString();
    const claim: Delivery = { key: 'working', template: 'working', state: 'sending', at };
    return mine ? withDelivery(row, claim) : undefined;
  });
  return { mine, ...(changed ? { request: changed.value } : {}) };
}

/** The answer that the turn did not live to give: made again from the row. */
export async function sendResult(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  const request = (await deps.requests.read(id))?.value;
  if (!request || deliveryOf(request, 'result')?.state !== 'sending') return request;
  const message = await resultOf(deps, request);
  await openFollowUp(deps, request, message);
  const sent = await deliverOwn(deps, request, 'result', message);
  const working = sent && deliveryOf(sent, 'working');
  if (!working || working.retired) return sent;
  const changed = await changeRequest(deps, id, (row) =>
    asHandled(touch(owe(row, { kind: 'retire', key: 'working' }), deps.clock.now())),
  );
  return changed?.value;
}

/** The buttons of the follow-up as an open question, so that their titles can be typed. */
export async function openFollowUp(deps: Deps, request: SupportRequest, message: Message): Promise<void> {
  const verbs = verbsOf(message);
  if (verbs.length === 0 || request.state === 'ended') return;
  const now = deps.clock.now();
  const question = {
    id: request.id,
    topic: 'request',
    template: message.kind,
    verbs,
    askedAt: now.toISOString(),
    expiresAt: request.followUpUntil ?? after(now, deps.policy.followUp),
    deliveryKey: 'result',
  } as const;
  await changeConversation(deps, request, (conversation) =>
    ask(
      { ...conversation, questions: conversation.questions.filter(({ id }) => id !== request.id) },
      question,
      now,
    ),
  );
}
