/**
 * From probabilities to an answer: each intent has a threshold and anchors, words without which it can't be meant.
 * Between certainty and nothing lies the General Access card, which asks instead of guessing (G1).
 */
import type { Concept } from './concepts';
import type { Guess, LearnedIntent } from './intents';

/** Words without which an intent can't be meant: at least one of them, in any language. */
const anchors: Readonly<Record<Exclude<LearnedIntent, 'none'>, readonly Concept[]>> = {
  'unlock-account': ['lock', 'unlock', 'attempts', 'account'],
  'reset-password': ['password', 'credentials', 'pin', 'forget', 'remember'],
  'reset-mfa': ['mfa', 'authapp', 'code', 'push', 'securitykey', 'qr', 'phone', 'number'],
  'general-access-issue': [
    ...(['login', 'account', 'password', 'credentials', 'username', 'users'] as const),
    ...(['system', 'computer', 'lock', 'mfa', 'authapp'] as const),
  ],
  'how-to': [
    ...(['password', 'credentials', 'mfa', 'authapp', 'account', 'login'] as const),
    ...(['phone', 'unlock', 'lock', 'securitykey', 'attempts', 'system'] as const),
  ],
  'check-status': [
    ...(['status', 'ticket', 'account', 'lock', 'unlock', 'password', 'mfa'] as const),
    ...(['reset', 'phone', 'fail', 'authapp', 'username', 'users'] as const),
  ],
  'get-help': ['help', 'human', 'it', 'ticket', 'fail', 'phone', 'my', 'want'],
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
  action: { inScope: 0.75, share: 0.5 },
  answer: { inScope: 0.6, share: 0.4 },
};
const middleBand = 0.5;
const certainlyOurs = 0.7;

/** @param guesses likeliest first. */
export function decide(guesses: readonly Guess[], spokenOf: ReadonlySet<Concept>): Guess {
  const [best] = guesses;
  const outside = guesses.find(({ intent }) => intent === 'none')?.confidence ?? 0;
  const nothing: Guess = { intent: 'none', confidence: outside };
  if (!best || best.intent === 'none') return nothing;
  const inScope = 1 - outside;
  const threshold = thresholds[actions.includes(best.intent) ? 'action' : 'answer'];
  const anchored = isAnchored(best.intent, spokenOf);
  if (anchored && inScope >= threshold.inScope && best.confidence / inScope >= threshold.share) return best;
  const confidence = guesses.reduce(
    (sum, guess) => (access.includes(guess.intent) ? sum + guess.confidence : sum),
    0,
  );
  if (confidence >= middleBand && isAnchored('general-access-issue', spokenOf))
    return { intent: 'general-access-issue', confidence };
  return anchored && inScope >= certainlyOurs && !actions.includes(best.intent) ? best : nothing;
}

function isAnchored(intent: Exclude<LearnedIntent, 'none'>, spokenOf: ReadonlySet<Concept>): boolean {
  return anchors[intent].some((concept) => spokenOf.has(concept));
}
