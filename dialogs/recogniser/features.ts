/**
 * From a message to numbers: words, pairs of words, concepts and their pairs, and the letters of each word, hashed
 * into a fixed number of buckets. Each kind weighs the same, however long the message is.
 */
import { type Sense, sensesOf } from './lexicon';
import { wordsOf } from './normalise';
import { systemWord } from './systems';

export const buckets = 2 ** 16;

export type Features = {
  /** Bucket numbers and, beside each, its weight. */
  readonly at: Int32Array;
  readonly weight: Float64Array;
};

/** Words that say nothing about the wish, and whose absence from the table is no sign of a foreign topic. */
const little = new Set(
  (
    'the a an to of in on for it is am are was be been do did does have has had this that and or so but at with from by me you your ' +
    'there then when after since today now just again back up out el la los las un una lo le se que de del en y o al por para con es esta ' +
    'he ha te les des du dans et ou est suis a au sur ce cette il elle pour avec der die das ein eine einen und oder ist bin zu im in auf ' +
    'mit fur es hab habe hat sich os as um uma no na do da em e com esta estou foi isso'
  ).split(' '),
);

export function featuresOf(textWithoutSystems: string): Features {
  const words = wordsOf(textWithoutSystems);
  const found = words.map(sensesIn);
  const sums = new Map<number, number>();
  addGroup(sums, wordFeatures(words), 1);
  addGroup(sums, conceptFeatures(found), 2);
  addGroup(sums, letterFeatures(words), 1.2);
  addGroup(sums, openingFeatures(words, found), 0.6);
  addGroup(sums, shapeFeatures(words, found, textWithoutSystems), 0.5);
  return { at: Int32Array.from(sums.keys()), weight: Float64Array.from(sums.values()) };
}

/** All that a message speaks of. */
export function spokenOf(textWithoutSystems: string): ReadonlySet<Sense> {
  return new Set(wordsOf(textWithoutSystems).flatMap(sensesIn));
}

function sensesIn(word: string): readonly Sense[] {
  return word === systemWord ? ['system'] : sensesOf(word);
}

/** Topics begin so, concepts do not. */
function isTopic(sense: Sense): boolean {
  return sense.startsWith('x-') || sense === 'given-name';
}

function* wordFeatures(words: readonly string[]): Generator<string> {
  let before = '^';
  for (const word of [...words, '$']) {
    if (word !== '$') yield `w ${word}`;
    yield `p ${before} ${word}`;
    before = word;
  }
}

/** Whatever stands between two concepts is passed over, so that politeness and detail do not matter. */
function* conceptFeatures(found: readonly (readonly Sense[])[]): Generator<string> {
  const row = found.filter((concepts) => concepts.length > 0);
  const all = [...new Set(row.flat())].sort();
  for (const concept of all) yield `c ${concept}`;
  for (let at = 0; at + 1 < row.length; at++)
    for (const left of row[at] ?? []) for (const right of row[at + 1] ?? []) yield `d ${left} ${right}`;
  const few = all.slice(0, 16);
  for (let left = 0; left < few.length; left++)
    for (let right = left + 1; right < few.length; right++) yield `e ${few[left]} ${few[right]}`;
  for (const first of row[0] ?? []) yield `f ${first}`;
}

/** How a message begins, greetings apart: "is my account …" asks, "unlock my account" wishes. */
function* openingFeatures(words: readonly string[], found: readonly (readonly Sense[])[]): Generator<string> {
  const start = words.findIndex(
    (word, at) => !found[at]?.some((sense) => manners.has(sense)) && !fillers.has(word),
  );
  if (start < 0) return;
  const first = words[start] ?? '';
  yield `b ${first}`;
  yield `b ${first} ${words[start + 1] ?? '$'}`;
  if (!asking.has(first)) return;
  yield 'asks';
  for (const sense of new Set(found.slice(start + 1).flat())) yield `asks ${sense}`;
}

const manners: ReadonlySet<Sense> = new Set(['hello', 'please', 'thanks']);
const fillers = new Set(
  'so and well ok um hm also just sorry quick question team all everyone bot tom maria ana luc anna'.split(
    ' ',
  ),
);
/** Verbs that begin a question about a state, in five languages. */
const asking = new Set(
  (
    'is are am was were has have had did does do will any anything anyone did hasnt isnt wasnt werent didnt ' +
    'esta estoy sigo sigue fue han ha hay ya todavia aun alguna algun se est suis ai a t ont avez as ca ist bin war wurde wurden hat haben gibt gibts sind ' +
    'esta estou foi ja ainda tem ha houve alguma ficou continua'
  ).split(' '),
);

function* letterFeatures(words: readonly string[]): Generator<string> {
  for (const word of words) {
    const whole = `<${word}>`;
    for (const size of [3, 4])
      for (let at = 0; at + size <= whole.length; at++) yield `l ${whole.slice(at, at + size)}`;
  }
}

function* shapeFeatures(
  words: readonly string[],
  found: readonly (readonly Sense[])[],
  text: string,
): Generator<string> {
  const foreign = words.filter((word, at) => found[at]?.every(isTopic) && !little.has(word)).length;
  yield `o ${Math.min(foreign, 6)}`;
  yield `s ${foreign > 0 ? Math.round((4 * foreign) / words.length) : 'no'}`;
  yield `n ${Math.min(8, Math.ceil(Math.log2(words.length + 1) * 2))}`;
  if (/[?¿]/.test(text)) yield 'q';
  yield 'always';
}

function addGroup(sums: Map<number, number>, features: Iterable<string>, share: number): void {
  const group = [...features];
  const weight = share / Math.sqrt(group.length || 1);
  for (const feature of group) {
    const bucket = hash(feature);
    sums.set(bucket, (sums.get(bucket) ?? 0) + weight);
  }
}

/** FNV-1a over code units, with a final mix, so that similar words fall far apart. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return ((sum ^ (sum >>> 13)) >>> 0) % buckets;
}
