/** Steps that stories about buttons share: each presses a button and waits for what must come of it. */
import { titleOf } from '../../cards/titles';
import type { MessageKind, Verb } from '../../domain/messages';
import type { LocalRun } from '../harness/local-run';
import { accountOf, inDirectory } from './story';
import { type Card, type Walker, wordsFor } from './walk';

/** What must stand in the records when the story is over. */
export type Traces = {
  readonly unlocks?: number;
  readonly links?: number;
  readonly resets?: number;
  /** `kind state`, with `incident` where one is flagged; in any order. */
  readonly tickets?: readonly string[];
  readonly locked?: boolean;
};

export type Story = {
  readonly title: string;
  /** The account is locked before the story begins, and the notice is the first card. */
  readonly locked?: true;
  /** Told as soon as the notice is there. */
  readonly atOnce?: true;
  /** The first act, where something happens to all before the second. */
  begin?(walker: Walker): Promise<void>;
  tell(walker: Walker, run: LocalRun): Promise<Traces>;
};

/** Typed words that begin a wish; they are titles too. */
export const wish = (walker: Walker, verb: Verb, answer: MessageKind): Promise<Card> =>
  walker.ask(titleOf(verb, walker.language), answer);

/** Typed a second time, a title finds no question that it answers. */
export const unsure = 'general-access';

export async function help(walker: Walker, from: Card): Promise<Card> {
  return walker.press(from, 'get-help', 'help-preview');
}

export async function sent(walker: Walker, from: Card): Promise<Card> {
  const again = { pressed: 'refused', typed: unsure } as const;
  return walker.press(await help(walker, from), 'send-to-it', 'help-sent', { again });
}

/** @param typed what the title brings that is typed once more: another request may be open that it answers. */
export async function worked(
  walker: Walker,
  from: Card,
  typed: 'general-access' | 'worked' = unsure,
): Promise<void> {
  await walker.press(from, 'worked', 'worked', { again: { pressed: 'worked', typed } });
  await walker.retired(from);
}

/** Typed twice in English, "Great, it worked!" has answered the older request as well. */
export const unlockTicket = ({ way, language }: Walker): string =>
  way === 'text' && language === 'en' ? 'unlock resolved' : 'unlock open';

export async function reopened(walker: Walker, from: Card): Promise<Card> {
  const again = { pressed: 'reopened', typed: unsure } as const;
  const card = await walker.press(from, 'reopen', 'reopened', { again });
  await walker.retired(from);
  return card;
}

export async function unlocked(walker: Walker, question: Card): Promise<Card> {
  const again = { pressed: 'unlocked', typed: unsure } as const;
  const card = await walker.press(question, 'unlock-yes', 'unlocked', { again });
  await walker.retired(question);
  return card;
}

export async function link(walker: Walker, question: Card): Promise<Card> {
  const again = { pressed: 'refused', typed: unsure } as const;
  const card = await walker.press(question, 'recover', 'recovery-link', { again });
  await walker.retired(question);
  return card;
}

export async function reset(walker: Walker, question: Card): Promise<Card> {
  const again = { pressed: 'mfa-reset', typed: unsure } as const;
  const card = await walker.press(question, 'mfa-yes', 'mfa-reset', { again });
  await walker.retired(question);
  return card;
}

export async function cancelled(walker: Walker, question: Card): Promise<Card> {
  const card = await walker.press(question, 'cancel', 'cancelled', {
    again: { pressed: 'cancelled', typed: unsure },
  });
  await walker.retired(question);
  return card;
}

/** A plain yes or no while two questions are open. */
export function which(walker: Walker, word: 'yes' | 'no'): Promise<Card> {
  return walker.ask(wordsFor(walker.language)[word], 'which-question');
}

export async function factorsOf(run: LocalRun, { person }: Walker): Promise<number> {
  const { id } = await accountOf(run, person);
  return (await inDirectory(run, (directory) => directory.factors.list(id))).length;
}
