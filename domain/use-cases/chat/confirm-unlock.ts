/** U3, U5: the person's Yes. The request is made if there is none yet, then `perform` does it within the turn. */
import type { Deps } from '../../deps';
import { type Reason, refused } from '../../outcome';
import { samePerson } from '../../person';
import { mayMove, type SupportRequest } from '../../support-request';
import { accountOf } from '../account-links';
import { unlockAction } from '../actions';
import { type PerformOutcome, perform } from '../perform';
import { waitingRequest } from './look-at-account';
import { type Answering, ownRequest, recordAnswer } from './own-request';

const callMs = 2_000;
const turnMs = 4_000;
const leaseMs = 10_000;

export type Confirmed = {
  readonly outcome: PerformOutcome;
  /** The request that the yes went to: a notice that waits about the same lock takes it, else one of its own. */
  readonly requestId: string;
};

/** The outcome is `refused` with `not-open` for a card that belongs to nothing of this person. */
export async function confirmUnlock(deps: Deps, answering: Answering): Promise<Confirmed> {
  const deadline = new Date(deps.clock.now().getTime() + turnMs);
  const own = await ownRequest(deps, answering);
  const refusal = (reason: Reason): Confirmed => ({ outcome: refused(reason), requestId: answering.id });
  if (own.kind === 'refused') return refusal(own.reason);
  if (own.kind === 'own' && own.stored.value.kind !== 'unlock') return refusal('not-open');
  if (own.kind === 'own' && !mayMove(own.stored.value.state, 'acting')) {
    await recordAnswer(deps, answering, 'refused', 'already-answered', answering.id);
    const outcome = { ...refused('already-answered'), request: own.stored.value };
    return { outcome, requestId: answering.id };
  }
  const found = own.kind === 'own' ? { requestId: answering.id } : await requestForQuestion(deps, answering);
  if ('reason' in found) return refusal(found.reason);
  const { requestId } = found;
  await recordAnswer(deps, answering, 'done', answering.verb, requestId);
  const consent = {
    consentAt: answering.at.toISOString(),
    via: answering.via,
    locale: answering.person.locale,
  };
  const budget = { callMs, deadline, leaseMs, by: 'turn' } as const;
  return { outcome: await perform(deps, requestId, unlockAction, budget, consent), requestId };
}

/** Only for a question that this very chat was asked and that still has life. */
async function requestForQuestion(
  deps: Deps,
  answering: Answering,
): Promise<{ requestId: string } | { reason: Reason }> {
  const { person, id } = answering;
  const conversation = (await deps.conversations.read(person))?.value;
  const now = deps.clock.now();
  const question = conversation?.questions.find((one) => one.id === id && one.topic === 'unlock');
  if (!question || Date.parse(question.expiresAt) <= now.getTime()) {
    await recordAnswer(deps, answering, 'refused', 'not-open');
    return { reason: 'not-open' };
  }
  const provider = deps.providers.unlock;
  const link = provider && (await accountOf(deps, provider, person, { timeoutMs: callMs }));
  if (link?.kind !== 'linked') {
    await recordAnswer(deps, answering, 'refused', 'not-linked');
    return { reason: 'not-linked' };
  }
  const { account } = link;
  const waiting = await waitingRequest(deps, person, account);
  if (waiting) return { requestId: waiting.id };
  const at = now.toISOString();
  const card = question.activityId
    ? [
        {
          key: 'question',
          template: question.template,
          state: 'sent' as const,
          activityId: question.activityId,
          at,
        },
      ]
    : [];
  const request: SupportRequest = {
    tenantId: person.tenantId,
    aadObjectId: person.aadObjectId,
    id,
    kind: 'unlock',
    origin: 'chat',
    locale: person.locale,
    account: account.ref,
    accountName: account.userName,
    state: 'asked',
    createdAt: at,
    changedAt: at,
    revision: 1,
    handledRevision: 0,
    expiresAt: question.expiresAt,
    ...(account.lockedAt ? { lockout: { at: account.lockedAt, source: {} } } : {}),
    deliveries: card,
    owed: [],
  };
  const inserted = await deps.requests.insert(request);
  if (inserted === 'exists') {
    const present = await deps.requests.read(id);
    if (present && !samePerson(present.value, person)) return { reason: 'not-open' };
  }
  return { requestId: id };
}
