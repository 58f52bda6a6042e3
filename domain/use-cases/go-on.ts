/**
 * The orchestration goes on where a turn could not finish: while the consent is fresh it performs again (reading
 * the account first); after fifteen minutes it asks again instead.
 */
import { ask } from '../conversation';
import type { Deps } from '../deps';
import { after, isPast } from '../duration';
import { verbsOf, yesNoOf } from '../message-buttons';
import type { Message } from '../messages';
import { consentLifeMs } from '../next-step';
import { deliveryOf, move, type SupportRequest, withDelivery } from '../support-request';
import { actionOf } from './action-of';
import { changeConversation } from './change-conversation';
import { changeRequest } from './change-request';
import { perform } from './perform';
import { deliverOwn } from './send-own';

const callMs = 8_000;
const runMs = 40_000;
const leaseMs = 60_000;

export async function goOn(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  const stored = await deps.requests.read(id);
  if (stored?.value.state !== 'acting') return stored?.value;
  const { consentAt = stored.value.changedAt, doneAt } = stored.value.execution ?? {};
  if (!doneAt && isPast(after(consentAt, consentLifeMs), deps.clock.now()))
    return backToQuestion(deps, stored.value);
  const now = deps.clock.now();
  const deadline = new Date(now.getTime() + runMs);
  await perform(deps, id, actionOf(stored.value), { callMs, deadline, leaseMs, by: 'orchestration' });
  return (await deps.requests.read(id))?.value;
}

/** The consent has run out: the request waits for a new one; the question is sent as the next step. */
async function backToQuestion(deps: Deps, request: SupportRequest): Promise<SupportRequest | undefined> {
  const changed = await changeRequest(deps, request.id, (row) => {
    if (row.state !== 'acting') return undefined;
    const now = deps.clock.now();
    const { executor: _executor, retry: _retry, ...rest } = row;
    const unsent = {
      key: 'ask-again',
      template: 'ask-again',
      state: 'sending',
      at: now.toISOString(),
    } as const;
    const waiting = withDelivery(rest, { ...unsent, leaseUntil: now.toISOString() });
    return move(waiting, 'asked', now, { expiresAt: after(now, deps.policy.lockouts.noticeLife) });
  });
  return changed?.value;
}

/** Sends the question anew, with its open question stored before it. */
export async function askAgain(deps: Deps, id: string): Promise<SupportRequest | undefined> {
  const stored = await deps.requests.read(id);
  const request = stored?.value;
  if (request?.state !== 'asked' || deliveryOf(request, 'ask-again')?.state !== 'sending') return request;
  const message = questionAgain(request);
  const now = deps.clock.now();
  const question = {
    id,
    topic: 'request',
    template: message.kind,
    verbs: verbsOf(message),
    ...yesNoOf(message),
    askedAt: now.toISOString(),
    expiresAt: request.expiresAt ?? after(now, deps.policy.lockouts.noticeLife),
    deliveryKey: 'ask-again',
  } as const;
  await changeConversation(deps, request, (conversation) => ask(conversation, question, now));
  return deliverOwn(deps, request, 'ask-again', message);
}

/** What was asked, once more; what was chosen for an MFA reset stands on the row. */
function questionAgain(request: SupportRequest): Message {
  const { id, kind, accountName = '', factors } = request;
  const about = kind === 'help' ? 'unlock' : kind;
  const planned = factors?.removed ?? [];
  return { kind: 'ask-again', id, about, accountName, ...(planned.length > 0 ? { factors: planned } : {}) };
}
