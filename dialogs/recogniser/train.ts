/**
 * Makes the model: a linear classifier (multinomial logistic regression, L2) fitted by AdaGrad in a fixed order.
 * Only additions, multiplications, divisions and square roots are used, so that every machine gets the same weights.
 */
import { buckets, type Features } from './features';
import { randomFrom } from './grammar';
import { type LearnedIntent, learnedIntents } from './intents';

export type Example = {
  readonly features: Features;
  readonly intent: LearnedIntent;
  readonly weight: number;
};

const epochs = 5;
const learningRate = 0.2;
const decay = 1e-4;

/** @returns one weight per bucket and intent, intents side by side. */
export function fitWeights(examples: readonly Example[]): Float64Array {
  const many = learnedIntents.length;
  const weights = new Float64Array(buckets * many);
  const squares = new Float64Array(buckets * many).fill(0.02);
  const order = examples.map((_, at) => at);
  const draw = randomFrom('order of training');
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, draw);
    for (const at of order) {
      const example = examples[at];
      if (example) learn(weights, squares, example);
    }
  }
  return weights;
}

function learn(weights: Float64Array, squares: Float64Array, { features, intent, weight }: Example): void {
  const many = learnedIntents.length;
  const probabilities = softmax(scoresOf(weights, features, many));
  const wanted = learnedIntents.indexOf(intent);
  for (let one = 0; one < many; one++) {
    const error = ((probabilities[one] ?? 0) - (one === wanted ? 1 : 0)) * weight;
    if (error < 4e-3 && error > -4e-3) continue;
    for (let at = 0; at < features.at.length; at++) {
      const place = (features.at[at] ?? 0) * many + one;
      const gradient = error * (features.weight[at] ?? 0) + decay * (weights[place] ?? 0);
      const sum = (squares[place] ?? 0) + gradient * gradient;
      squares[place] = sum;
      weights[place] = (weights[place] ?? 0) - (learningRate * gradient) / Math.sqrt(sum);
    }
  }
}

export function scoresOf(weights: ArrayLike<number>, features: Features, many: number): Float64Array {
  const scores = new Float64Array(many);
  for (let at = 0; at < features.at.length; at++) {
    const place = (features.at[at] ?? 0) * many;
    const value = features.weight[at] ?? 0;
    for (let one = 0; one < many; one++)
      scores[one] = (scores[one] ?? 0) + (weights[place + one] ?? 0) * value;
  }
  return scores;
}

export function softmax(scores: Float64Array): Float64Array {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => exponential(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** e to a number that is not positive. Math.exp may differ in its last digit from one engine to another. */
function exponential(value: number): number {
  if (value < -700) return 0;
  let reduced = value / 1024;
  reduced = 1 + reduced * (1 + (reduced / 2) * (1 + (reduced / 3) * (1 + (reduced / 4) * (1 + reduced / 5))));
  for (let twice = 0; twice < 10; twice++) reduced *= reduced;
  return reduced;
}

function shuffle(order: number[], draw: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(draw() * (at + 1));
    const moved = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = moved;
  }
}
