/**
 * Titles of the administrator's desk as typed words. Apart from the others, because only an administrator means them:
 * "Unlock" and "Edit" are said by everybody.
 */
import { type DeskVerb, deskVerbs, type RowVerb } from '../domain/desk/messages';
import { plain } from './foreign-text';
import { type Language, languages, text } from './locale';
import { sameTitle } from './same-title';

/** Room for a name on a button of a card 320 pixels wide. */
const longestLabel = 28;
const longestTyped = 200;

const rowKeys = { 'desk-open': 'desk-results.open', 'desk-carrier-open': 'desk-carriers.open' } as const;

/** What stands on the button of a row. */
export function openTitleOf(label: string, language: Language, verb: RowVerb = 'desk-open'): string {
  return text(rowKeys[verb], language, { name: plain(label, longestLabel) });
}

const byTitle = new Map<string, DeskVerb[]>();
for (const language of languages) {
  const words = deskVerbs.map((verb) => [verb, text(`verb.${verb}`, language)] as const);
  const short = ['desk-carriers', text('desk-carriers.short', language)] as const;
  for (const [verb, said] of [...words, short]) {
    const title = sameTitle(said);
    const known = byTitle.get(title) ?? [];
    if (!known.includes(verb)) byTitle.set(title, [...known, verb]);
  }
}
const openings = languages.flatMap((language) =>
  Object.values(rowKeys).map((key) => {
    const title = sameTitle(text(key, language, { name: 'xnamex' }));
    return new RegExp(`^${title.replace('xnamex', '.+')}$`, 'u');
  }),
);
/** Longest first: "find a user" before "find". */
const searches = [
  ...new Set(languages.map((language) => sameTitle(text('verb.desk-find', language)))),
].toSorted((a, b) => b.length - a.length);

/** "find user", "find user: maria lindqvist": what is to be looked for, as it was typed; empty for the card alone. */
function searchOf(typed: string): string | undefined {
  if (typed.length > longestTyped) return undefined;
  const words = typed.trim().split(/\s+/);
  for (const search of searches) {
    const count = search.split(' ').length;
    if (sameTitle(words.slice(0, count).join(' ')) === search) return words.slice(count).join(' ');
  }
  return undefined;
}

export const deskTitles = {
  /** The desk's buttons with that title, in any language. */
  verbsOf: (typed: string): readonly DeskVerb[] =>
    typed.length > longestTyped ? [] : (byTitle.get(sameTitle(typed)) ?? []),
  searchOf,
  /** The row whose button has that title. */
  rowOf: (typed: string, labels: readonly string[], verb: RowVerb = 'desk-open'): number | undefined => {
    const title = sameTitle(typed.slice(0, longestTyped));
    const row = labels.findIndex((label) =>
      languages.some((language) => sameTitle(openTitleOf(label, language, verb)) === title),
    );
    return row < 0 ? undefined : row;
  },
  mayBe: (typed: string): boolean => {
    const title = sameTitle(typed.slice(0, longestTyped));
    return byTitle.has(title) || searchOf(typed) !== undefined || openings.some((one) => one.test(title));
  },
};

export type DeskTitles = typeof deskTitles;
