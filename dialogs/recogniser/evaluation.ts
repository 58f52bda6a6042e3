/** How well the recogniser does on lines that it has not learned from: accuracy, precision, recall, confusions. */
import { type Intent, intents, type Language, type Recognised } from './intents';

export type EvaluationLine = {
  readonly language: Language;
  readonly intent: Intent;
  readonly text: string;
  /** Out of scope in the words of the trade. */
  readonly nearMiss: boolean;
};

export type Measured = {
  readonly lines: number;
  readonly accuracy: number;
  readonly inScopeAccuracy: number;
  readonly macroF1: number;
  /** Shares of the lines out of scope, and of the near misses, that were taken for anything, or for an action. */
  readonly accepted: { readonly outOfScope: number; readonly nearMiss: number };
  readonly acted: { readonly outOfScope: number; readonly nearMiss: number };
  readonly byLanguage: Readonly<Record<string, number>>;
  readonly byIntent: readonly {
    readonly intent: Intent;
    readonly precision: number;
    readonly recall: number;
    readonly lines: number;
  }[];
  /** confusion[said][understood] */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly missed: readonly { readonly line: EvaluationLine; readonly understood: Intent }[];
};

const acting: readonly Intent[] = ['unlock-account', 'reset-password', 'reset-mfa'];

/** `intent <tab> text [<tab> near-miss]`, one a line. */
export function evaluationLines(language: Language, file: string): readonly EvaluationLine[] {
  return file
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [intent = '', text = '', near] = line.split('\t');
      if (!intents.includes(intent as Intent)) throw new TypeError(`no intent "${intent}" in: ${line}`);
      return { language, intent: intent as Intent, text, nearMiss: near === 'near-miss' };
    });
}

export function measure<Line extends EvaluationLine>(
  lines: readonly Line[],
  recognise: (line: Line) => Pick<Recognised, 'intent'>,
): Measured {
  const results = lines.map((line) => ({ line, understood: recognise(line).intent }));
  const share = (some: typeof results, good: (one: (typeof results)[number]) => boolean) =>
    some.length === 0 ? 0 : some.filter(good).length / some.length;
  const isRight = ({ line, understood }: (typeof results)[number]) => line.intent === understood;
  const outside = results.filter(({ line }) => line.intent === 'none' && !line.nearMiss);
  const near = results.filter(({ line }) => line.nearMiss);
  const byIntent = intents.map((intent) => {
    const said = results.filter(({ line }) => line.intent === intent);
    return {
      intent,
      precision: share(
        results.filter(({ understood }) => understood === intent),
        isRight,
      ),
      recall: share(said, isRight),
      lines: said.length,
    };
  });
  const confusion: Record<string, Record<string, number>> = {};
  for (const { line, understood } of results) {
    const row = confusion[line.intent] ?? {};
    confusion[line.intent] = row;
    row[understood] = (row[understood] ?? 0) + 1;
  }
  return {
    lines: lines.length,
    accuracy: share(results, isRight),
    inScopeAccuracy: share(
      results.filter(({ line }) => line.intent !== 'none'),
      isRight,
    ),
    macroF1: mean(
      byIntent.filter((one) => one.lines > 0).map(({ precision, recall }) => f1(precision, recall)),
    ),
    accepted: {
      outOfScope: share(outside, ({ understood }) => understood !== 'none'),
      nearMiss: share(near, (one) => !isRight(one)),
    },
    acted: {
      outOfScope: share(outside, ({ understood }) => acting.includes(understood)),
      nearMiss: share(near, ({ understood }) => acting.includes(understood)),
    },
    byLanguage: Object.fromEntries(
      [...new Set(lines.map(({ language }) => language))].map((language) => [
        language,
        share(
          results.filter(({ line }) => line.language === language),
          isRight,
        ),
      ]),
    ),
    byIntent,
    confusion,
    missed: results.filter((one) => !isRight(one)),
  };
}

function f1(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
