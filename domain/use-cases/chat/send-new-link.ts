/**
 * P1, Send a new link: for a request whose link was used, has expired or got lost. The one before ends. It is as
 * good as the first, so that MFA and it exclude each other anew (M6).
 */
import type { Deps } from '../../deps';
import type { Message } from '../../messages';
import { type Outcome, type Reason, refused } from '../../outcome';
import type { SupportRequest } from '../../support-request';
import { passwordLinkAction } from '../password-link-action';
import { newRecoveryLink } from '../recovery-link';
import { giveBack, hasAny, renew } from '../reserve';
import { type Answering, ownRequest, recordAnswer } from './own-request';

export async function sendNewLink(
  deps: Deps,
  answering: Answering,
): Promise<Outcome<{ request: SupportRequest; message: Message }>> {
  const own = await ownRequest(deps, answering);
  if (own.kind === 'refused') return own;
  if (own.kind === 'none' || own.stored.value.kind !== 'password-reset') {
    await recordAnswer(deps, answering, 'refused', 'not-open');
    return refused('not-open');
  }
  const barred = await whyNotAnother(deps, own.stored.value);
  if (barred) {
    await recordAnswer(deps, answering, 'refused', barred, answering.id);
    return refused(barred);
  }
  const message = await newRecoveryLink(deps, own.stored.value);
  if (!message) {
    await recordAnswer(deps, answering, 'refused', 'already-answered', answering.id);
    return refused('already-answered');
  }
  await recordAnswer(deps, answering, 'done', answering.verb, answering.id);
  return { kind: 'done', request: own.stored.value, message };
}

/** The time of the first link doesn't count for the new one. Reserved before it is looked, so that two can't pass. */
async function whyNotAnother(deps: Deps, request: SupportRequest): Promise<Reason | undefined> {
  const { kind, rule } = passwordLinkAction.limit(deps.policy);
  const { excludedBy } = passwordLinkAction;
  if (request.state !== 'follow-up') return 'already-answered';
  if (!(await renew(deps, request, kind, request.id))) return 'limit-unreadable';
  if (!excludedBy || !(await hasAny(deps, request, excludedBy, rule))) return undefined;
  await giveBack(deps, request, kind, request.id);
  return 'separated';
}
