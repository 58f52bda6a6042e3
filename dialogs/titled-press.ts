/** Titles that people type instead of pressing: which button of which open card is meant (G3). */
import type { OpenQuestion } from '../domain/conversation';
import type { DeskVerb, RowVerb } from '../domain/desk/messages';
import type { QuestionChoice, Verb } from '../domain/messages';
import type { Press } from './turn';

/** Links that stand among the buttons of cards. */
export type TypedLink = 'reset-password' | 'set-up-mfa' | 'change-password';

/** Titles of buttons and links as people type them, in any language. */
export type TypedTitles = {
  /** The verbs that a title may mean. */
  verbsOf(typed: string): readonly Verb[];
  linkOf(typed: string): TypedLink | undefined;
  isChoice(typed: string, choice: QuestionChoice): boolean;
  /** Titles of the administrator's desk; only an administrator means them. */
  readonly desk: {
    verbsOf(typed: string): readonly DeskVerb[];
    /** "find user maria": what is to be looked for. */
    searchOf(typed: string): string | undefined;
    rowOf(typed: string, labels: readonly string[], verb: RowVerb): number | undefined;
  };
  /** Whether it may be a title at all. */
  mayBe(typed: string): boolean;
};

/** The newest open card that has a button of that title. */
export function titledPress(questions: readonly OpenQuestion[], verbs: readonly Verb[]): Press | undefined {
  for (const question of questions.toReversed()) {
    const verb = question.choices ? undefined : verbs.find((candidate) => question.verbs.includes(candidate));
    if (verb) return { verb, id: question.id, via: 'typed' };
  }
  const [verb] = verbs.filter((candidate) => wishes.includes(candidate));
  return verb ? { verb, id: 'none-typed', via: 'typed' } : undefined;
}

/** These titles mean the same whether or not a card is open. */
const wishes: readonly Verb[] = ['unlock', 'forgot-password', 'reset-mfa', 'get-help'];

/**
 * The title of a choice on "Which one do you mean?", which says more than a plain yes or no. Where it is the title
 * of a button too (Send to IT), the newest card that has the button is meant.
 */
export function chosenByTitle(
  questions: readonly OpenQuestion[],
  titles: TypedTitles,
  said: string,
): Press | undefined {
  if (titles.verbsOf(said).length > 0) return undefined;
  const choices = questions.flatMap((question) => question.choices ?? []);
  const choice = choices.findLast((one) => titles.isChoice(said, one));
  return choice && { verb: choice.verb, id: choice.id, via: 'typed' };
}
