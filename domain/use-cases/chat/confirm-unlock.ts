/** U3, U5: the person's Yes. The request is made if there is none yet, then `perform` does it within the turn. */
import type { Deps } from '../../deps';
import { samePerson } from '../../person';
import type { SupportRequest } from '../../support-request';
import { accountOf } from '../account-links';
import { unlockAction } from '../actions';
import { type PerformOutcome, perform } from '../perform';
import { type Answering, ownRequest, recordAnswer } from './own-request';

const callMs = 2_000;
const turnMs = 4_000;
const leaseMs = 10_000;

/** @returns `refused` with `not-open` for a card that belongs to nothing of this person. */
export async function confirmUnlock(deps: Deps, answering: Answering): Promise<PerformOutcome> {
  const deadline = new Date(deps.clock.now().getTime() + turnMs);
  const own = await ownRequest(deps, answering);
  if (own.kind === 'refused') return own;
  if (own.kind === 'none') {
    const made = await makeChatRequest(deps, answering);
    if (made !== 'made') return { kind: 'refused', reason: made };
  } else if (own.stored.value.kind !== 'unlock') {
    return { kind: 'refused', reason: 'not-open' };
  }
  await recordAnswer(deps, answering, 'done', answering.verb, answering.id);
  const consent = {
    consentAt: answering.at.toISOString(),
    via: answering.via,
    locale: answering.person.locale,
  };
  return perform(deps, answering.id, unlockAction, { callMs, deadline, leaseMs, by: 'turn' }, consent);
}

/** Only for a question that this very chat was asked and that still has life. */
async function makeChatRequest(
  deps: Deps,
  answering: Answering,
): Promise<'made' | 'not-open' | 'not-linked'> {
  const { person, id } = answering;
  const conversation = (await deps.conversations.read(person))?.value;
  const now = deps.clock.now();
  const question = conversation?.questions.find((one) => one.id === id && one.topic === 'unlock');
  if (!question || Date.parse(question.expiresAt) <= now.getTime()) {
    await recordAnswer(deps, answering, 'refused', 'not-open');
    return 'not-open';
  }
  const provider = deps.providers.unlock;
  const link = provider && (await accountOf(deps, provider, person, { timeoutMs: callMs }));
  if (link?.kind !== 'linked') return 'not-linked';
  const at = now.toISOString();
  const { account } = link;
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
    if (present && !samePerson(present.value, person)) return 'not-open';
  }
  return 'made';
}
