/**
 * A whole turn: the answer is found, its questions are stored before their cards are sent, what was sent is
 * written down, retired cards lose their buttons, and the request's orchestration is woken.
 */
import { setImmediate as immediate } from 'node:timers/promises';
import {
  answered,
  ask,
  type Conversation,
  type DeliveredQuestion,
  type Noted,
  noteDelivered,
  type OpenQuestion,
  stillAsks,
} from '../domain/conversation';
import type { Deps } from '../domain/deps';
import type { Message, MessageKind } from '../domain/messages';
import type { Person } from '../domain/person';
import type { Stored } from '../domain/ports/stores';
import { formerOf, owe, touch, withDelivery } from '../domain/support-request';
import { changeConversation } from '../domain/use-cases/change-conversation';
import { changeRequest } from '../domain/use-cases/change-request';
import { settleAct } from '../domain/use-cases/desk/settle-act';
import type { Router } from './router';
import type { Reply, Say, Turn, TurnChannel } from './turn';

/** @returns what the pressed card becomes, for the channel's answer to the press. */
export async function converse(
  deps: Deps,
  route: Router,
  turn: Turn,
  channel: TurnChannel,
  onWakeFailure: (error: unknown) => void,
): Promise<Message | undefined> {
  const reply = await route(turn);
  try {
    const conversation = await closeAnswered(deps, turn, reply);
    await sayAll(deps, turn, reply.say, channel, conversation);
    for (const { question, message } of reply.retire ?? []) {
      if (question.activityId) await channel.update(question.activityId, message, turn.person);
    }
    for (const { activityId, message } of reply.update ?? [])
      await channel.update(activityId, message, turn.person);
  } finally {
    // The row stands: an orchestration that can't be woken now is woken by reconciling.
    if (reply.wake) await deps.orchestrations.wake(reply.wake).catch(onWakeFailure);
    // The same for an act at the desk: what fails now is done by the timer that goes over them.
    if (reply.settle) await settleAct(deps, reply.settle).catch(onWakeFailure);
  }
  return reply.pressed;
}

/**
 * An answer that nothing in the chat's row could change goes out while what the message told is noted: without the
 * note the person keeps the answer, and Get help asks for the words again.
 */
export async function answerUnread(
  deps: Pick<Deps, 'conversations'>,
  person: Person,
  { say }: Reply,
  told: Noted,
  channel: TurnChannel,
  onNoteFailure: (error: unknown) => void,
): Promise<void> {
  const question = say.find((said) => said.question)?.question;
  const noting = deps.conversations
    .note(person, { ...told, ...(question ? { question } : {}) })
    .catch(onNoteFailure);
  // The note leaves before the card is rendered: storage works meanwhile.
  await immediate();
  await Promise.all([noting, ...say.map(({ message }) => channel.send(message, person))]);
}

/**
 * What was answered is open no more, and neither are the questions whose cards are retired now. A press on an old
 * card answers nothing: it must not close what has been asked since.
 */
async function closeAnswered(
  deps: Deps,
  turn: Turn,
  reply: Reply,
): Promise<Stored<Conversation> | undefined> {
  const closed = [...(reply.retire ?? []).map(({ question }) => question.id), ...(reply.closes ?? [])];
  if (closed.length === 0) return turn.conversation;
  return changeConversation(
    deps,
    turn.person,
    (conversation) => {
      const without = closed.reduce(answered, conversation);
      return without.questions.length === conversation.questions.length ? conversation : without;
    },
    turn.conversation,
  );
}

async function sayAll(
  deps: Deps,
  turn: Turn,
  say: readonly Say[],
  channel: TurnChannel,
  known: Stored<Conversation> | undefined,
): Promise<void> {
  let conversation = known;
  for (const { message, question, delivery } of say) {
    if (question?.topic === 'general' || question?.topic === 'instructions') {
      // Nothing can be answered with a yes here: it may be stored while the card is on its way.
      const [, stored] = await Promise.all([
        channel.send(message, turn.person),
        store(deps, turn, question, conversation),
      ]);
      conversation = stored;
      continue;
    }
    if (question) conversation = await store(deps, turn, question, conversation);
    const shownAt = deps.clock.now();
    const activityId = await channel.send(message, turn.person);
    // An answer that the channel did not take stays owed: the orchestration sends it when its lease is over.
    if (activityId === undefined) continue;
    if (delivery) await noteDelivery(deps, delivery, message, activityId);
    else if (question) {
      const shown = { ...question, deliveredAt: shownAt.toISOString(), activityId };
      conversation = await noteShown(deps, turn, shown, channel, conversation);
    }
  }
}

/** The channel has it. A quick person may have answered it, or asked anew, since its sending began. */
async function noteShown(
  deps: Deps,
  turn: Turn,
  question: DeliveredQuestion & { readonly activityId: string },
  channel: TurnChannel,
  known: Stored<Conversation> | undefined,
): Promise<Stored<Conversation> | undefined> {
  const change = (conversation: Conversation) => noteDelivered(conversation, question);
  const stored = await changeConversation(deps, turn.person, change, known);
  const present = stored?.value;
  if (!present || stillAsks(present, question)) return stored;
  const isReplaced = present.questions.some(({ topic }) => topic === question.topic);
  const card: Message = {
    kind: 'retired',
    template: question.template as MessageKind,
    ending: isReplaced ? 'superseded' : 'answered',
    at: deps.clock.now().toISOString(),
  };
  await channel.update(question.activityId, card, turn.person);
  return stored;
}

function store(
  deps: Deps,
  turn: Pick<Turn, 'person'>,
  question: OpenQuestion,
  known: Stored<Conversation> | undefined,
): Promise<Stored<Conversation> | undefined> {
  return changeConversation(
    deps,
    turn.person,
    (conversation) => ask(conversation, question, deps.clock.now()),
    known,
  );
}

/**
 * The card's id is written down. One that the orchestration has overtaken meanwhile is owed its retirement, and so
 * is the card that this one takes the place of.
 */
async function noteDelivery(
  deps: Deps,
  { requestId, key }: { requestId: string; key: string },
  message: Message,
  activityId: string | undefined,
): Promise<void> {
  await changeRequest(deps, requestId, (row) => {
    const now = deps.clock.now();
    const at = now.toISOString();
    const sent = {
      key,
      template: message.kind,
      state: 'sent',
      at,
      ...(activityId ? { activityId } : {}),
    } as const;
    const former = formerOf(row, sent);
    const noted = withDelivery(former ? withDelivery(row, former) : row, sent);
    const overtaken = key === 'working' && row.state !== 'acting' ? key : former?.key;
    return overtaken ? touch(owe(noted, { kind: 'retire', key: overtaken }), now) : noted;
  });
}
