/**
 * The person's yes: Yes (U3, U5), Recover access (P1), Yes reset MFA, Reset selected (M1). The request is made if
 * there is none yet, then `perform` does it within the turn.
 */
import type { Account } from '../../account';
import type { OpenQuestion } from '../../conversation';
import type { Deps } from '../../deps';
import { type Reason, refused } from '../../outcome';
import { samePerson } from '../../person';
import type { IdentityProvider } from '../../ports/identity-provider';
import { mayMove, type RequestKind, type SupportRequest } from '../../support-request';
import { accountOf } from '../account-links';
import { actionOf } from '../action-of';
import { changeRequest } from '../change-request';
import type { PerformOutcome } from '../executor';
import { perform } from '../perform';
import { begunByTicket, replaceBegun, withTicketOf } from './begun-by-ticket';
import { isRepeat, lookFailed, waitingRequest } from './look-at-account';
import { type Answering, ownRequest, recordAnswer } from './own-request';

const callMs = 2_000;
const turnMs = 4_000;
const leaseMs = 10_000;

export type ActingKind = Exclude<RequestKind, 'help'>;

export type Confirmed = {
  readonly outcome: PerformOutcome;
  /** The request that the yes went to: a notice that waits about the same lock takes it, else one of its own. */
  readonly requestId: string;
};

/** What the press says beyond yes: the factors chosen, of a lost device or not. Foreign input, checked by acting. */
export type Choice = { readonly factors?: SupportRequest['factors'] };

/** The outcome is `refused` with `not-open` for a card that belongs to nothing of this person. */
export async function confirm(
  deps: Deps,
  answering: Answering,
  kind: ActingKind,
  choice: Choice = {},
): Promise<Confirmed> {
  const deadline = new Date(deps.clock.now().getTime() + turnMs);
  const own = await ownRequest(deps, answering);
  const refusal = (reason: Reason): Confirmed => ({ outcome: refused(reason), requestId: answering.id });
  if (own.kind === 'refused') return refusal(own.reason);
  if (own.kind === 'own' && own.stored.value.kind !== kind) return refusal('not-open');
  if (own.kind === 'own' && !mayMove(own.stored.value.state, 'acting')) {
    await recordAnswer(deps, answering, 'refused', 'already-answered', answering.id);
    const outcome = { ...refused('already-answered'), request: own.stored.value };
    return { outcome, requestId: answering.id };
  }
  const found =
    own.kind === 'own'
      ? { requestId: answering.id }
      : await requestForQuestion(deps, answering, kind, choice);
  if ('reason' in found) return refusal(found.reason);
  const { requestId } = found;
  if (own.kind === 'own') await chooseFactors(deps, answering, choice);
  await recordAnswer(deps, answering, 'done', answering.verb, requestId);
  const consent = {
    consentAt: answering.at.toISOString(),
    via: answering.via,
    locale: answering.person.locale,
  };
  const request = (await deps.requests.read(requestId))?.value;
  if (!request) return refusal('not-open');
  const budget = { callMs, deadline, leaseMs, by: 'turn' } as const;
  return { outcome: await perform(deps, requestId, actionOf(request), budget, consent), requestId };
}

/** Who serves a kind of request. */
export function providerOf({ providers }: Deps, kind: ActingKind): IdentityProvider | undefined {
  if (kind === 'unlock') return providers.unlock;
  return kind === 'password-reset' ? providers.passwordReset : providers.factors;
}

/** Only for a question that this very chat was asked, that has such a button and still has life. */
async function requestForQuestion(
  deps: Deps,
  answering: Answering,
  kind: ActingKind,
  choice: Choice,
): Promise<{ requestId: string } | { reason: Reason }> {
  const { person, id } = answering;
  const conversation = (await deps.conversations.read(person))?.value;
  const question = conversation?.questions.find((one) => one.id === id && one.topic === kind);
  const isAsked = question?.verbs.includes(answering.verb) === true;
  if (!question || !isAsked || Date.parse(question.expiresAt) <= deps.clock.now().getTime()) {
    await recordAnswer(deps, answering, 'refused', 'not-open');
    return { reason: 'not-open' };
  }
  const provider = providerOf(deps, kind);
  const link =
    provider &&
    (await accountOf(deps, provider, person, { timeoutMs: callMs }).catch(async (error: unknown) => {
      // The question stays open, so that the same button may be pressed again.
      await lookFailed(deps, person, error);
      throw error;
    }));
  if (link?.kind !== 'linked') {
    await recordAnswer(deps, answering, 'refused', 'not-linked');
    return { reason: 'not-linked' };
  }
  const waiting = kind === 'unlock' ? await waitingRequest(deps, person, link.account) : undefined;
  if (waiting) return { requestId: waiting.id };
  const begun = await begunByTicket(deps, person, conversation, 'general-access');
  const repeated = kind === 'unlock' && (await isRepeat(deps, person, link.account));
  const fresh = newRequest(deps, answering, kind, question, link.account, choice);
  const asked: SupportRequest = repeated ? { ...fresh, oldPasswordLikely: true } : fresh;
  const inserted = await deps.requests.insert(begun ? withTicketOf(asked, begun) : asked);
  if (begun) await replaceBegun(deps, begun);
  if (inserted !== 'exists') return { requestId: id };
  const present = await changeRequest(deps, id, () => undefined);
  return present && samePerson(present.value, person) ? { requestId: id } : { reason: 'not-open' };
}

/** What was ticked on the card of a request that a ticket began; asked again, a choice stays as it was. */
async function chooseFactors(deps: Deps, { id, verb }: Answering, { factors }: Choice): Promise<void> {
  if (verb !== 'mfa-selected' || !factors) return;
  await changeRequest(deps, id, (row) => {
    const lost = factors.lost || row.factors?.lost === true;
    return row.state === 'asked' ? { ...row, factors: { ...factors, lost } } : undefined;
  });
}

function newRequest(
  deps: Deps,
  { person, id }: Answering,
  kind: ActingKind,
  question: OpenQuestion,
  account: Account,
  { factors }: Choice,
): SupportRequest {
  const at = deps.clock.now().toISOString();
  const { template, activityId } = question;
  return {
    tenantId: person.tenantId,
    aadObjectId: person.aadObjectId,
    id,
    kind,
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
    ...(kind === 'unlock' && account.lockedAt ? { lockout: { at: account.lockedAt, source: {} } } : {}),
    ...(factors ? { factors, ...(factors.lost ? { securityIncident: true as const } : {}) } : {}),
    deliveries: activityId ? [{ key: 'question', template, state: 'sent', activityId, at }] : [],
    owed: [],
  };
}
