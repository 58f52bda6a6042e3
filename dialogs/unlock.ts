/** The wish "unlock my account": asked for (U5) or offered by a notice (U2), and answered (U3, U4). */
import type { Deps } from '../domain/deps';
import type { Message } from '../domain/messages';
import { acceptInstructions, dismiss, reportNotMe } from '../domain/use-cases/chat/answer-notice';
import { lookAtAccount } from '../domain/use-cases/chat/look-at-account';
import { helpDeskOf } from '../domain/use-cases/result';
import { retiredCard } from '../domain/use-cases/settle';
import { createAnswers } from './answers';
import { answeringOf, type Dialog, justSay, type Step } from './dialog';
import { instructionsReply } from './instructions';
import type { Reply, Turn } from './turn';

const lookMs = 2_000;

export type UnlockDialog = Dialog & {
  /** The No to a question about a locked account. */
  readonly no: Step;
};

export function createUnlockDialog(deps: Deps): UnlockDialog {
  /** U5: looks first, then asks. Also what a stale card leads to: the bot says what it found (U11). */
  const begin = async (turn: Turn): Promise<Reply> => {
    const { unlock } = deps.policy;
    if (unlock.mode === 'instructions') return instructionsReply(deps, 'unlock', unlock.instructions);
    const look = await lookAtAccount(deps, turn.person, lookMs);
    if (look.kind === 'refused' || look.kind === 'failed') return answers.explain(look.reason);
    const accountName = look.account.userName;
    if (look.kind === 'not-locked') {
      const { obstacle } = look;
      const found = { kind: 'not-locked', id: answers.newId('none'), accountName } as const;
      return justSay(obstacle ? { ...found, obstacle } : found);
    }
    const id = look.request?.id ?? answers.newId('chat');
    const message: Message & { readonly id: string } = {
      kind: 'unlock-question',
      id,
      accountName,
      ...(look.account.lockedAt ? { lockedAt: look.account.lockedAt } : {}),
      ...(look.request?.lockout ? { source: look.request.lockout.source } : {}),
      ...(look.barred ? { barred: look.barred } : {}),
      ...(look.obstacle ? { obstacle: look.obstacle } : {}),
      ...(look.oldPassword ? { oldPassword: true as const } : {}),
    };
    return answers.asking(turn, message, 'unlock');
  };
  const answers = createAnswers(deps, begin);

  /** U10: where the organisation prefers instructions, they come after Yes and never before. */
  const yes: Step = async (turn, press) => {
    const { lockouts, unlock } = deps.policy;
    if (lockouts.answer === 'unlock' && unlock.mode === 'automatic')
      return answers.yes(turn, press, 'unlock');
    const outcome = await acceptInstructions(deps, answeringOf(turn, press));
    if (outcome.kind !== 'done')
      return answers.stale(turn, press, outcome.kind === 'pending' ? 'already-answered' : outcome.reason);
    const { request } = outcome;
    return {
      ...(await instructionsReply(deps, 'unlock', unlock.instructions)),
      pressed: retiredCard(request, 'lockout-notice'),
      closes: [request.id],
      wake: request.id,
    };
  };

  /** "It stays locked" is only said of an account that is: somebody else may have unlocked it (U11). */
  const no: Step = async (turn, press) => {
    const outcome = await dismiss(deps, answeringOf(turn, press));
    const look = outcome.kind === 'done' ? await lookAtAccount(deps, turn.person, lookMs) : undefined;
    return answers.ended(turn, press, outcome, (request) => {
      const accountName = request.accountName ?? '';
      if (look?.kind !== 'not-locked') return { kind: 'dismissed', accountName };
      const found = { kind: 'not-locked', id: answers.newId('none'), accountName } as const;
      return look.obstacle ? { ...found, obstacle: look.obstacle } : found;
    });
  };

  const notMe: Step = async (turn, press) =>
    answers.ended(turn, press, await reportNotMe(deps, answeringOf(turn, press)), (request) => ({
      kind: 'not-me',
      // Said after a Yes it may be unlocked already.
      ...(request.ending === 'not-me' && request.kind === 'unlock' && request.accountName
        ? { accountName: request.accountName }
        : {}),
      ...(request.ticket ? { ticketId: request.ticket.id } : {}),
      helpDesk: helpDeskOf(deps.policy),
    }));

  return {
    begin,
    no,
    steps: {
      unlock: begin,
      'unlock-yes': yes,
      'unlock-no': no,
      'not-me': notMe,
    },
  };
}
