/**
 * One turn of the conversation in our own words: who, what they said or pressed, and what the bot answers. The SDK
 * ends at bot.ts; everything behind it speaks of turns.
 */
import type { Conversation, OpenQuestion } from '../domain/conversation';
import type { Message, Verb } from '../domain/messages';
import type { Person } from '../domain/person';
import type { Stored } from '../domain/ports/stores';

export type Press = {
  readonly verb: Verb;
  /** The request's or question's id that the button carried: foreign input. */
  readonly id: string;
  readonly via: 'button' | 'typed';
  /** What was ticked in the card's list: foreign input. */
  readonly chosen?: readonly string[];
  /** What was written into the card's fields: foreign input. Absent where the title was typed. */
  readonly inputs?: Readonly<Record<string, string>>;
};

export type Turn = {
  readonly person: Person;
  /** When it was said, by the channel's clock. */
  readonly at: Date;
  readonly said:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'press'; readonly press: Press };
  /** The chat's row as it was read at the turn's begin. */
  readonly conversation: Stored<Conversation> | undefined;
  /** Shows that the bot is at work: called before something that may take a while. */
  busy(): void;
};

/** One message of the answer, with what has to be stored about it. */
export type Say = {
  readonly message: Message;
  /** Stored before the card is sent. */
  readonly question?: OpenQuestion;
  /** The request's delivery record that this message is. */
  readonly delivery?: { readonly requestId: string; readonly key: string };
};

export type Reply = {
  readonly say: readonly Say[];
  /** What the pressed card becomes at once, on the device where it was pressed. */
  readonly pressed?: Message;
  /** The request or question that was answered, pressed or typed: what was asked about it is open no more. */
  readonly closes?: readonly string[];
  /** Cards of the chat that lose their buttons now; those of a request are its orchestration's. */
  readonly retire?: readonly { readonly question: OpenQuestion; readonly message: Message }[];
  /** Cards that were sent by themselves and read differently now, for all devices. */
  readonly update?: readonly { readonly activityId: string; readonly message: Message }[];
  /** The request whose row this turn has changed. */
  readonly wake?: string;
  /** An act at the administrator's desk that owes something once its answer is out. */
  readonly settle?: string;
};

/** The way to the chat within a turn. */
export type TurnChannel = {
  typing(): Promise<void>;
  /** @returns the activity's id at the channel. */
  send(message: Message, person: Person): Promise<string | undefined>;
  update(activityId: string, message: Message, person: Person): Promise<void>;
};
