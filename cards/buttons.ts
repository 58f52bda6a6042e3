/**
 * Buttons, made in one place from the verbs that the domain gives a message. What a button carries is its verb
 * and the id of the request or question, nothing that is trusted.
 */

import { rowId } from '../domain/desk/card';
import { verbsOf } from '../domain/message-buttons';
import type { Message, Verb } from '../domain/messages';
import { openTitleOf } from './desk-titles';
import type { Language } from './locale';
import { choiceTitleOf, titleOf } from './titles';

type Press = { readonly verb: Verb; readonly id: string };

export type Button = {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: Verb;
  readonly data: Press;
  readonly style?: 'positive';
  /** Pressing it takes nothing along from the card's fields, nor asks for what is missing there. */
  readonly associatedInputs?: 'none';
  /** For clients that don't know Universal Actions: the same press as a message. */
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly style?: 'positive';
    readonly associatedInputs?: 'none';
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
  'recover-question',
  'mfa-question',
  'mfa-choice',
  'desk-search',
  'desk-results',
  'desk-edit',
  'desk-carrier',
]);

/** What stands in the group below the others ("Still can't get in?"), and in the one between ("Did it work?", Show more). */
const below: {
  readonly [K in Message['kind']]?: { readonly after?: readonly Verb[]; readonly more: readonly Verb[] };
} = {
  unlocked: { more: ['forgot-password', 'reset-mfa', 'reopen'] },
  'recovery-link': { after: ['worked'], more: ['reopen'] },
  'mfa-reset': { more: ['get-help', 'reopen'] },
  'contractor-expiry': { after: ['show-more'], more: [] },
  'desk-results': { after: ['desk-previous', 'desk-next'], more: [] },
  'desk-record': { more: ['desk-find'] },
  'desk-search': { more: ['desk-log', 'desk-carriers'] },
  'desk-carriers': { after: ['desk-previous', 'desk-next'], more: [] },
  'desk-carrier': { after: ['desk-carrier-test'], more: ['desk-carriers'] },
  'desk-log': { after: ['desk-older'], more: [] },
};

/** Buttons side by side. */
export type ButtonRow = { readonly actions: readonly Button[] };

/** A message's buttons in the domain's order, by the group in which they stand. */
export function buttonsOf(
  message: Message,
  language: Language,
): {
  readonly first: readonly ButtonRow[];
  /** One for each row of a grid. */
  readonly rows: readonly ButtonRow[];
  readonly after: readonly ButtonRow[];
  readonly more: readonly ButtonRow[];
} {
  const buttons =
    message.kind === 'which-question'
      ? message.choices.map((choice) => button(choice.verb, choice.id, choiceTitleOf(choice, language)))
      : verbsOf(message).map((verb, index) =>
          button(verb, 'id' in message ? message.id : '', titleOf(verb, language), {
            primary: index === 0 && isLed(message),
          }),
        );
  const rows = rowButtonsOf(message, language);
  const { after = [], more = [] } = below[message.kind] ?? {};
  const group = (has: (verb: Verb) => boolean) => inRows(buttons.filter(({ verb }) => has(verb)));
  return {
    first: group((verb) => !after.includes(verb) && !more.includes(verb) && !rowVerbs.includes(verb)),
    rows: rows.map((one) => ({ actions: [one] })),
    after: group((verb) => after.includes(verb)),
    more: group((verb) => more.includes(verb)),
  };
}

/** Each row's button says whose it is, so that no two are alike; its id tells the row, the rest stands with the card. */
function rowButtonsOf(message: Message, language: Language): readonly Button[] {
  if (message.kind !== 'desk-results' && message.kind !== 'desk-carriers') return [];
  const verb = message.kind === 'desk-results' ? 'desk-open' : 'desk-carrier-open';
  return message.rows.map(({ label }, row) =>
    button(verb, rowId(message.id, row), openTitleOf(label, language, verb)),
  );
}

const rowVerbs: readonly Verb[] = ['desk-open', 'desk-carrier-open'];

/** Where a link leads on (the set-up, an article), the link is what most people want. */
function isLed(message: Message): boolean {
  if (message.kind === 'mfa-reset') return message.setUpUrl === undefined;
  if (message.kind === 'instructions') return message.instructions.text !== undefined;
  return leads.has(message.kind);
}

/** These mean the same whatever stands in the card's fields. */
const withoutFields: ReadonlySet<Verb> = new Set<Verb>([
  'desk-find',
  'desk-log',
  'desk-older',
  'desk-carriers',
  'desk-carrier-add',
  'desk-carrier-open',
  'desk-edit',
  'desk-back',
  'desk-open',
  'desk-previous',
  'desk-next',
]);

function button(verb: Verb, id: string, title: string, { primary = false } = {}): Button {
  const style = {
    ...(primary ? { style: 'positive' as const } : {}),
    ...(withoutFields.has(verb) ? { associatedInputs: 'none' as const } : {}),
  };
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

/** What fits beside each other on a card 320 pixels wide; clients cut off what doesn't. */
const rowWidthPx = 288;
const gapPx = 8;

function inRows(buttons: readonly Button[]): readonly ButtonRow[] {
  const rows: { actions: Button[]; width: number }[] = [];
  for (const button of buttons) {
    const width = Array.from(button.title).length * 7.2 + 26;
    const row = rows.at(-1);
    if (row && row.width + gapPx + width <= rowWidthPx) {
      row.actions.push(button);
      row.width += gapPx + width;
    } else {
      rows.push({ actions: [button], width });
    }
  }
  return rows.map(({ actions }) => ({ actions }));
}
