/**
 * `npm run evaluate`: how well the recogniser does on the lines kept back for it (dialogs/recogniser/evaluation), and
 * by cross-validation on the lines that it learns from. `-- --misses` lists what was misunderstood; `-- --train`
 * first makes the model anew from the utterance files, which is to be done whenever they or the features change.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type UtteranceFile, utterancesOf } from '../dialogs/recogniser/corpus';
import {
  type EvaluationLine,
  evaluationLines,
  type Measured,
  measure,
} from '../dialogs/recogniser/evaluation';
import { intents, languages } from '../dialogs/recogniser/intents';
import { linearClassifier } from '../dialogs/recogniser/linear-classifier';
import model from '../dialogs/recogniser/model.json';
import { pack, unpack } from '../dialogs/recogniser/packed-model';
import { createRecogniser } from '../dialogs/recogniser/recognise';
import { train, trainOn } from '../dialogs/recogniser/trainer';

/** @param root the folder of the sources. */
export function utteranceFiles(root: string): readonly UtteranceFile[] {
  const folder = path.join(root, 'dialogs', 'recogniser', 'utterances');
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

export function keptBackLines(root: string): readonly EvaluationLine[] {
  const folder = path.join(root, 'dialogs', 'recogniser', 'evaluation');
  return languages.flatMap((language) =>
    evaluationLines(language, readFileSync(path.join(folder, `${language}.tsv`), 'utf8')),
  );
}

/** Lines of the grammar are kept together: what is checked was not learned in another expansion. */
function crossValidated(files: readonly UtteranceFile[]): Measured {
  const utterances = utterancesOf(files);
  const [foldOf, folds] = [
    (line: string) => [...line].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 1_009, 7),
    4,
  ];
  const isChecked = ({ line }: { line: string }) => foldOf(line) % folds === 0;
  const recognise = createRecogniser(linearClassifier(trainOn(utterances.filter((one) => !isChecked(one)))));
  const checked = utterances.filter(isChecked).map((one) => ({ ...one, nearMiss: false }));
  return measure(checked, ({ text }) => recognise(text));
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
    options: { train: { type: 'boolean', default: false }, misses: { type: 'boolean', default: false } },
  });
  const root = path.resolve(__dirname, '..', '..');
  const files = utteranceFiles(root);
  let weights = values.train ? train(files) : unpack(model);
  if (values.train) {
    const file = path.join(root, 'dialogs', 'recogniser', 'model.json');
    const packed = pack(weights);
    writeFileSync(file, `${JSON.stringify(packed, null, 2)}\n`);
    weights = unpack(packed);
    process.stderr.write(`Trained: ${file}\n`);
  }
  const recognise = createRecogniser(linearClassifier(weights));
  const keptBack = measure(keptBackLines(root), ({ text }) => recognise(text));
  const lines = [...report('Kept back', keptBack), '', ...report('Cross-validation', crossValidated(files))];
  for (const line of lines) process.stdout.write(`${line}\n`);
  if (values.misses)
    for (const { line, understood } of keptBack.missed)
      process.stdout.write(`${line.language}\t${line.intent}\t${understood}\t${line.text}\n`);
}

if (require.main === module) main();
