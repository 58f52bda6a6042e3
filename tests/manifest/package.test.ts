/** The Teams app package: what Teams' own schemas accept, in every language, and the same zip every time. */
import { strFromU8, unzipSync } from 'fflate';
import { PNG } from 'pngjs';
import { languages } from '../../cards/locale';
import { verbsOfTitle } from '../../cards/titles';
import { defaultLanguage, languageFileOf, manifestOf, otherLanguages } from '../../manifest/manifest';
import { buildPackage } from '../../manifest/package';
import { type ManifestSettings, readManifestSettings } from '../../manifest/settings';
import { faultsOfLanguageFile, faultsOfManifest } from '../../manifest/validate';

const reading = readManifestSettings({ PUBLIC_URL: 'https://access.contoso.example' }, '1.2.3');
const settings = (reading as { settings: ManifestSettings }).settings;

function built(from: ManifestSettings): Uint8Array {
  const build = buildPackage(from);
  if (build.kind === 'faults') throw new Error(build.faults.join('\n'));
  return build.zip;
}
const files = unzipSync(built(settings));
const json = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));

test('manifest, icons and languages lie at the root of the zip', () => {
  expect(Object.keys(files)).toEqual([
    'manifest.json',
    'color.png',
    'outline.png',
    ...otherLanguages.map((language) => `${language}.json`),
  ]);
});

test('the manifest and the language files are valid by Microsoft’s schemas', () => {
  expect(faultsOfManifest(json('manifest.json'))).toEqual([]);
  for (const language of otherLanguages) {
    expect(faultsOfLanguageFile(`${language}.json`, json(`${language}.json`))).toEqual([]);
  }
});

test('a name of 31 characters is refused by the schema too', () => {
  const tooLong = buildPackage({ ...settings, name: 'n'.repeat(31) });
  expect(tooLong).toMatchObject({ kind: 'faults' });
  expect((tooLong as { faults: readonly string[] }).faults[0]).toBe(
    'manifest.json: name.short must NOT have more than 30 characters',
  );
});

test('unknown keys are refused: in the manifest, and in a language file', () => {
  expect(faultsOfManifest({ ...manifestOf(settings), surprise: true })).toHaveLength(1);
  expect(
    faultsOfLanguageFile('de.json', { ...languageFileOf('de', settings), 'bots[1].name': 'x' }),
  ).toHaveLength(1);
});

test('the zip is the same every time, and another one for another bot', () => {
  expect(Buffer.compare(built(settings), built(settings))).toBe(0);
  expect(Buffer.compare(built(settings), built({ ...settings, botId: settings.appId }))).not.toBe(0);
});

test('the language files have the same keys, and none is left in English', () => {
  expect([defaultLanguage, ...otherLanguages]).toEqual([...languages]);
  const english = languageFileOf('en', settings);
  for (const language of otherLanguages) {
    const words = languageFileOf(language, settings);
    expect(Object.keys(words)).toEqual(Object.keys(english));
    const said = Object.entries(words).filter(([key]) => /description/.test(key));
    for (const [key, text] of said) expect(`${key}: ${text}`).not.toBe(`${key}: ${english[key]}`);
    expect(Object.values(words).join(' ')).not.toMatch(/[{}]/);
  }
});

test('every path of a language file leads to a text of the manifest', () => {
  const { $schema: _schema, ...words } = languageFileOf('en', settings);
  for (const [path, text] of Object.entries(words)) {
    let value: unknown = json('manifest.json');
    for (const step of path.split(/[.[\]]+/).filter(Boolean))
      value = (value as Record<string, unknown>)[step];
    expect(value).toBe(text);
  }
});

test('a command’s title is understood as the button of that name, and short enough for the menu', () => {
  const wanted = [['unlock'], ['forgot-password'], ['reset-mfa'], ['get-help']];
  for (const language of languages) {
    const titles = Object.entries(languageFileOf(language, settings))
      .filter(([key]) => key.endsWith('.title'))
      .map(([, title]) => title);
    expect(titles.map(verbsOfTitle)).toEqual(wanted);
    for (const title of titles) expect(title.length).toBeLessThanOrEqual(32);
  }
});

test('the bot takes no files and lives in personal chats only', () => {
  expect(json('manifest.json').bots).toEqual([
    expect.objectContaining({ scopes: ['personal'], supportsFiles: false }),
  ]);
});

test('the icons have the sizes that Teams asks for; the outline is white on nothing', () => {
  const colour = PNG.sync.read(Buffer.from(files['color.png'] ?? []));
  const outline = PNG.sync.read(Buffer.from(files['outline.png'] ?? []));
  expect([colour.width, colour.height]).toEqual([192, 192]);
  expect([outline.width, outline.height]).toEqual([32, 32]);
  expect([...colour.data.subarray(0, 4)]).toEqual([0x5b, 0x5f, 0xc7, 0xff]);
  const pixels = Array.from({ length: 32 * 32 }, (_, index) => [
    ...outline.data.subarray(index * 4, index * 4 + 4),
  ]);
  expect(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
  expect(new Set(pixels.map((pixel) => pixel[3])).size).toBeGreaterThan(2);
  expect(pixels[0]?.[3]).toBe(0);
});
