/**
 * The guard of every answer: who pressed is who the activity says, and they may only answer about their own
 * requests. Everything else does nothing, is told what was found, and is audited.
 */
import type { Deps } from '../../deps';
import { isPast } from '../../duration';
import type { Verb } from '../../messages';
import type { Reason } from '../../outcome';
import type { Person } from '../../person';
import { samePerson } from '../../person';
import { type AuditEntry, partyOf } from '../../ports/audit-trail';
import type { Stored } from '../../ports/stores';
import type { SupportRequest } from '../../support-request';

/** A person's press or typed word in this turn. */
export type Answering = {
  readonly person: Person;
  readonly verb: Verb;
  /** The request's or question's id that the button carried. */
  readonly id: string;
  readonly via: 'button' | 'typed';
  readonly at: Date;
};

export type OwnRequest =
  | { readonly kind: 'own'; readonly stored: Stored<SupportRequest> }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly reason: Reason };

export async function ownRequest(deps: Deps, answering: Answering): Promise<OwnRequest> {
  const stored = isRequestId(answering.id) ? await deps.requests.read(answering.id) : undefined;
  if (!stored) return { kind: 'none' };
  if (!samePerson(stored.value, answering.person)) {
    await recordAnswer(deps, answering, 'refused', 'wrong-person');
    return { kind: 'refused', reason: 'wrong-person' };
  }
  const { state, expiresAt } = stored.value;
  if (state === 'asked' && expiresAt && isPast(expiresAt, deps.clock.now())) {
    await recordAnswer(deps, answering, 'refused', 'expired', stored.value.id);
    return { kind: 'refused', reason: 'expired' };
  }
  return { kind: 'own', stored };
}

/** A card is foreign input: an id that we can't have made is looked up nowhere. */
function isRequestId(id: string): boolean {
  return /^[a-z]+-[0-9a-f-]{16,64}$/.test(id);
}

/** What the person answered, in the trail; refusals too. */
export async function recordAnswer(
  deps: Deps,
  answering: Answering,
  result: AuditEntry['result'],
  reason: string = answering.verb,
  requestId?: string,
): Promise<void> {
  const at = answering.at.toISOString();
  await deps.audit.record({
    key: deps.digest
      .of('answer', answering.id, answering.verb, result, at, answering.person.aadObjectId)
      .slice(0, 40),
    at,
    act: result === 'refused' ? 'access-refused' : 'answer',
    actor: partyOf(answering.person),
    subject: partyOf(answering.person),
    verifiedBy: 'teams',
    source: answering.via,
    reason,
    result,
    ...(requestId ? { requestId } : {}),
  });
}
