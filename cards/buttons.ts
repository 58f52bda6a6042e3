/**
 * Buttons, made in one place from the verbs that the domain gives a message. What a button carries is its verb
 * and the id of the request or question, nothing that is trusted.
 */
import { type Message, type Verb, verbsOf } from '../domain/messages';
import type { Language } from './locale';
import { choiceTitleOf, titleOf } from './titles';

type Press = { readonly verb: Verb; readonly id: string };

export type Button = {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: Verb;
  readonly data: Press;
  readonly style?: 'positive';
  /** For clients that don't know Universal Actions: the same press as a message. */
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly style?: 'positive';
    readonly data: Press;
  };
};

/** Messages whose first button is what most people want; the others offer equals. */
const leads: ReadonlySet<Message['kind']> = new Set<Message['kind']>([
  'lockout-notice',
  'unlock-question',
  'ask-again',
  'unlocked',
  'help-preview',
]);

/** What stands below the question whether it worked ("Still can't get in?") instead of in the first row. */
const belowMore: ReadonlySet<Verb> = new Set<Verb>(['forgot-password', 'reset-mfa', 'reopen']);

/** A message's buttons in the domain's order, in its one or two rows. */
export function buttonsOf(
  message: Message,
  language: Language,
): { readonly first: readonly Button[]; readonly second: readonly Button[] } {
  const buttons =
    message.kind === 'which-question'
      ? message.choices.map((choice) => button(choice.verb, choice.id, choiceTitleOf(choice, language)))
      : verbsOf(message).map((verb, index) =>
          button(verb, 'id' in message ? message.id : '', titleOf(verb, language), {
            primary: index === 0 && leads.has(message.kind),
          }),
        );
  if (message.kind !== 'unlocked') return { first: buttons, second: [] };
  return {
    first: buttons.filter(({ verb }) => !belowMore.has(verb)),
    second: buttons.filter(({ verb }) => belowMore.has(verb)),
  };
}

function button(verb: Verb, id: string, title: string, { primary = false } = {}): Button {
  const style = primary ? { style: 'positive' as const } : {};
  const data = { verb, id };
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...style,
    fallback: { type: 'Action.Submit', title, data, ...style },
  };
}
