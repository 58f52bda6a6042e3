/**
 * The chat with one person: how to reach it, and which questions are open in it. There is no dialog stack: what
 * is open is the request row and these questions, stored before their cards are sent.
 */
import type { DeskCard } from './desk/card';
import type { QuestionChoice } from './messages';
import type { PersonKey } from './person';
import type { RequestKind } from './support-request';

/** What a typed word or a button title may answer. The newest stands last; few are kept. */
export type OpenQuestion = {
  /** The request's id, or the question's own id before there is a request. Buttons carry it. */
  readonly id: string;
  readonly topic: 'request' | 'reminder' | RequestKind | 'general' | 'instructions' | 'which' | DeskTopic;
  /** The card's template, so that it can be retired in the person's language. */
  readonly template: string;
  readonly verbs: readonly string[];
  /** A plain yes or no answers it: which verbs they mean. */
  readonly yes?: string;
  readonly no?: string;
  readonly askedAt: string;
  /**
   * Set once the channel has it: a typed yes counts only after that. A question about a request leaves this to
   * the delivery record on the request's row.
   */
  readonly deliveredAt?: string;
  readonly activityId?: string;
  readonly expiresAt: string;
  /** Delivery record of the request that this card is, if any. */
  readonly deliveryKey?: string;
  /** Which of several questions was meant: each button answers another one. */
  readonly choices?: readonly QuestionChoice[];
  /** G4: the person's words, shown to them before they are sent. Gone with the question. */
  readonly words?: string;
  /** D: what stands behind a card of the administrator's desk. */
  readonly desk?: DeskCard;
};

/** One card of each is open at a time. */
export type DeskTopic = 'desk-search' | 'desk-record' | 'desk-log' | 'desk-carriers';

export type Conversation = PersonKey & {
  /** The channel's own address of the chat; absent until something was said or installed. */
  readonly reference?: ConversationReference;
  readonly locale: string;
  /** The person's own IANA zone, where the channel tells it: moments are written in it. */
  readonly timeZone?: string;
  readonly userPrincipalName?: string;
  readonly name?: string;
  readonly questions: readonly OpenQuestion[];
};

/** What a message tells of its chat; with the question that it led to, if any. */
export type Noted = Required<Pick<Conversation, 'reference'>> &
  Partial<Pick<Conversation, 'locale' | 'name' | 'timeZone'>> & { readonly question?: OpenQuestion };

/** The chat after such a message. */
export function withNoted(conversation: Conversation, { question, ...told }: Noted): Conversation {
  const updated = { ...conversation, ...told };
  return question ? ask(updated, question, new Date(question.askedAt)) : updated;
}

/** A chat of which nothing is known yet. */
export function blankConversation({ tenantId, aadObjectId }: PersonKey): Conversation {
  return { tenantId, aadObjectId, locale: 'en', questions: [] };
}

export type ConversationReference = {
  readonly conversationId: string;
  readonly serviceUrl: string;
  /** The bot's id in the channel (28:…). */
  readonly botId: string;
  /** The person's id in the channel (29:…). */
  readonly userId: string;
};

const keptQuestions = 8;

/**
 * Adds a question as the newest; of the chat's own questions there is one per topic, of a request's one per card, of
 * reminders one per account or, for managers, per day.
 */
export function ask(conversation: Conversation, question: OpenQuestion, now: Date): Conversation {
  const replaced = (other: OpenQuestion): boolean =>
    question.topic === 'request'
      ? other.id === question.id && other.template === question.template
      : other.topic === question.topic && (question.topic !== 'reminder' || other.id === question.id);
  const others = living(conversation, now).filter((other) => !replaced(other));
  return { ...conversation, questions: [...others, question].slice(-keptQuestions) };
}

/** The channel has the question's card: noted if it is still open, else the conversation as it was. */
export function noteDelivered(conversation: Conversation, question: DeliveredQuestion): Conversation {
  if (!stillAsks(conversation, question)) return conversation;
  const questions = conversation.questions.map((other) => (isSameCard(other, question) ? question : other));
  return { ...conversation, questions };
}

/** Whether that very card's question is open: neither answered nor replaced by a newer one. */
export function stillAsks(conversation: Conversation, question: OpenQuestion): boolean {
  return conversation.questions.some((other) => isSameCard(other, question));
}

function isSameCard(one: OpenQuestion, other: OpenQuestion): boolean {
  return one.id === other.id && one.template === other.template && one.askedAt === other.askedAt;
}

/** Takes away all questions with that id. */
export function answered(conversation: Conversation, id: string): Conversation {
  return { ...conversation, questions: conversation.questions.filter((question) => question.id !== id) };
}

/** The questions that still have life, oldest first. */
export function living(conversation: Conversation, now: Date): readonly OpenQuestion[] {
  return conversation.questions.filter((question) => Date.parse(question.expiresAt) > now.getTime());
}

/** Two yes/no questions shown this close together can't be told apart by a typed yes. */
const ambiguityMs = 10_000;

/** A yes/no question with the instant at which the channel had it. */
export type DeliveredQuestion = OpenQuestion & { readonly deliveredAt: string };

export type YesNoMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly question: DeliveredQuestion }
  | { readonly kind: 'which'; readonly questions: readonly DeliveredQuestion[] };

/** Which question a typed yes or no answers: the newest that was delivered before it was typed (G3, U2). */
export function questionForYesNo(questions: readonly DeliveredQuestion[], typedAt: Date): YesNoMatch {
  const candidates = questions
    .filter((question) => question.yes !== undefined && Date.parse(question.deliveredAt) <= typedAt.getTime())
    .toSorted((a, b) => Date.parse(a.deliveredAt) - Date.parse(b.deliveredAt));
  const newest = candidates.at(-1);
  if (!newest) return { kind: 'none' };
  const close = candidates.filter(
    (question) => Date.parse(newest.deliveredAt) - Date.parse(question.deliveredAt) <= ambiguityMs,
  );
  return close.length > 1 ? { kind: 'which', questions: close } : { kind: 'one', question: newest };
}
