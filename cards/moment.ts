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
  return formatOf(tagOf(reader), reader.timeZone, year)
    .format(instant)
    .replace(/[\u00a0\u202f]/g, ' ');
}

/** Writes a calendar day (`2026-12-01`), which is the same day wherever it is read: `Tue, Dec 1, 2026`. */
export function dayText(day: string, reader: Reader): string {
  const noon = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) return '';
  return formatOf(tagOf(reader), 'UTC', true, false)
    .format(noon)
    .replace(/[\u00a0\u202f]/g, ' ');
}

/** Calendar days from `asOf` to an instant in that zone; undefined for what is no instant. */
export function daysUntil(iso: string, asOf: string, timeZone: string): number | undefined {
  const [from, to] = [asOf, iso].map((instant) => dayNumberOf(instant, timeZone));
  return from === undefined || to === undefined ? undefined : to - from;
}

function dayNumberOf(iso: string, timeZone: string): number | undefined {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return undefined;
  const parts = formatOf('en-US', timeZone, true, false).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return Date.parse(`${part('month')} ${part('day')}, ${part('year')} UTC`) / 86_400_000;
}

/** Making one takes a millisecond, longer than rendering a whole card. */
const formats = new Map<string, Intl.DateTimeFormat>();
const keptFormats = 200;

function formatOf(tag: string, timeZone: string, year: boolean, time = true): Intl.DateTimeFormat {
  const key = `${tag} ${timeZone} ${year} ${time}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(tag, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' as const } : {}),
    ...(time ? ({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const) : {}),
  });
  if (formats.size >= keptFormats) formats.clear();
  formats.set(key, format);
  return format;
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

/** Making a format costs a millisecond: each name is looked at once. Names are foreign, so few are kept. */
const zones = new Map<string, boolean>();
const keptZones = 500;
const longestZone = 64;

/** Whether a name is that of a time zone in which moments can be written. */
export function isTimeZone(name: string): boolean {
  if (name.length > longestZone) return false;
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= keptZones) zones.clear();
  let is = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    is = false;
  }
  zones.set(name, is);
  return is;
}
