/**
 * `npm run evaluate`: how well the recogniser does on the lines kept back for it (dialogs/recogniser/evaluation), and
 * by cross-validation on the lines that it learns from. `-- --misses` lists what was misunderstood; `-- --train`
 * first makes the model anew from the utterance files, which is to be done whenever they or the features change;
 * `-- --verify` only says, by its exit code, whether that was done.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type UtteranceFile, utterancesOf } from '../dialogs/recogniser/corpus';
import { crossValidated } from '../dialogs/recogniser/cross-validation';
import {
  type EvaluationLine,
  evaluationLines,
  type Measured,
  measure,
} from '../dialogs/recogniser/evaluation';
import { intents, languages } from '../dialogs/recogniser/intents';
import { linearClassifier } from '../dialogs/recogniser/linear-classifier';
import model from '../dialogs/recogniser/model.json';
import { normalise } from '../dialogs/recogniser/normalise';
import { pack, unpack } from '../dialogs/recogniser/packed-model';
import { createRecogniser } from '../dialogs/recogniser/recognise';
import { train } from '../dialogs/recogniser/trainer';

/** @param root the folder of the sources. */
export function utteranceFiles(root: string): readonly UtteranceFile[] {
  const folder = path.join(root, 'dialogs', 'recogniser', 'utterances');
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

/** What the lines of dialogs/recogniser/evaluation are called by the start of their file's name. */
export const evaluationSets = {
  'Kept back': '',
  Blind: 'blind-',
  Fresh: 'fresh-',
  Ordinary: 'ordinary-',
} as const;

/** Lines that no training line says word for word. Yes and no come from lists, and are never learned. */
export function unlearned(
  lines: readonly EvaluationLine[],
  files: readonly UtteranceFile[],
): readonly EvaluationLine[] {
  const learned = new Set(utterancesOf(files).map(({ text }) => normalise(text)));
  return lines.filter(
    ({ intent, text }) => intent === 'affirm' || intent === 'deny' || !learned.has(normalise(text)),
  );
}

/** @param start of the files' names: blind sets were written without a look at anything that the recogniser knows. */
export function keptBackLines(root: string, start = ''): readonly EvaluationLine[] {
  const folder = path.join(root, 'dialogs', 'recogniser', 'evaluation');
  return languages.flatMap((language) =>
    evaluationLines(language, readFileSync(path.join(folder, `${start}${language}.tsv`), 'utf8')),
  );
}

export function report(title: string, figures: Measured): readonly string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8);
  const short = (name: string) => name.slice(0, 9).padStart(10);
  return [
    `${title}: ${figures.lines} lines`,
    `  accuracy ${percent(figures.accuracy)}   in scope ${percent(figures.inScopeAccuracy)}   macro F1 ${percent(figures.macroF1)}`,
    `  out of scope accepted ${percent(figures.accepted.outOfScope)} (as an action ${percent(figures.acted.outOfScope)}), near misses ${percent(figures.accepted.nearMiss)} (${percent(figures.acted.nearMiss)})`,
    `  by language ${Object.entries(figures.byLanguage)
      .map(([language, share]) => `${language}${percent(share)}`)
      .join('  ')}`,
    `  ${'intent'.padEnd(22)}${['lines', 'precision', 'recall'].map(short).join('')}`,
    ...figures.byIntent.map(
      ({ intent, lines, precision, recall }) =>
        `  ${intent.padEnd(22)}${short(String(lines))}${short(percent(precision))}${short(percent(recall))}`,
    ),
    `  ${'said \\ understood'.padEnd(22)}${intents.map(short).join('')}`,
    ...intents.map(
      (said) =>
        `  ${said.padEnd(22)}${intents.map((understood) => short(String(figures.confusion[said]?.[understood] ?? '·'))).join('')}`,
    ),
  ];
}

function main(): void {
  const { values } = parseArgs({
    options: {
      train: { type: 'boolean', default: false },
      misses: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
    },
  });
  const root = path.resolve(__dirname, '..', '..');
  const files = utteranceFiles(root);
  if (values.verify) {
    if (pack(train(files)).weights.join('') === model.weights.join('')) return;
    process.stderr.write('The model is not what training gives: npm run evaluate -- --train\n');
    process.exitCode = 1;
    return;
  }
  let weights = values.train ? train(files) : unpack(model);
  if (values.train) {
    const file = path.join(root, 'dialogs', 'recogniser', 'model.json');
    const packed = pack(weights);
    writeFileSync(file, `${JSON.stringify(packed, null, 2)}\n`);
    weights = unpack(packed);
    process.stderr.write(`Trained: ${file}\n`);
  }
  const recognise = createRecogniser(linearClassifier(weights));
  const sets = Object.entries(evaluationSets).map(([title, start]) => {
    const lines = unlearned(keptBackLines(root, start), files);
    return [title, measure(lines, ({ text }) => recognise(text))] as const;
  });
  for (const [title, figures] of [
    ...sets,
    ['Cross-validation', crossValidated(utterancesOf(files))] as const,
  ])
    process.stdout.write(`${report(title, figures).join('\n')}\n\n`);
  if (values.misses)
    for (const [title, { missed }] of sets)
      for (const { line, understood } of missed)
        process.stdout.write(`${title}\t${line.language}\t${line.intent}\t${understood}\t${line.text}\n`);
}

if (require.main === module) main();
