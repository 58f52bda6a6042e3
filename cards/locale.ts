/**
 * The product's languages and their words: one flat file per language in locales/, the same keys and placeholders
 * in each (a test compares them). English decides which keys exist, so a missing word is a compiler's error.
 */
import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';
import pt from './locales/pt.json';

export const languages = ['en', 'es', 'fr', 'de', 'pt'] as const;
export type Language = (typeof languages)[number];

export type TextKey = keyof typeof en;
export type Values = Readonly<Record<string, string>>;

type Words = Readonly<Record<TextKey, string>>;

const words: Readonly<Record<Language, Words>> = { en, es, fr: unbroken(fr), de, pt };

/** French writes a space before some signs; the files have an ordinary one, at which a line might begin with ":". */
function unbroken(of: Words): Words {
  const lines = Object.entries(of).map(([key, line]) => [
    key,
    key.startsWith('verb.') ? line : line.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0'),
  ]);
  return Object.fromEntries(lines) as Words;
}

/** Whoever reads. `languages` are those the organisation allows, its own first; without it all five. */
export type Reader = {
  /** BCP 47 tag as the channel tells it. */
  readonly locale: string;
  /** IANA name, e.g. `America/Los_Angeles`. */
  readonly timeZone: string;
  readonly languages?: readonly Language[];
};

/** The language for a BCP 47 tag: its own if it is allowed, else the first that is. */
export function languageOf(
  localeTag: string | undefined,
  allowed: readonly Language[] = languages,
): Language {
  const primary = (localeTag ?? '').trim().toLowerCase().split(/[-_]/)[0];
  return allowed.find((language) => language === primary) ?? allowed[0] ?? 'en';
}

/** The language in which somebody reads. */
export function languageFor(reader: Reader): Language {
  return languageOf(reader.locale, reader.languages);
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

/** The words of a key with its `{placeholders}`, for whoever fills them in later (a page's script). */
export function unfilled(key: TextKey, language: Language): string {
  return words[language][key];
}

/** The words of a key. Values are put in as they are, in one pass: whoever shows them escapes them first. */
export function text(key: TextKey, language: Language, values: Values = {}): string {
  return unfilled(key, language).replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
