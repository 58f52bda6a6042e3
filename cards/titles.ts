/** Titles of buttons. Every button also works as its typed title, because cards fail on some phones (G3). */
import { type DeskVerb, deskVerbs } from '../domain/desk/messages';
import { allVerbs, type QuestionChoice, type Verb } from '../domain/messages';
import { deskTitles } from './desk-titles';
import { plain } from './foreign-text';
import { type Language, languages, text } from './locale';
import { sameTitle } from './same-title';

export { sameTitle };

/** What stands on a verb's button. */
export function titleOf(verb: Verb, language: Language): string {
  return text(`verb.${verb}`, language);
}

/** Characters that a button holds on a card 320 pixels wide. */
const longest = 36;

/** Links among the buttons: they open an address by themselves, and as typed words the bot answers with the link. */
export const linkNames = ['reset-password', 'set-up-mfa', 'change-password'] as const;
export type LinkName = (typeof linkNames)[number];

/** What stands on the button of one of several questions: it says which one, so that no two are alike. */
export function choiceTitleOf(choice: Omit<QuestionChoice, 'id'>, language: Language): string {
  const { verb, about, accountName } = choice;
  if (verb === 'cancel' || verb === 'cancel-help') return text(`choice.cancel-${about}`, language);
  if (verb !== 'unlock-yes' && verb !== 'unlock-no') return titleOf(verb, language);
  if (!accountName) return text(`choice.${verb}-mine`, language);
  const without = text(`choice.${verb}`, language).length;
  return text(`choice.${verb}`, language, { account: plain(accountName, Math.max(12, longest - without)) });
}

/**
 * The verbs whose title, in any language, is what was typed; several share a title (Cancel), none is frequent.
 * Case, accents, punctuation and the kind of apostrophe don't matter.
 */
export function verbsOfTitle(typed: string): Verb[] {
  return typed.length > 200 ? [] : [...(verbsByTitle.get(sameTitle(typed)) ?? [])];
}

/** The link whose title, in any language, is what was typed. */
export function linkOfTitle(typed: string): LinkName | undefined {
  const title = sameTitle(typed.slice(0, 200));
  return linkNames.find((name) =>
    languages.some((language) => sameTitle(text(`link.${name}`, language)) === title),
  );
}

/** Whether what was typed is the title of that choice, in any language. */
export function isTitleOfChoice(typed: string, choice: QuestionChoice): boolean {
  const title = sameTitle(typed.slice(0, 200));
  return languages.some((language) => sameTitle(choiceTitleOf(choice, language)) === title);
}

/** Whether it may be the title of anything: of which button, the chat's open questions tell. */
export function mayBeTitle(typed: string): boolean {
  if (typed.length > 200) return false;
  const title = sameTitle(typed);
  return (
    verbsByTitle.has(title) ||
    deskTitles.mayBe(typed) ||
    linkOfTitle(typed) !== undefined ||
    choices.some((one) => one.test(title))
  );
}

/** Titles of the administrator's desk are words like any other: desk-titles.ts knows them. */
const verbsForAll = allVerbs.filter((verb) => !deskVerbs.includes(verb as DeskVerb));

const verbsByTitle = new Map<string, Verb[]>();
for (const language of languages) {
  for (const verb of verbsForAll) {
    const title = sameTitle(titleOf(verb, language));
    const known = verbsByTitle.get(title) ?? [];
    if (!known.includes(verb)) verbsByTitle.set(title, [...known, verb]);
  }
}

const choiceKeys = [
  'choice.unlock-yes',
  'choice.unlock-yes-mine',
  'choice.unlock-no',
  'choice.unlock-no-mine',
  'choice.cancel-unlock',
  'choice.cancel-password-reset',
  'choice.cancel-mfa-reset',
  'choice.cancel-help',
] as const;

/** What titles of choices look like, whatever the account; normalised, a title holds nothing that a pattern would read. */
const choices = languages.flatMap((language) =>
  choiceKeys.map((key) => {
    const title = sameTitle(text(key, language, { account: 'xaccountx' }));
    return new RegExp(`^${title.replace('xaccountx', '.+')}$`, 'u');
  }),
);

/** What was typed, as a title: for whoever reads a chat's words. */
export const typedTitles = {
  verbsOf: verbsOfTitle,
  linkOf: linkOfTitle,
  isChoice: isTitleOfChoice,
  mayBe: mayBeTitle,
  desk: deskTitles,
};
