/** Puts the package together: manifest, icons and language files at the root of a zip that is the same every time. */
import { type Zippable, zipSync } from 'fflate';
import { colourIcon, outlineIcon } from './icons';
import { languageFileOf, manifestOf, otherLanguages } from './manifest';
import type { ManifestSettings } from './settings';
import { faultsOfLanguageFile, faultsOfManifest } from './validate';

export type PackageBuild =
  | { readonly kind: 'package'; readonly zip: Uint8Array }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Zip files have no time zone: these are the first parts that the format can hold, on any machine. */
const always = new Date(1980, 0, 1);

export function buildPackage(settings: ManifestSettings): PackageBuild {
  const manifest = manifestOf(settings);
  const languages = otherLanguages.map((language) => ({
    file: `${language}.json`,
    content: languageFileOf(language, settings),
  }));
  const faults = [
    ...faultsOfManifest(manifest),
    ...languages.flatMap(({ file, content }) => faultsOfLanguageFile(file, content)),
  ];
  if (faults.length > 0) return { kind: 'faults', faults };
  const files: Zippable = {
    'manifest.json': jsonOf(manifest),
    'color.png': colourIcon(),
    'outline.png': outlineIcon(),
    ...Object.fromEntries(languages.map(({ file, content }) => [file, jsonOf(content)])),
  };
  return { kind: 'package', zip: zipSync(files, { level: 9, mtime: always, os: 0 }) };
}

function jsonOf(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}
