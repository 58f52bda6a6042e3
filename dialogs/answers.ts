/**
 * What all dialogs about requests share: how a yes is carried out and answered, how an answer that changed the
 * request retires its card, and what is said to a card that is stale or somebody else's (U11).
 */
import type { Deps } from '../domain/deps';
import type { Message, MessageKind, Verb } from '../domain/messages';
import type { Outcome, Pending, Reason } from '../domain/outcome';
import type { RequestKind, SupportRequest } from '../domain/support-request';
import { type ActingKind, type Choice, confirm } from '../domain/use-cases/chat/confirm';
import { recordAnswer } from '../domain/use-cases/chat/own-request';
import { linkIsAlive } from '../domain/use-cases/recovery-link';
import { reopenedOf, resultOf } from '../domain/use-cases/result';
import { claimWorking } from '../domain/use-cases/send-own';
import { retiredCard, settleTicket } from '../domain/use-cases/settle';
import { answeringOf, justSay, questionOf, questionWith } from './dialog';
import type { Press, Reply, Say, Turn } from './turn';

export type Answers = ReturnType<typeof createAnswers>;

/** @param begin looks again, and says what it found; the request is the one whose old card was pressed, if any. */
export function createAnswers(deps: Deps, begin: (turn: Turn, request?: SupportRequest) => Promise<Reply>) {
  const newId = (prefix: string): string => `${prefix}-${deps.random.id()}`;
  const explain = (reason: Reason): Reply => justSay({ kind: 'refused', id: newId('none'), reason });

  /** The answer to a press that changed the request: said once, the pressed card loses its buttons. */
  const answered = (
    turn: Turn,
    press: Press,
    request: SupportRequest,
    message: Message,
    key?: string,
  ): Reply => {
    const question = questionWith(turn, press);
    const pressed = oldCard(turn, press, request);
    // A card that the orchestration does not know of is retired here.
    const ours =
      question?.activityId &&
      !request.deliveries.some(({ activityId }) => activityId === question.activityId);
    return {
      say: [key ? about(request, message, key) : { message }],
      pressed,
      closes: [press.id, request.id],
      ...(question && ours ? { retire: [{ question, message: pressed }] } : {}),
      wake: request.id,
    };
  };

  /** A message about a request, with its delivery record; while the request is open its buttons are a question. */
  const about = (request: SupportRequest, message: Message, key: string): Say => {
    const asks = { id: request.id, topic: 'request', deliveryKey: key } as const;
    return {
      message,
      ...(request.state === 'ended' ? {} : { question: questionOf(deps, message, asks) }),
      delivery: { requestId: request.id, key },
    };
  };

  /** The yes to a question: performed within the turn, or told that it is being worked on. */
  const yes = async (turn: Turn, press: Press, kind: ActingKind, choice?: Choice): Promise<Reply> => {
    turn.busy();
    const { outcome, requestId } = await confirm(deps, answeringOf(turn, press), kind, choice);
    if (outcome.kind === 'pending') return working(turn, press, requestId, outcome);
    const { request } = outcome;
    if (request && (outcome.kind === 'done' || outcome.reason !== 'already-answered')) {
      // M6: the refusal names its ticket, if it can be had at once.
      const named = request.endReason === 'separated' ? await ticketNow(request) : request;
      return answered(turn, press, named, await resultOf(deps, named), 'result');
    }
    return stale(turn, press, outcome.kind === 'done' ? 'already-answered' : outcome.reason, request);
  };

  /** Said once: of two devices that press at the same time, the later only sees its card change. */
  const working = async (
    turn: Turn,
    press: Press,
    requestId: string,
    { waitingFor }: Pending,
  ): Promise<Reply> => {
    const { request, mine } = await claimWorking(deps, requestId);
    const accountName = request?.accountName ?? '';
    const message: Message = {
      ...{ kind: 'working', id: requestId, accountName },
      ...(waitingFor ? { waitingFor } : {}),
    };
    return {
      say: mine ? [{ message, delivery: { requestId, key: 'working' } }] : [],
      ...(request ? { pressed: oldCard(turn, press, request) } : {}),
      closes: [press.id, requestId],
      wake: requestId,
    };
  };

  const ticketNow = async (request: SupportRequest): Promise<SupportRequest> =>
    (await settleTicket(deps, request.id)) ?? request;

  const ended = (
    turn: Turn,
    press: Press,
    outcome: Outcome<{ request: SupportRequest }>,
    message: (request: SupportRequest) => Message,
  ): Reply | Promise<Reply> => {
    if (outcome.kind === 'done') return answered(turn, press, outcome.request, message(outcome.request));
    return stale(turn, press, outcome.kind === 'pending' ? 'already-answered' : outcome.reason);
  };

  /** Somebody else's card is refused; an old one makes the bot look again and say what it found. */
  const stale = async (turn: Turn, press: Press, reason: Reason, known?: SupportRequest): Promise<Reply> => {
    if (reason === 'wrong-person') return explain(reason);
    const request = known ?? (await ownRow(turn, press));
    if (!request) return begin(turn);
    const found = (await saidAgain(request, press)) ?? (await begin(turn, request));
    return { ...found, pressed: oldCard(turn, press, request), wake: request.id };
  };

  /** What still holds of the answer that the old card has led to. Undefined where the bot has to look again. */
  const saidAgain = async (request: SupportRequest, { verb }: Press): Promise<Reply | undefined> => {
    const { state, ending, endReason, accountName = '' } = request;
    if (state === 'follow-up' && request.kind === 'password-reset') {
      // A new link would end the one that is on its way, or may be in use at this moment.
      const isComing = request.recovery === undefined;
      return isComing || linkIsAlive(request, deps.clock.now()) ? explain('already-answered') : undefined;
    }
    if (state === 'follow-up') return { say: [about(request, await resultOf(deps, request), 'result')] };
    if (state === 'handed-over' && verb === 'reopen')
      return { say: [about(request, reopenedOf(deps, request), 'reopened')] };
    if (verb === 'worked' && (ending === 'worked' || ending === 'no-answer'))
      return justSay({ kind: 'worked', accountName });
    return endReason === 'separated' ? justSay(await resultOf(deps, request)) : undefined;
  };

  const oldCard = (turn: Turn, press: Press, request: SupportRequest): Message =>
    retiredCard(request, questionWith(turn, press)?.template ?? usualCardOf(press.verb, request.kind));

  const ownRow = async (turn: Turn, press: Press): Promise<SupportRequest | undefined> => {
    const row = (await deps.requests.read(press.id))?.value;
    return row?.aadObjectId === turn.person.aadObjectId ? row : undefined;
  };

  /** Cancel of a question that is no request yet: nothing was changed; the three ways again. */
  const cancelled = async (turn: Turn, press: Press): Promise<Reply> => {
    await recordAnswer(deps, answeringOf(turn, press), 'done');
    const question = questionWith(turn, press);
    const template = (question?.template ?? 'unlock-question') as Message['kind'];
    const card: Message = { kind: 'retired', template, ending: 'cancelled', at: turn.at.toISOString() };
    return {
      ...justSay({ kind: 'cancelled', id: newId('none') }),
      pressed: card,
      ...(question ? { retire: [{ question, message: card }] } : {}),
    };
  };

  /** A question of the chat, with the former one of its kind retired. */
  const asking = (turn: Turn, message: Message & { readonly id: string }, kind: ActingKind): Reply => {
    const former = turn.conversation?.value.questions.filter(({ topic }) => topic === kind) ?? [];
    const at = deps.clock.now().toISOString();
    return {
      say: [{ message, question: questionOf(deps, message, { id: message.id, topic: kind }) }],
      retire: former.map((question) => ({
        question,
        message: {
          kind: 'retired',
          template: question.template as Message['kind'],
          ending: 'superseded',
          at,
        },
      })),
    };
  };

  return { newId, explain, answered, about, yes, ended, stale, cancelled, asking };
}

const asking: Readonly<Record<RequestKind, MessageKind>> = {
  unlock: 'unlock-question',
  'password-reset': 'recover-question',
  'mfa-reset': 'mfa-question',
  help: 'help-preview',
};
const following: Readonly<Record<RequestKind, MessageKind>> = {
  unlock: 'unlocked',
  'password-reset': 'recovery-link',
  'mfa-reset': 'mfa-reset',
  help: 'help-sent',
};

/** On which card a button stands, for one so old that the chat has forgotten the question. */
function usualCardOf(verb: Verb, kind: RequestKind): MessageKind {
  return verb === 'worked' || verb === 'reopen' || verb === 'new-link' ? following[kind] : asking[kind];
}
