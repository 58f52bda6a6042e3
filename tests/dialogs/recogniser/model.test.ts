/** The model that is checked in: what training gives, small, and as good on unseen lines as it was measured. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { keptBackLines, unlearned, utteranceFiles } from '../../../commands/evaluate';
import { recognisedLine } from '../../../commands/recognise';
import { utterancesOf } from '../../../dialogs/recogniser/corpus';
import { type Measured, measure } from '../../../dialogs/recogniser/evaluation';
import { expand, slotsOf } from '../../../dialogs/recogniser/grammar';
import { languages } from '../../../dialogs/recogniser/intents';
import model from '../../../dialogs/recogniser/model.json';
import { normalise } from '../../../dialogs/recogniser/normalise';
import { recognise } from '../../../dialogs/recogniser/recognise';
import { compiledModule, projectRoot } from '../../../local/project-root';

jest.setTimeout(120_000);

const files = utteranceFiles(projectRoot());
const all = keptBackLines(projectRoot());
const keptBack = unlearned(all, files);

it('is what training gives: else run `npm run evaluate -- --train` and check the model in', async () => {
  // In a process of its own: in the tests' own realm the same sums take six times as long.
  const evaluate = compiledModule('commands/evaluate.js');
  await expect(promisify(execFile)(process.execPath, [evaluate, '--verify'])).resolves.toBeTruthy();
});

it('stays small', () => {
  expect(JSON.stringify(model).length).toBeLessThan(400_000);
});

it('is never measured by a line that it has learned', () => {
  const learned = new Set(utterancesOf(files).map(({ text }) => normalise(text)));
  const yesAndNo = ['affirm', 'deny'];
  for (const { intent, text } of keptBack)
    if (!yesAndNo.includes(intent)) expect(learned.has(normalise(text)) ? text : '').toBe('');
  // Some fragments ("find user hoffmann", "bonjour") have no other wording; they are few.
  expect(keptBack.length / all.length).toBeGreaterThan(0.9);
});

describe('on the lines kept back', () => {
  let figures: Measured;
  beforeAll(() => {
    figures = measure(keptBack, ({ text }) => recognise(text));
  });

  it('there are enough of them, in every language', () => {
    expect(keptBack.length).toBeGreaterThanOrEqual(400);
    for (const language of languages)
      expect(keptBack.filter((line) => line.language === language).length).toBeGreaterThan(50);
  });

  it('is right often enough', () => {
    expect(figures.inScopeAccuracy).toBeGreaterThanOrEqual(0.93);
    expect(figures.macroF1).toBeGreaterThanOrEqual(0.93);
    for (const language of languages) expect(figures.byLanguage[language]).toBeGreaterThanOrEqual(0.9);
  });

  it('takes little for a wish that is none, and next to nothing for an action', () => {
    expect(figures.accepted.outOfScope).toBeLessThanOrEqual(0.04);
    expect(figures.accepted.nearMiss).toBeLessThanOrEqual(0.1);
    expect(figures.acted.outOfScope).toBeLessThanOrEqual(0.003);
    expect(figures.acted.nearMiss).toBeLessThanOrEqual(0.04);
  });

  it('reads no "no" as a "yes"', () => {
    expect(figures.confusion.deny?.affirm).toBeUndefined();
  });
});

it('writes one JSON line for a message, with null for no system', () => {
  expect(JSON.parse(recognisedLine('I forgot my password', {}))).toEqual({
    text: 'I forgot my password',
    intent: 'reset-password',
    system: null,
    confidence: expect.any(Number),
    flags: [],
  });
  expect(JSON.parse(recognisedLine('', {}))).toMatchObject({ text: '', intent: 'none', flags: [] });
});

it('a compact line stands for its sentences, the same at every run', () => {
  const slots = slotsOf('# names\nmine = my|the\nacct = {mine} account');
  const sentences = expand('(unlock|open) {acct} (please|)', slots, 50);
  expect([...sentences].sort()).toEqual(
    ['unlock', 'open']
      .flatMap((verb) =>
        ['my', 'the'].flatMap((mine) => [`${verb} ${mine} account`, `${verb} ${mine} account please`]),
      )
      .sort(),
  );
  expect(expand('(unlock|open) {acct}', slots, 2)).toEqual(expand('(unlock|open) {acct}', slots, 2));
  expect(() => expand('{nothing}', slots, 2)).toThrow(TypeError);
  expect(() => expand('(open', slots, 2)).toThrow(TypeError);
});
