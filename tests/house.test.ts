/** The house rules that a program can check, over every source file: so that no reviewer has to. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const product = ['domain', 'functions', 'dialogs', 'cards', 'connectors', 'directory', 'commands'];
const workshop = ['local', 'manifest', 'bench', 'tests'];

type Source = { readonly file: string; readonly text: string; readonly code: string };

/** Code without its comments; strings are left as they are. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');

function sourcesOf(rooms: readonly string[]): readonly Source[] {
  const files = rooms.flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs|cjs)$/.test(file))
      .map((file) => `${room}/${file}`),
  );
  return files.toSorted().map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return { file, text, code: withoutComments(text) };
  });
}
const ours = sourcesOf(product);
const all = [...ours, ...sourcesOf(workshop)];

/** The files in which the pattern stands, but for those that may. */
function filesWith(
  sources: readonly Source[],
  pattern: RegExp,
  allowed: readonly RegExp[] = [],
): readonly string[] {
  return sources
    .filter(({ file, code }) => pattern.test(code) && !allowed.some((one) => one.test(file)))
    .map(({ file }) => file);
}

test('there is something to check', () => {
  expect(ours.length).toBeGreaterThan(100);
});

describe('where the outside world may be touched', () => {
  test('T3: the environment is read in functions/settings.ts only', () => {
    expect(filesWith(ours, /process\.env/, [/^functions\/settings\.ts$/, /^commands\//])).toEqual([]);
  });

  test('the clock is read where a Clock is made, and for dates that answers of others carry', () => {
    const clock = /Date\.now\(\)|new Date\(\)/;
    const allowed = [
      /^functions\/product\.ts$/,
      /^connectors\/teams\/wire\.ts$/,
      /^commands\//,
      /^cards\/pages\/operator-script\.ts$/,
    ];
    expect(filesWith(ours, clock, allowed)).toEqual([]);
  });

  test('chance is drawn by Math.random for the back-off of the channel only', () => {
    expect(filesWith(ours, /Math\.random/, [/^connectors\/teams\/connector\.ts$/])).toEqual([]);
  });

  test('the rules touch no clock, disk, network or process at all', () => {
    const rules = ours.filter(({ file }) => file.startsWith('domain/'));
    expect(
      filesWith(rules, /from 'node:|Date\.now\(\)|new Date\(\)|process\.|fetch\(|setTimeout|crypto\./),
    ).toEqual([]);
  });

  test('orchestrators read no clock, chance, disk, network or settings: they are replayed', () => {
    const orchestrators = ours.filter(({ file }) => file.startsWith('functions/orchestrators/'));
    expect(orchestrators.length).toBeGreaterThan(0);
    expect(
      filesWith(
        orchestrators,
        /Date\.now|new Date\(\)|Math\.random|randomUUID|process\.|fetch\(|setTimeout|await /,
      ),
    ).toEqual([]);
  });

  test("secrets are given away in few places: the app's composition, its connectors and the directory", () => {
    expect(
      filesWith(ours, /\.reveal\(\)/, [
        /^functions\//,
        /^connectors\//,
        /^directory\//,
        /^cards\/content-password\.ts$/,
        /^cards\/mails\/(device-code|temporary-password)\.ts$/,
        /^cards\/pages\/set-up-authenticator\.ts$/,
      ]),
    ).toEqual([]);
  });
});

describe('how sources are written', () => {
  test('every file begins with a comment that says why it exists; of tests their titles say it', () => {
    const silent = all
      .filter(({ file }) => !file.endsWith('.test.ts'))
      .filter(({ text }) => !/^(#![^\n]*\n)?\s*(\/\*\*?|\/\/)\s*\S/.test(text))
      .map(({ file }) => file);
    expect(silent).toEqual([]);
  });

  test('no file of the product has more than 300 lines', () => {
    expect(ours.filter(({ text }) => text.split('\n').length > 301).map(({ file }) => file)).toEqual([]);
  });

  test('no file or folder is called utils, helpers, common or manager', () => {
    const empty = /(^|[/-])(utils?|helpers?|common|managers?)([./-]|$)/;
    expect(all.filter(({ file }) => empty.test(file)).map(({ file }) => file)).toEqual([]);
  });

  test('file names are kebab-case', () => {
    const kebab = /^([a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*(\.(test|config|d|setup))?\.(ts|mjs|cjs)$/;
    expect(all.filter(({ file }) => !kebab.test(file)).map(({ file }) => file)).toEqual([]);
  });

  test('no test is skipped or run alone', () => {
    const tests = all.filter(({ file }) => file.startsWith('tests/') && file !== 'tests/house.test.ts');
    expect(
      filesWith(
        tests,
        /\b(test|it|describe)\.(skip|only|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/,
      ),
    ).toEqual([]);
  });

  test('no rule of the compiler or the linter is switched off in the product', () => {
    const switches = ours.filter(({ text }) =>
      /@ts-ignore|@ts-nocheck|@ts-expect-error|biome-ignore/.test(text),
    );
    expect(switches.map(({ file }) => file)).toEqual([]);
  });
});

describe('where words may stand (T5)', () => {
  /** A string of two words and more that begins like a sentence; errors are for logs, phrases are what people type. */
  const sentence = /(['"`])[A-Z¡¿][\p{L}’']+ [\p{L}’']+[^'"`\n]*\1/u;
  const spoken = ours.filter(({ file }) => /^(domain|dialogs)\//.test(file));

  test('T5: rules and dialogs say nothing in words of their own', () => {
    expect(filesWith(spoken, sentence, [/^domain\/policy\//])).toEqual([]);
  });

  test('T5: the check sees a sentence where there is one', () => {
    expect(sentence.test("send('Your account is unlocked')")).toBe(true);
    expect(sentence.test("import { x } from './some-file'")).toBe(false);
  });
});
