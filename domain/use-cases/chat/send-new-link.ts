/** P1, Send a new link: for a request whose link was used, has expired or got lost. The one before ends. */
import type { Deps } from '../../deps';
import type { Message } from '../../messages';
import { type Outcome, refused } from '../../outcome';
import type { SupportRequest } from '../../support-request';
import { newRecoveryLink } from '../recovery-link';
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
  const message = await newRecoveryLink(deps, own.stored.value);
  if (!message) {
    await recordAnswer(deps, answering, 'refused', 'already-answered', answering.id);
    return refused('already-answered');
  }
  await recordAnswer(deps, answering, 'done', answering.verb, answering.id);
  return { kind: 'done', request: own.stored.value, message };
}
