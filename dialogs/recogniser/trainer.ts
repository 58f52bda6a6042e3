/** From utterance files to weights, all of it: what `npm run evaluate -- --train` and the tests call. */
import { type Utterance, type UtteranceFile, utterancesOf } from './corpus';
import { featuresOf } from './features';
import { quantise, type Weights } from './packed-model';
import { systemFinder } from './systems';
import { type Example, fitWeights } from './train';

export function train(files: readonly UtteranceFile[]): Weights {
  return trainOn(utterancesOf(files));
}

export function trainOn(utterances: readonly Utterance[]): Weights {
  const systems = systemFinder();
  const examples = utterances.map(
    ({ text, intent, weight }): Example => ({ features: featuresOf(systems.replace(text)), intent, weight }),
  );
  return quantise(fitWeights(examples));
}
