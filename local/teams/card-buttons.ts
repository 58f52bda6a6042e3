/** Finds a button in a card by its title, wherever it hides, and what the inputs of the card would send with it. */

import { isDeepStrictEqual } from 'node:util';

type Fields = Record<string, unknown>;

/** A button that was found, and the card it stands in (for a button of an Action.ShowCard, that inner card). */
export type FoundButton = { action: Fields; card: Fields };

/** What a button carries, to tell buttons of one title apart. */
export type ButtonMark = { verb?: string; data?: unknown };

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sameTitle = (title: unknown, wanted: string): boolean =>
  typeof title === 'string' && title.trim().toLowerCase() === wanted.trim().toLowerCase();

const isAction = (value: Fields): boolean =>
  typeof value.type === 'string' && value.type.startsWith('Action.');

function* buttonsWithin(value: unknown, card: Fields): Generator<FoundButton> {
  if (Array.isArray(value)) {
    for (const item of value) yield* buttonsWithin(item, card);
    return;
  }
  if (!isFields(value)) return;
  if (isAction(value)) yield { action: value, card };
  const inner = value.type === 'AdaptiveCard' ? value : card;
  for (const [key, part] of Object.entries(value)) {
    // What a button carries or falls back to is no button of its own: it is never shown beside it.
    if (key !== 'data' && key !== 'fallback') yield* buttonsWithin(part, inner);
  }
}

const isMarked = (action: Fields, mark: ButtonMark): boolean =>
  isDeepStrictEqual([action.verb, action.data], [mark.verb, mark.data]);

/** The first button with that title (ignoring case), or undefined; `mark` prefers one of several with the same. */
export const findButton = (card: Fields, title: string, mark?: ButtonMark): FoundButton | undefined => {
  const all = [...buttonsWithin(card, card)].filter(({ action }) => sameTitle(action.title, title));
  return (mark && all.find(({ action }) => isMarked(action, mark))) ?? all[0];
};

/** What the inputs of the card hold before anybody touches them, as Teams sends them with a press. */
export const inputDefaults = (card: unknown): Record<string, string> => {
  if (Array.isArray(card)) return Object.assign({}, ...card.map(inputDefaults)) as Record<string, string>;
  if (!isFields(card)) return {};
  const own: Record<string, string> = {};
  if (typeof card.type === 'string' && card.type.startsWith('Input.') && typeof card.id === 'string') {
    const untouched =
      card.type === 'Input.Toggle' ? (card.valueOff ?? 'false') : card.type === 'Input.Text' ? '' : undefined;
    const value = card.value ?? untouched;
    if (value !== undefined) own[card.id] = String(value);
  }
  const parts = Object.entries(card).filter(
    ([key, part]) => (key !== 'data' && isFields(part)) || Array.isArray(part),
  );
  return Object.assign(own, ...parts.map(([, part]) => inputDefaults(part))) as Record<string, string>;
};
