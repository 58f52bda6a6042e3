/** The preview as a table for people: who would be told what, when on their own clock, and who would not and why. */
import type { PreviewLine } from '../../domain/reminder/preview';

/** What the table says of somebody; `timeZone` is that of their own clock. */
export type Named = { readonly name: string; readonly timeZone: string };

const kinds = {
  'password-expiry': 'password runs out',
  'password-expired': 'password has run out',
  'contractor-expiry': 'contracts end',
  excluded: 'passed over',
} as const;

/** Lines of text, columns in line. */
export function previewTable(lines: readonly PreviewLine[], people: ReadonlyMap<string, Named>): string[] {
  if (lines.length === 0) return ['Nothing would be sent on that day.'];
  const name = (id: string): string => people.get(id)?.name ?? id;
  const rows = lines.map(({ person, about, kind, sendAt, daysBefore, reason }) => [
    person === null ? '–' : name(person),
    kinds[kind],
    sendAt === null ? '–' : clockOf(sendAt, people.get(person ?? '')?.timeZone ?? 'UTC'),
    daysBefore === null ? '–' : [daysBefore].flat().join(', '),
    about.length === 1 && about[0] === person ? '' : about.map(name).join(', '),
    reason,
  ]);
  const head = ['Who', 'What', 'When (their clock)', 'Days left', 'About', 'Why'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  const sent = lines.filter(({ kind }) => kind !== 'excluded').length;
  const summary = `${sent} would be sent, ${lines.length - sent} passed over.`;
  return [...all.map((row) => laidOut(row, widths)), '', summary];
}

function laidOut(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
    .join('  ')
    .trimEnd();
}

function clockOf(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone });
  return `${format.format(new Date(instant))} ${timeZone}`;
}
