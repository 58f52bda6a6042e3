/** The classifier of the house: weights times features, made into probabilities. */
import { featuresOf } from './features';
import { type Classifier, type Guess, learnedIntents } from './intents';
import type { Weights } from './packed-model';
import { scoresOf, softmax } from './train';

/** @param weights of training, or of the packed model; what is said of systems is expected to be replaced already. */
export function linearClassifier({ step, bytes }: Weights): Classifier {
  return (text) => {
    const scores = scoresOf(bytes, featuresOf(text), learnedIntents.length).map((score) => score * step);
    const probabilities = softmax(scores);
    return learnedIntents
      .map((intent, at): Guess => ({ intent, confidence: probabilities[at] ?? 0 }))
      .sort((left, right) => right.confidence - left.confidence);
  };
}
