/** Instants in the reader's words: their language's way of writing dates, in the given zone, which is named. */
import { type Language, languageFor, type Reader } from './locale';

const regionOf: Readonly<Record<Language, string>> = {
  en: 'en-US',
  es: 'es-ES',
  fr: 'fr-FR',
  de: 'de-DE',
  pt: 'pt-BR',
};

/**
 * Writes an ISO instant, e.g. `Sun, Nov 22, 10:03 AM PST`; with `year` for what is kept longer (mail, tickets).
 * Returns undefined for what is no instant, so that a card leaves the line out.
 */
export function momentOf(
  iso: string | undefined,
  reader: Reader,
  { year = false }: { readonly year?: boolean } = {},
): string | undefined {
  const instant = new Date(iso ?? Number.NaN);
  if (Number.isNaN(instant.getTime())) return undefined;
  return new Intl.DateTimeFormat(tagOf(reader), {
    timeZone: reader.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' as const } : {}),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
    .format(instant)
    .replace(/[\u00a0\u202f]/g, ' ');
}

/** The reader's own region if it belongs to the language of the words, and is a tag at all. */
function tagOf(reader: Reader): string {
  const language = languageFor(reader);
  try {
    const { language: primary, region } = new Intl.Locale(reader.locale);
    return primary === language && region ? `${primary}-${region}` : regionOf[language];
  } catch {
    return regionOf[language];
  }
}
