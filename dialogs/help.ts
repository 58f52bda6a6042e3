/** The wish "a human, please" (G4): the person's words are shown first, then sent as a ticket; and wishes as tickets. */
import { keptWords } from '../cards/foreign-text';
import type { OpenQuestion } from '../domain/conversation';
import type { Deps } from '../domain/deps';
import type { Message } from '../domain/messages';
import { reportIncident, sendHelp } from '../domain/use-cases/chat/ask-for-help';
import { recordAnswer } from '../domain/use-cases/chat/own-request';
import { helpDeskOf, helpSentOf } from '../domain/use-cases/result';
import { answeringOf, type Dialog, justSay, questionOf, questionWith, type Step } from './dialog';
import type { Reply, Turn } from './turn';

export type HelpDialog = Dialog & {
  /** "This wasn't me" where no card asks (T6). */
  incident(turn: Turn): Promise<Reply>;
};

export function createHelpDialog(deps: Deps): HelpDialog {
  const begin = async (turn: Turn, words?: string): Promise<Reply> => {
    const id = `help-${deps.random.id()}`;
    const kept = keptWords(words ?? '');
    const message: Message = { kind: 'help-preview', id, ...(kept ? { words: kept } : {}) };
    const former = turn.conversation?.value.questions.filter(({ topic }) => topic === 'help') ?? [];
    return {
      say: [
        {
          message,
          question: questionOf(deps, message, { id, topic: 'help', ...(kept ? { words: kept } : {}) }),
        },
      ],
      retire: former.map((question) => retired(question, 'superseded')),
    };
  };

  /** Get help on a card: the words that led to that card come along. */
  const getHelp: Step = (turn, press) => {
    const question = questionWith(turn, press);
    return begin(turn, question?.topic === 'general' ? question.words : undefined);
  };

  const send: Step = async (turn, press) => {
    const question = questionWith(turn, press);
    const outcome = await sendHelp(deps, answeringOf(turn, press));
    if (outcome.kind !== 'done') {
      const { reason } = outcome.kind === 'pending' ? { reason: 'outcome-unknown' as const } : outcome;
      return justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason });
    }
    const { request } = outcome;
    return {
      ...justSay(helpSentOf(deps, outcome)),
      ...(question
        ? { pressed: retired(question, 'answered').message, retire: [retired(question, 'answered')] }
        : {}),
      wake: request.id,
    };
  };

  const cancel: Step = async (turn, press) => {
    await recordAnswer(deps, answeringOf(turn, press), 'done');
    const question = questionWith(turn, press);
    return {
      ...justSay({ kind: 'help-cancelled', id: `none-${deps.random.id()}` }),
      ...(question
        ? { pressed: retired(question, 'cancelled').message, retire: [retired(question, 'cancelled')] }
        : {}),
    };
  };

  const incident = async (turn: Turn): Promise<Reply> => {
    const outcome = await reportIncident(deps, turn.person, `help-${deps.random.id()}`);
    if (outcome.kind !== 'done')
      return justSay({ kind: 'refused', id: `none-${deps.random.id()}`, reason: 'not-open' });
    const { request } = outcome;
    return {
      ...justSay({
        kind: 'not-me',
        ...(request.ticket ? { ticketId: request.ticket.id } : {}),
        helpDesk: helpDeskOf(deps.policy),
      }),
      wake: request.id,
    };
  };

  const retired = (question: OpenQuestion, ending: 'answered' | 'cancelled' | 'superseded') => ({
    question,
    message: {
      kind: 'retired',
      template: question.template as Message['kind'],
      ending,
      at: deps.clock.now().toISOString(),
    } as const,
  });

  return {
    begin,
    incident,
    steps: {
      'get-help': getHelp,
      'send-to-it': send,
      'cancel-help': cancel,
    },
  };
}
