/** Titles of buttons. Every button also works as its typed title, because cards fail on some phones (G3). */
import { allVerbs, type Verb } from '../domain/messages';
import { plain } from './foreign-text';
import { type Language, languages, text } from './locale';

/** What stands on a verb's button. */
export function titleOf(verb: Verb, language: Language): string {
  return text(`verb.${verb}`, language);
}

/** Characters that a button holds on a card 320 pixels wide. */
const longest = 36;

/** What stands on the button of one of several questions: it names the account, so that people can choose. */
export function choiceTitleOf(
  choice: { readonly verb: Verb; readonly accountName?: string },
  language: Language,
): string {
  const { verb, accountName } = choice;
  if (accountName && (verb === 'unlock-yes' || verb === 'unlock-no' || verb === 'cancel')) {
    const without = text(`choice.${verb}`, language).length;
    return text(`choice.${verb}`, language, { account: plain(accountName, Math.max(12, longest - without)) });
  }
  return titleOf(verb, language);
}

/**
 * The verbs whose title, in any language, is what was typed; several share a title (Cancel), none is frequent.
 * Case, accents, punctuation and the kind of apostrophe don't matter.
 */
export function verbsOfTitle(typed: string): Verb[] {
  return typed.length > 200 ? [] : [...(verbsByTitle.get(sameTitle(typed)) ?? [])];
}

/** Two texts with the same result are the same title. */
export function sameTitle(typed: string): string {
  return typed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}'’‘ʼ`´‐‑-]/gu, '')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
}

const verbsByTitle = new Map<string, Verb[]>();
for (const language of languages) {
  for (const verb of allVerbs) {
    const title = sameTitle(titleOf(verb, language));
    const known = verbsByTitle.get(title) ?? [];
    if (!known.includes(verb)) verbsByTitle.set(title, [...known, verb]);
  }
}
