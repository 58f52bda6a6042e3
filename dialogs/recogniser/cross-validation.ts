/**
 * How well the recogniser does on training lines that it has not learned: five times a fifth is kept back. Sentences
 * of one line, and lines that say nearly the same, are kept back together, else it would be tested on what it knows.
 */
import type { Utterance } from './corpus';
import { type Measured, measure } from './evaluation';
import { linearClassifier } from './linear-classifier';
import { normalise } from './normalise';
import { createRecogniser } from './recognise';
import { trainOn } from './trainer';

const folds = 5;
/** Shares of words in common from which two lines count as saying the same. */
const alike = 0.6;
/** Of a line that stands for many sentences, so many are checked: each line counts about alike. */
const checkedOfLine = 5;

export function crossValidated(utterances: readonly Utterance[]): Measured {
  const foldOf = foldsOf(utterances);
  const lines = Array.from({ length: folds }, (_, fold) => {
    const inFold = (one: Utterance) => foldOf.get(keyOf(one)) === fold;
    const recognise = createRecogniser(linearClassifier(trainOn(utterances.filter((one) => !inFold(one)))));
    return firstOfEachLine(utterances.filter(inFold)).map((one) => ({ ...one, recognise }));
  }).flat();
  return measure(lines, (line) => line.recognise(line.text));
}

function keyOf({ language, intent, line }: Utterance): string {
  return `${language} ${intent} ${line}`;
}

function firstOfEachLine(utterances: readonly Utterance[]): readonly Utterance[] {
  const seen = new Map<string, number>();
  return utterances.filter((one) => {
    const many = seen.get(keyOf(one)) ?? 0;
    seen.set(keyOf(one), many + 1);
    return many < checkedOfLine;
  });
}

/** From each line to its fold; lines alike are joined into one group first. */
function foldsOf(utterances: readonly Utterance[]): ReadonlyMap<string, number> {
  const keys = new Map<string, Set<string>[]>();
  for (const one of utterances) {
    const sentences = keys.get(keyOf(one)) ?? [];
    if (sentences.length < 3) sentences.push(new Set(normalise(one.text).split(' ')));
    keys.set(keyOf(one), sentences);
  }
  const entries = [...keys];
  const groupOf = entries.map((_, at) => at);
  const root = (at: number): number => (groupOf[at] === at ? at : root(groupOf[at] ?? at));
  entries.forEach(([, left], at) => {
    for (let other = at + 1; other < entries.length; other++) {
      const right = entries[other]?.[1] ?? [];
      if (left.some((one) => right.some((two) => areAlike(one, two)))) groupOf[root(other)] = root(at);
    }
  });
  return new Map(entries.map(([key], at) => [key, hash(entries[root(at)]?.[0] ?? key) % folds]));
}

function areAlike(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const [few, many] = left.size < right.size ? [left, right] : [right, left];
  if (few.size < 3 ? few.size !== many.size : few.size / many.size < alike) return false;
  let shared = 0;
  for (const word of few) if (many.has(word)) shared += 1;
  return shared / (few.size + many.size - shared) >= alike;
}

function hash(text: string): number {
  return [...text].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 65_521, 7);
}
