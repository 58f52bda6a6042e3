/** Two wishes in one message ("reset my password and my MFA"): the bot must not choose one of them silently. */
import { actions } from '../decide';
import type { Guess, LearnedIntent } from '../intents';

const between =
  /[,.;:!?\n]+|\b(?:and|also|plus|then|as well as|y|e|et|und|ademas|tambien|aussi|ausserdem|sowie|tambem|alem disso)\b/gu;
const certain = 0.8;
const mostClauses = 12;

/** @param understand what one clause alone means. */
export function wishesIn(plainText: string, understand: (clause: string) => Guess): readonly LearnedIntent[] {
  const clauses = plainText
    .split(between)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length > 5);
  if (clauses.length < 2) return [];
  const wishes = clauses
    .slice(0, mostClauses)
    .map(understand)
    .filter(({ intent, confidence }) => actions.includes(intent) && confidence >= certain);
  return [...new Set(wishes.map(({ intent }) => intent))];
}
