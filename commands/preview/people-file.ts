/**
 * A list of people for the preview: CSV with the columns id, name, passwordExpiresAt, contractEndsAt, managerId, role,
 * status, timeZone. Times are ISO 8601; every fault names line and column.
 */
import { isPersonType } from '../../domain/reminder/accounts';
import { instantFrom } from '../../domain/reminder/calendar';
import type { PreviewPerson } from '../../domain/reminder/preview';
import { type Row, readCsv } from '../list/csv';

export type ListedPerson = PreviewPerson & { readonly name: string; readonly timeZone: string };
export type PeopleReading =
  | { readonly kind: 'people'; readonly people: readonly ListedPerson[] }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

const required = ['id'];
const known = [
  ...required,
  'name',
  'passwordExpiresAt',
  'contractEndsAt',
  'managerId',
  'role',
  'status',
  'timeZone',
];
const statuses = ['', 'active', 'locked', 'disabled'];

/** @param timeZone the organisation's: holds where a time has no offset. */
export function readPeople(csv: string, timeZone: string): PeopleReading {
  const reading = readCsv(csv, known, required);
  if (reading.kind === 'faults') return reading;
  const faults: string[] = [];
  const ids = new Set<string>();
  const people = reading.rows.map(({ line, row }) => {
    const fault = (column: string, rule: string) => void faults.push(`Line ${line}, ${column}: ${rule}`);
    const person = personOf(row, timeZone, fault);
    if (ids.has(person.id)) fault('id', `"${person.id}" stands twice`);
    ids.add(person.id);
    return person;
  });
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'people', people };
}

function personOf(row: Row, timeZone: string, fault: (column: string, rule: string) => void): ListedPerson {
  const text = (column: string): string => row[column] ?? '';
  const instant = (column: string): Date | undefined => {
    if (text(column) === '') return undefined;
    const at = instantFrom(text(column), timeZone);
    if (!at) fault(column, `"${text(column)}" is no time of ISO 8601, such as 2026-12-01T10:00:00Z`);
    return at;
  };
  if (text('id') === '') fault('id', 'missing');
  if (!statuses.includes(text('status').toLowerCase()))
    fault('status', `"${text('status')}"; allowed: active, locked, disabled`);
  if (text('timeZone') !== '' && !isTimeZone(text('timeZone')))
    fault('timeZone', `"${text('timeZone')}" is no IANA time zone such as Europe/Berlin`);
  const passwordExpiresAt = instant('passwordExpiresAt');
  const contractEndsAt = instant('contractEndsAt');
  return {
    id: text('id'),
    name: text('name') || text('id'),
    timeZone: text('timeZone') || timeZone,
    isDisabled: text('status').toLowerCase() === 'disabled',
    isPerson: isPersonType(text('role')),
    ...(passwordExpiresAt ? { passwordExpiresAt } : {}),
    ...(contractEndsAt ? { contractEndsAt } : {}),
    ...(text('managerId') ? { managerId: text('managerId') } : {}),
    ...(text('role') ? { role: text('role') } : {}),
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
