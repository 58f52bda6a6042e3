/** What a message can mean, and the shape of the answer: the words that the rest of the bot uses of the recogniser. */

export const intents = [
  'unlock-account',
  'reset-password',
  'reset-mfa',
  'general-access-issue',
  'how-to',
  'check-status',
  'get-help',
  'affirm',
  'deny',
  'admin',
  'none',
] as const;

export type Intent = (typeof intents)[number];

/** What a classifier tells apart; yes and no come from closed lists. */
export type LearnedIntent = Exclude<Intent, 'affirm' | 'deny'>;

export const learnedIntents = intents.filter(
  (intent): intent is LearnedIntent => intent !== 'affirm' && intent !== 'deny',
);

/** What the guards have seen, whatever the intent. */
export type Flag =
  | 'contains-secret'
  | 'instruction'
  | 'other-person'
  | 'lost-device'
  | 'stolen-device'
  | 'negation'
  | 'two-wishes'
  | 'not-me'
  | 'greeting'
  | 'remind-again'
  | 'password-date';

export const languages = ['en', 'es', 'fr', 'de', 'pt'] as const;

export type Language = (typeof languages)[number];

export type RecogniserContext = {
  /** The person's language. The model and the lists know all five at once; another classifier may need it. */
  readonly locale?: string;
  /** A yes/no question is open: then a yes may be said in more ways. */
  readonly pending?: boolean;
  /** Systems that the policy names, beside the well-known ones. */
  readonly systems?: readonly string[];
};

export type Guess = { readonly intent: LearnedIntent; readonly confidence: number };

export type Recognised = {
  readonly intent: Intent;
  /** The system as the policy or the list of well-known ones writes it. */
  readonly system?: string;
  /** 0 to 1; 1 where a closed list or a guard decided. */
  readonly confidence: number;
  readonly flags: readonly Flag[];
  /** The runners-up, likeliest first. */
  readonly alternatives: readonly Guess[];
};

/**
 * The port behind guards and thresholds: all intents with their probabilities, which sum up to 1. The linear model
 * of this folder is the only one; employees' words stay in the house.
 */
export type Classifier = (text: string) => readonly Guess[];
