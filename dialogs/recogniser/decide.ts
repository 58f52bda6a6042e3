/**
 * From probabilities to an answer: each intent has a threshold and anchors, words without which it can't be meant.
 * Between certainty and nothing lies the General Access card, which asks instead of guessing (G1).
 */
import type { Concept } from './concepts';
import type { Guess, LearnedIntent } from './intents';
import type { Sense } from './lexicon';

/** Words without which an intent can't be meant: at least one of them, or a pair of them, in any language. */
const anchors: Readonly<
  Record<Exclude<LearnedIntent, 'none'>, readonly (Concept | readonly [Concept, Concept])[]>
> = {
  'unlock-account': ['lock', 'unlock', 'attempts', 'account', 'users', 'username', ['wrong', 'password']],
  'reset-password': [
    ...(['password', 'credentials', 'pin', 'forget', 'remember'] as const),
    ...([
      ['reset', 'where'],
      ['reset', 'give'],
    ] as const),
  ],
  'reset-mfa': [
    ...(['mfa', 'authapp', 'code', 'push', 'securitykey', 'secretkey', 'qr', 'phone', 'number'] as const),
  ],
  'general-access-issue': [
    ...(['login', 'account', 'password', 'credentials', 'username', 'users'] as const),
    ...(['system', 'computer', 'lock', 'mfa', 'authapp', 'attempts'] as const),
  ],
  'how-to': [
    ...(['password', 'credentials', 'mfa', 'authapp', 'account', 'login'] as const),
    ...(['phone', 'unlock', 'lock', 'securitykey', 'attempts', 'system', 'code', 'self'] as const),
  ],
  'check-status': [
    ...(['status', 'ticket', 'account', 'lock', 'unlock', 'password', 'mfa'] as const),
    ...(['reset', 'phone', 'fail', 'authapp', 'username', 'users', 'securitykey', 'number'] as const),
    ...([
      ['done', 'change'],
      ['pending', 'human'],
      ['pending', 'callback'],
    ] as const),
  ],
  'get-help': ['help', 'human', 'it', 'ticket', 'fail', 'phone', 'my', 'want', 'callback'],
  admin: [
    'administration',
    'users',
    'find',
    'unlock',
    'lock',
    'reset',
    'username',
    'account',
    'change',
    'code',
    'phone',
    'secretkey',
    'handle',
    'mfa',
  ],
};

/** The three that may change something: they must be surer than an answer or a card that asks. */
export const actions: readonly LearnedIntent[] = ['unlock-account', 'reset-password', 'reset-mfa'];
/** What the General Access card has a way out for. */
const access: readonly LearnedIntent[] = [...actions, 'general-access-issue'];

/**
 * Chosen by cross-validation on the training lines. `inScope` is how sure it must be that anything of ours is meant,
 * `share` how much of that the best intent must have.
 */
const thresholds = {
  action: { inScope: 0.7, share: 0.5 },
  answer: { inScope: 0.5, share: 0.4 },
};
const middleBand = 0.5;
const certainlyOurs = 0.7;

/** @param guesses likeliest first. */
export function decide(guesses: readonly Guess[], spoken: ReadonlySet<Sense>): Guess {
  const outside = guesses.find(({ intent }) => intent === 'none')?.confidence ?? 0;
  const nothing: Guess = { intent: 'none', confidence: outside };
  // Ours may be meant though no single intent outweighs "none".
  const best = guesses.find(({ intent }) => intent !== 'none');
  if (best === undefined) return nothing;
  const inScope = 1 - outside;
  const threshold = thresholds[actions.includes(best.intent) ? 'action' : 'answer'];
  const anchored = isAnchored(best.intent, spoken);
  if (anchored && inScope >= threshold.inScope && best.confidence / inScope >= threshold.share) return best;
  const confidence = guesses.reduce(
    (sum, guess) => (access.includes(guess.intent) ? sum + guess.confidence : sum),
    0,
  );
  if (confidence >= middleBand && isAnchored('general-access-issue', spoken))
    return { intent: 'general-access-issue', confidence };
  return anchored && inScope >= certainlyOurs && !actions.includes(best.intent) ? best : nothing;
}

function isAnchored(intent: LearnedIntent, spoken: ReadonlySet<Sense>): boolean {
  if (intent === 'none') return true;
  return anchors[intent].some((anchor) =>
    typeof anchor === 'string' ? spoken.has(anchor) : anchor.every((concept) => spoken.has(concept)),
  );
}
