/** The wish "unlock my account": asked for (U5) or offered by a notice (U2), answered, and followed up (U3–U6). */
import type { Deps } from '../domain/deps';
import type { Message } from '../domain/messages';
import type { Outcome, Reason } from '../domain/outcome';
import type { SupportRequest } from '../domain/support-request';
import { confirmWorked, dismiss, reopen, reportNotMe } from '../domain/use-cases/chat/answer-notice';
import { confirmUnlock } from '../domain/use-cases/chat/confirm-unlock';
import { lookAtAccount } from '../domain/use-cases/chat/look-at-account';
import { recordAnswer } from '../domain/use-cases/chat/own-request';
import { claimWorking, resultOf } from '../domain/use-cases/send-own';
import { retiredCard } from '../domain/use-cases/settle';
import { answeringOf, type Dialog, helpDeskOf, justSay, questionOf, questionWith, type Step } from './dialog';
import type { Press, Reply, Turn } from './turn';

const lookMs = 2_000;

export function createUnlockDialog(deps: Deps): Dialog {
  /** U5: looks first, then asks. Also what a stale card leads to: the bot says what it found (U11). */
  const begin = async (turn: Turn): Promise<Reply> => {
    const look = await lookAtAccount(deps, turn.person, lookMs);
    if (look.kind === 'refused' || look.kind === 'failed') return explain(look.reason);
    const accountName = look.account.userName;
    if (look.kind === 'not-locked') return justSay({ kind: 'not-locked', id: newId('none'), accountName });
    const id = look.request?.id ?? newId('chat');
    const message: Message = {
      kind: 'unlock-question',
      id,
      accountName,
      ...(look.account.lockedAt ? { lockedAt: look.account.lockedAt } : {}),
      ...(look.request?.lockout ? { source: look.request.lockout.source } : {}),
      ...(look.barred ? { barred: look.barred } : {}),
    };
    const former = turn.conversation?.value.questions.filter(({ topic }) => topic === 'unlock') ?? [];
    return {
      say: [{ message, question: questionOf(deps, message, { id, topic: 'unlock' }) }],
      retire: former.map((question) => ({ question, message: superseded(question.template, accountName) })),
    };
  };

  const yes: Step = async (turn, press) => {
    turn.busy();
    const { outcome, requestId } = await confirmUnlock(deps, answeringOf(turn, press));
    switch (outcome.kind) {
      case 'done':
        return answered(turn, press, outcome.request, resultOf(outcome.request), 'result');
      case 'pending':
        return working(turn, press, requestId);
      default:
        if (outcome.request && outcome.reason !== 'already-answered') {
          return answered(turn, press, outcome.request, resultOf(outcome.request), 'result');
        }
        return stale(turn, press, outcome.reason, outcome.request);
    }
  };

  /** Said once: of two devices that press at the same time, the later only sees its card change. */
  const working = async (turn: Turn, press: Press, requestId: string): Promise<Reply> => {
    const { request, mine } = await claimWorking(deps, requestId);
    const template = questionWith(turn, press.id)?.template ?? 'lockout-notice';
    const message: Message = { kind: 'working', id: requestId, accountName: request?.accountName ?? '' };
    return {
      say: mine ? [{ message, delivery: { requestId, key: 'working' } }] : [],
      ...(request ? { pressed: retiredCard(request, template) } : {}),
      wake: requestId,
    };
  };

  /** "It stays locked" is only said of an account that is: somebody else may have unlocked it (U11). */
  const no: Step = async (turn, press) => {
    const outcome = await dismiss(deps, answeringOf(turn, press));
    const look = outcome.kind === 'done' ? await lookAtAccount(deps, turn.person, lookMs) : undefined;
    return ended(turn, press, outcome, (request) => {
      const accountName = request.accountName ?? '';
      return look?.kind === 'not-locked'
        ? { kind: 'not-locked', id: newId('none'), accountName }
        : { kind: 'dismissed', accountName };
    });
  };

  const notMe: Step = async (turn, press) =>
    ended(turn, press, await reportNotMe(deps, answeringOf(turn, press)), (request) => ({
      kind: 'not-me',
      accountName: request.accountName ?? '',
      ...(request.ticket ? { ticketId: request.ticket.id } : {}),
      helpDesk: helpDeskOf(deps.policy),
    }));

  const worked: Step = async (turn, press) =>
    ended(turn, press, await confirmWorked(deps, answeringOf(turn, press)), (request) => ({
      kind: 'worked',
      accountName: request.accountName ?? '',
    }));

  const stillNot: Step = async (turn, press) =>
    ended(turn, press, await reopen(deps, answeringOf(turn, press)), (request) => ({
      kind: 'reopened',
      id: request.id,
      ...(request.ticket ? { ticketId: request.ticket.id } : {}),
      helpDesk: helpDeskOf(deps.policy),
    }));

  /** U5, Cancel: nothing was changed; the three ways again. A notice's own question counts as No. */
  const cancel: Step = async (turn, press) => {
    const request = (await deps.requests.read(press.id))?.value;
    if (request) return no(turn, press);
    await recordAnswer(deps, answeringOf(turn, press), 'done');
    const question = questionWith(turn, press.id);
    const card: Message = {
      kind: 'retired',
      template: 'unlock-question',
      ending: 'cancelled',
      at: turn.at.toISOString(),
    };
    return {
      ...justSay({ kind: 'cancelled', id: newId('none') }),
      pressed: card,
      ...(question ? { retire: [{ question, message: card }] } : {}),
    };
  };

  /** The answer to a press that changed the request: said once, the pressed card loses its buttons. */
  const answered = (
    turn: Turn,
    press: Press,
    request: SupportRequest,
    message: Message,
    key?: string,
  ): Reply => {
    const followUp = key && request.state !== 'ended';
    const question = questionWith(turn, press.id);
    const pressed = retiredCard(request, question?.template ?? 'lockout-notice');
    // A card that the orchestration does not know of is retired here.
    const ours =
      question?.activityId &&
      !request.deliveries.some(({ activityId }) => activityId === question.activityId);
    return {
      say: [
        {
          message,
          ...(followUp
            ? { question: questionOf(deps, message, { id: request.id, topic: 'request', deliveryKey: key }) }
            : {}),
          ...(key ? { delivery: { requestId: request.id, key } } : {}),
        },
      ],
      pressed,
      ...(question && ours ? { retire: [{ question, message: pressed }] } : {}),
      wake: request.id,
    };
  };

  const ended = (
    turn: Turn,
    press: Press,
    outcome: Outcome<{ request: SupportRequest }>,
    message: (request: SupportRequest) => Message,
  ): Reply | Promise<Reply> => {
    if (outcome.kind === 'done') return answered(turn, press, outcome.request, message(outcome.request));
    return stale(turn, press, outcome.kind === 'pending' ? 'already-answered' : outcome.reason);
  };

  /** U11: somebody else's card is refused; an old one makes the bot look again and say what it found. */
  const stale = async (turn: Turn, press: Press, reason: Reason, known?: SupportRequest): Promise<Reply> => {
    if (reason === 'wrong-person') return explain(reason);
    const request = known ?? (await ownRow(turn, press));
    const pressed =
      request && retiredCard(request, questionWith(turn, press.id)?.template ?? 'lockout-notice');
    const found = request?.state === 'follow-up' ? justSay(resultOf(request)) : await begin(turn);
    return { ...found, ...(pressed ? { pressed } : {}), ...(request ? { wake: request.id } : {}) };
  };

  const ownRow = async (turn: Turn, press: Press): Promise<SupportRequest | undefined> => {
    const row = (await deps.requests.read(press.id))?.value;
    return row?.aadObjectId === turn.person.aadObjectId ? row : undefined;
  };

  const explain = (reason: Reason): Reply => justSay({ kind: 'refused', id: newId('none'), reason });
  const superseded = (template: string, accountName: string): Message => ({
    kind: 'retired',
    template: template as Message['kind'],
    accountName,
    ending: 'superseded',
    at: deps.clock.now().toISOString(),
  });
  const newId = (prefix: string): string => `${prefix}-${deps.random.id()}`;

  return {
    begin,
    steps: {
      unlock: begin,
      'unlock-yes': yes,
      'unlock-no': no,
      'not-me': notMe,
      cancel,
      worked,
      reopen: stillNot,
    },
  };
}
