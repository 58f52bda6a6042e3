/**
 * Which buttons there are, by the product's own lists: every kind of message with the verbs that the rules give it,
 * and what a card of that kind looks like in a language, so that a scenario knows which one it has before it.
 */
import { type Language, text } from '../../cards/locale';
import { renderMessage } from '../../cards/render';
import { type LinkName, linkNames } from '../../cards/titles';
import { verbsOf, yesNoOf } from '../../domain/message-buttons';
import type { Message, MessageKind, Verb } from '../../domain/messages';
import { allSamples } from '../cards/sample-messages';
import { buttonsOf, type ChatMessage, wordsOf } from '../harness/chat';

/** How a press may come: Universal Actions, a client that knows Action.Submit only, or words. */
export const ways = ['execute', 'submit', 'text'] as const;
export type Way = (typeof ways)[number];

/** English, and one other language. */
export const spoken = ['en', 'es'] as const satisfies readonly Language[];
export type Spoken = (typeof spoken)[number];

/** What reaches the bot of a pressed button is the same in every language; of a typed title it is the title. */
export const manners: readonly { readonly way: Way; readonly language: Spoken }[] = [
  { way: 'execute', language: 'en' },
  { way: 'submit', language: 'es' },
  ...spoken.map((language) => ({ way: 'text' as const, language })),
];

/** What can be pressed on a card: a button by its verb, or a link by its name. */
export type Button = Verb | `link ${LinkName}`;

/** Where a button is pressed: each place is a local run with a policy of its own. */
export type Place = 'acting' | 'guided' | 'asked-again' | 'from-a-ticket' | 'reminders' | 'desk';

/** Kinds of message, or single buttons of one, that come up elsewhere than where the bot acts by itself. */
const elsewhere: Readonly<Record<string, Place>> = {
  'ask-again': 'asked-again',
  'unlock-question not-me': 'from-a-ticket',
  'recover-question not-me': 'from-a-ticket',
  'mfa-question not-me': 'from-a-ticket',
  'general-access not-me': 'from-a-ticket',
  'lockout-notice get-help': 'guided',
  'general-access': 'guided',
  instructions: 'guided',
  'mfa-choice': 'guided',
  'unknown-system': 'guided',
  'contains-secret': 'guided',
  'other-account': 'guided',
  refused: 'guided',
  'password-expiry': 'reminders',
  'password-expired': 'reminders',
  'password-date': 'reminders',
  'contractor-expiry': 'reminders',
  'contractor-instructions': 'reminders',
};

/** The buttons that are pressed there: together the places have all of them, new ones among the first's. */
export function buttonsOfPlace(place: Place): readonly string[] {
  const placeOf = (button: string): Place =>
    button.startsWith('desk-')
      ? 'desk'
      : (elsewhere[button] ?? elsewhere[button.split(' ')[0] ?? ''] ?? 'acting');
  return [...everyButton()].filter((button) => placeOf(button) === place);
}

/** Every button of every card, as `kind button`. */
function everyButton(): ReadonlySet<string> {
  const all = allSamples.flatMap((message) => [
    ...verbsOf(message).map((verb) => `${message.kind} ${verb}`),
    ...linksOf(message).map((link) => `${message.kind} link ${link}`),
  ]);
  // "Which one do you mean?" offers whatever a yes or a no may mean.
  const meant = allSamples.flatMap((message) => Object.values(yesNoOf(message) ?? {}));
  return new Set([...all, ...meant.map((verb) => `which-question ${verb}`)]);
}

function linksOf(message: Message): readonly LinkName[] {
  const titles = buttonsOf(rendered(message, 'en'));
  return linkNames.filter((link) => titles.includes(text(`link.${link}`, 'en')));
}

/** Undefined where it isn't the same on every such card. */
type Look = {
  readonly kind: MessageKind;
  readonly title: string | undefined;
  readonly text: string | undefined;
  readonly buttons: string | undefined;
};

const looks = new Map<Spoken, readonly Look[]>(
  spoken.map((language) => [language, allSamples.map((message) => lookOf(message, language))]),
);

/** The kinds of message that this one may be, by its title and its buttons. */
export function kindsOf(message: ChatMessage, language: Spoken): readonly MessageKind[] {
  const [title] = wordsOf(message).split('\n');
  const buttons = listed(buttonsOf(message));
  const found = (looks.get(language) ?? []).filter(
    (look) =>
      (look.title === undefined || look.title === title) &&
      (look.text === undefined || wordsOf(message).includes(look.text)) &&
      (look.buttons === undefined || look.buttons === buttons),
  );
  return [...new Set(found.map(({ kind }) => kind))];
}

function lookOf(message: Message, language: Spoken): Look {
  const { kind } = message;
  const card = rendered(message, language);
  const [title] = wordsOf(card).split('\n');
  const buttons = listed(buttonsOf(card));
  // An answer has the title of the organisation's article.
  if (kind === 'answer') return { kind, title: undefined, text: text('answer.text', language), buttons };
  // The buttons name what is open, or follow from rights and from the account.
  const isNamed = ['which-question', 'desk-results', 'desk-record', 'desk-carriers'].includes(kind);
  return { kind, title, text: undefined, buttons: isNamed ? undefined : buttons };
}

function rendered(message: Message, language: Spoken): ChatMessage {
  const { card } = renderMessage(message, { locale: language, timeZone: 'UTC' });
  return { id: '', from: 'bot', card: { ...card }, timestamp: '' };
}

function listed(titles: readonly string[]): string {
  return titles.toSorted().join(' | ');
}
