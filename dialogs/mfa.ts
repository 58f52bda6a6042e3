/** The wish "reset my MFA" (M): all factors together or chosen ones, or instructions; a lost device is flagged. */
import type { Deps } from '../domain/deps';
import { samePerson } from '../domain/person';
import { begunByTicket } from '../domain/use-cases/chat/begun-by-ticket';
import { lookAtReset } from '../domain/use-cases/chat/look-at-reset';
import { resultOf, setUpLink } from '../domain/use-cases/result';
import { createAnswers } from './answers';
import { type Dialog, justSay, questionWith, type Step } from './dialog';
import { instructionsReply } from './instructions';
import type { Press, Reply, Turn } from './turn';
import { wishReply } from './wish';

const lookMs = 2_000;

export type MfaDialog = Dialog & {
  /** @param lost a lost or stolen device (M5). */
  beginFor(turn: Turn, lost: boolean, reminder?: boolean): Promise<Reply>;
  /** What was removed, with the way to set up anew, once more; @param id the request, if the chat knows of one. */
  again(turn: Turn, id: string | undefined): Promise<Reply>;
};

export function createMfaDialog(deps: Deps): MfaDialog {
  const beginFor = async (turn: Turn, lost: boolean, reminder = false): Promise<Reply> => {
    const { mode, instructions } = deps.policy.mfaReset;
    if (mode === 'instructions') return instructionsReply(deps, 'mfa-reset', instructions);
    const look = await lookAtReset(deps, turn.person, 'mfa-reset', { timeoutMs: lookMs });
    if (look.kind === 'refused' && look.reason === 'not-supported') return wishReply(deps, turn, 'mfa-reset');
    if (look.kind !== 'possible') return answers.explain(look.reason);
    const { factors } = look;
    const accountName = look.account.userName;
    const conversation = turn.conversation?.value;
    const begun = await begunByTicket(deps, turn.person, conversation, 'mfa-question', 'mfa-choice');
    const id = begun?.id ?? answers.newId(lost ? 'lost' : 'mfa');
    if (factors.length === 0) {
      const { provider } = look.account.ref;
      return justSay({ kind: 'nothing-to-reset', id, accountName, ...setUpLink(deps, provider) });
    }
    return answers.asking(
      turn,
      mode === 'choose'
        ? { kind: 'mfa-choice', id, accountName, factors, lost, reminder }
        : { kind: 'mfa-question', id, accountName, factors, lost },
      'mfa-reset',
    );
  };
  const begin = (turn: Turn): Promise<Reply> => beginFor(turn, false);
  const answers = createAnswers(deps, begin);

  const all: Step = (turn, press) =>
    answers.yes(turn, press, 'mfa-reset', { factors: { chosen: 'all', lost: isLost(press) } });

  /** Nothing chosen, or the title typed where the list could not be shown: asked once more. */
  const selected: Step = async (turn, press) => {
    const chosen = press.chosen ?? [];
    if (chosen.length > 0) {
      return answers.yes(turn, press, 'mfa-reset', { factors: { chosen, lost: isLost(press) } });
    }
    return questionWith(turn, press)
      ? beginFor(turn, isLost(press), true)
      : answers.stale(turn, press, 'not-open');
  };

  const again = async (turn: Turn, id: string | undefined): Promise<Reply> => {
    const request = id === undefined ? undefined : (await deps.requests.read(id))?.value;
    const own = request?.state === 'follow-up' && samePerson(request, turn.person);
    if (!own) return begin(turn);
    return { say: [answers.about(request, await resultOf(deps, request), 'result')], wake: request.id };
  };

  return {
    begin,
    beginFor,
    again,
    steps: { 'reset-mfa': begin, 'mfa-yes': all, 'mfa-selected': selected },
  };
}

/** Told by the question's own id, which we made when the wish was spoken; a card can't change it. */
function isLost({ id }: Press): boolean {
  return id.startsWith('lost-');
}
