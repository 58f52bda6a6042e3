/** A dialog: one wish of a person. How it begins, and a table from button to the next step. No hidden stack. */
import type { OpenQuestion } from '../domain/conversation';
import type { Deps } from '../domain/deps';
import { after } from '../domain/duration';
import { verbsOf, yesNoOf } from '../domain/message-buttons';
import type { Message, Verb } from '../domain/messages';
import type { Answering } from '../domain/use-cases/chat/own-request';
import type { Press, Reply, Say, Turn } from './turn';

export type Step = (turn: Turn, press: Press) => Promise<Reply>;

export type Dialog = {
  begin(turn: Turn, words?: string): Promise<Reply>;
  readonly steps: Partial<Record<Verb, Step>>;
};

/** The press as the use-cases want it. */
export function answeringOf(turn: Turn, press: Press): Answering {
  return { person: turn.person, verb: press.verb, id: press.id, via: press.via, at: turn.at };
}

/** The open question that goes with a message that asks something. */
export function questionOf(
  deps: Pick<Deps, 'clock' | 'policy'>,
  message: Message,
  about: Pick<OpenQuestion, 'id' | 'topic' | 'words' | 'deliveryKey' | 'choices'>,
): OpenQuestion {
  const now = deps.clock.now();
  return {
    ...about,
    template: message.kind,
    verbs: verbsOf(message),
    ...yesNoOf(message),
    askedAt: now.toISOString(),
    expiresAt: after(now, deps.policy.lockouts.noticeLife),
  };
}

export function justSay(...messages: readonly Message[]): Reply {
  return { say: messages.map((message): Say => ({ message })) };
}

/** The question that a press answers, if this chat was asked it: the newest card with that id that has the button. */
export function questionWith(turn: Turn, { id, verb }: Press): OpenQuestion | undefined {
  return turn.conversation?.value.questions.findLast(
    (question) => question.id === id && question.verbs.includes(verb),
  );
}
