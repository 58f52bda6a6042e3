/** Pressing a button as Teams does: by invoke, by a submitted value, or by typing what it says. */
import type { Activity, ActivityWriter } from './activities';
import type { BotAnswer, CallBot } from './bot-calls';
import { type ButtonMark, findButton, inputDefaults } from './card-buttons';
import type { Chats } from './chats';
import { BadInput } from './http-routes';
import type { DemoPerson } from './person';

type Fields = Record<string, unknown>;

/** How a press reaches the bot. */
export type PressAs = 'execute' | 'submit' | 'text';

/** Which button of which message, and what stands in the inputs; `is` tells buttons of one title apart. */
export type Press = {
  is?: ButtonMark;
  messageId: string;
  title: string;
  inputs?: Fields;
  as?: PressAs;
};

/** What came of a press; `says` is what the bot answers beside the card, shown to nobody else and not kept. */
export type PressResult = { answer: BotAnswer; status: number; says?: { text: string; error: boolean } };

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const defaultWay = (action: Fields): PressAs => {
  if (action.type === 'Action.Execute') return 'execute';
  if (action.type === 'Action.Submit') return 'submit';
  const rule =
    action.type === 'Action.OpenUrl'
      ? `opens ${String(action.url)} and sends nothing to the bot`
      : `is an ${String(action.type)} and sends nothing to the bot`;
  throw new BadInput('title', rule);
};

/** What an Action.Submit carries: the fallback's data where there is one, else the button's own and its verb. */
const submittedData = (action: Fields): Fields => {
  const fallback = fieldsOf(action.fallback);
  if (action.type === 'Action.Execute' && fallback.type === 'Action.Submit') return fieldsOf(fallback.data);
  const verb = action.verb === undefined ? {} : { verb: action.verb };
  return { ...fieldsOf(action.data), ...verb };
};

const answeredStatus = (answer: BotAnswer, isInvoke: boolean): number => {
  if (answer.kind === 'unreachable') return 502;
  const inner = fieldsOf(answer.body).statusCode;
  return isInvoke && typeof inner === 'number' ? inner : answer.status;
};

const cardTypes = ['application/vnd.microsoft.card.adaptive'];
const spokenText = (type: unknown, value: unknown): { text: string; error: boolean } | undefined => {
  if (type === 'application/vnd.microsoft.activity.message' && typeof value === 'string')
    return { text: value, error: false };
  if (type === 'application/vnd.microsoft.error') {
    const message = fieldsOf(value).message;
    return { text: typeof message === 'string' ? message : 'Something went wrong.', error: true };
  }
  return undefined;
};

/** Makes the presser; `clockId` gives the id of a message that is sent but not shown. */
export const createPresser = (deps: {
  chats: Chats;
  write: ActivityWriter;
  callBot: CallBot;
  newId(): string;
}): ((person: DemoPerson, press: Press) => Promise<PressResult>) => {
  const { chats, write } = deps;
  const find = ({ messageId, title, is }: Press) => {
    const message = chats.find(messageId);
    if (!message) throw new BadInput('messageId', 'there is no such message', 404);
    for (const card of message.cards) {
      const found = findButton(card, title, is);
      if (found) return { ...found, owner: message.person };
    }
    throw new BadInput('title', 'the message never had such a button', 404);
  };
  /** The answer to an invoke replaces the card for whoever pressed: in a personal chat, the one it belongs to. */
  const applyAnswer = (
    person: DemoPerson,
    press: Press,
    owner: string,
    answer: BotAnswer,
  ): PressResult['says'] => {
    if (answer.kind === 'unreachable') return undefined;
    const { type, value } = fieldsOf(answer.body);
    if (cardTypes.includes(String(type)))
      chats.show(press.messageId, fieldsOf(value), owner === person.aadObjectId);
    return spokenText(type, value);
  };
  const typed = (person: DemoPerson, text: string): Activity => {
    const { id } = chats.add(person.aadObjectId, 'person', { text });
    return write.text(person, id, text);
  };
  const submitted = (person: DemoPerson, press: Press, data: Fields): Activity => {
    const teams = fieldsOf(data.msteams);
    const value = { ...data, ...press.inputs };
    if (teams.type === 'imBack' && typeof teams.value === 'string') return typed(person, teams.value);
    const text = teams.type === 'messageBack' && typeof teams.text === 'string' ? teams.text : undefined;
    return write.submit(person, deps.newId(), { messageId: press.messageId, value, text });
  };
  return async (person, press) => {
    const { action, card, owner } = find(press);
    const way = press.as ?? defaultWay(action);
    const inputs = action.associatedInputs === 'none' ? {} : { ...inputDefaults(card), ...press.inputs };
    const { messageId } = press;
    let activity: Activity;
    if (way === 'text') activity = typed(person, String(action.title));
    else if (way === 'submit') activity = submitted(person, { ...press, inputs }, submittedData(action));
    else {
      const verb = typeof action.verb === 'string' ? action.verb : undefined;
      const id = typeof action.id === 'string' ? action.id : undefined;
      activity = write.execute(person, {
        messageId,
        verb,
        id,
        data: { ...fieldsOf(action.data), ...inputs },
      });
    }
    const answer = await deps.callBot(activity);
    const isInvoke = activity.type === 'invoke';
    const says = isInvoke ? applyAnswer(person, press, owner, answer) : undefined;
    return { answer, status: answeredStatus(answer, isInvoke), ...(says ? { says } : {}) };
  };
};
