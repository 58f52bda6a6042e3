/** What follows on an answer, whatever it was about: Great, it worked!, Re-open issue (U6), and Cancel before it (U5). */
import type { Deps } from '../domain/deps';
import type { RequestKind } from '../domain/support-request';
import { confirmWorked, dismiss, reopen } from '../domain/use-cases/chat/answer-notice';
import { reopenedOf } from '../domain/use-cases/result';
import { createAnswers } from './answers';
import { answeringOf, type Dialog, type Step } from './dialog';
import type { Reply, Turn } from './turn';

/** How the wish about each kind of request begins: an old card leads there. */
export type Beginnings = Readonly<Record<Exclude<RequestKind, 'help'>, (turn: Turn) => Promise<Reply>>>;

/** @param no the No of a lockout notice, which a Cancel of the question about the same lock is. */
export function createFollowUpDialog(deps: Deps, begin: Beginnings, no: Step): Pick<Dialog, 'steps'> {
  const answers = createAnswers(deps, (turn, request) =>
    begin[request && request.kind !== 'help' ? request.kind : 'unlock'](turn),
  );

  const worked: Step = async (turn, press) =>
    answers.ended(turn, press, await confirmWorked(deps, answeringOf(turn, press)), (request) => ({
      kind: 'worked',
      accountName: request.accountName ?? '',
    }));

  const stillNot: Step = async (turn, press) => {
    const outcome = await reopen(deps, answeringOf(turn, press));
    if (outcome.kind === 'done')
      return answers.answered(turn, press, outcome.request, reopenedOf(deps, outcome.request), 'reopened');
    return answers.stale(turn, press, outcome.kind === 'pending' ? 'already-answered' : outcome.reason);
  };

  /** A question that is a request already, a notice's or one asked again, ends with it. */
  const cancel: Step = async (turn, press) => {
    const request = (await deps.requests.read(press.id))?.value;
    if (!request) return answers.cancelled(turn, press);
    if (request.kind === 'unlock') return no(turn, press);
    const outcome = await dismiss(deps, answeringOf(turn, press));
    return answers.ended(turn, press, outcome, () => ({ kind: 'cancelled', id: answers.newId('none') }));
  };

  return { steps: { worked, reopen: stillNot, cancel } };
}
