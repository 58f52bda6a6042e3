/** What an instance does when an incident is written: priority, required fields, and that a closed one stays closed. */
import { errors } from './errors';
import { instantOf, type SnRecord, tables } from './model';
import type { Clock, State } from './state';

/** Priority follows from impact and urgency, as the matrix that comes with the product has it. */
const priorities: Readonly<Record<string, string>> = {
  '11': '1',
  '12': '2',
  '13': '3',
  '21': '2',
  '22': '3',
  '23': '4',
  '31': '3',
  '32': '4',
  '33': '5',
};
const ended = new Set(['7', '8']);
const needsCloseCode = new Set(['6', '7']);

export type Write = { readonly values: SnRecord; readonly complain: (why: string) => void };

export function insertIncident(state: State, clock: Clock, { values, complain }: Write): SnRecord {
  if (!values.short_description) throw errors.dataPolicy(['Short description']);
  const { plain, journal } = partsOf(values, complain);
  const record = state.addIncident({
    state: '1',
    impact: '3',
    urgency: '3',
    category: 'inquiry',
    opened_at: instantOf(clock.now()),
    reopen_count: '0',
    ...plain,
  });
  settle(record, clock);
  for (const [field, text] of journal) state.write(record.sys_id ?? '', field, text);
  return record;
}

export function updateIncident(state: State, clock: Clock, record: SnRecord, write: Write): void {
  // Whoever is no administrator reads a closed incident and changes nothing in it.
  if (ended.has(record.state ?? '')) throw errors.forbidden('Update');
  const { plain, journal } = partsOf(write.values, write.complain);
  const after = { ...record, ...plain };
  if (needsCloseCode.has(after.state ?? '')) {
    const missing = [
      ...(after.close_code ? [] : ['Resolution code']),
      ...(after.close_notes ? [] : ['Resolution notes']),
    ];
    if (missing.length > 0) throw errors.dataPolicy(missing);
  }
  const reopened = record.state === '6' && ['1', '2', '3'].includes(after.state ?? '');
  Object.assign(record, after);
  if (reopened) record.reopen_count = String(Number(record.reopen_count ?? '0') + 1);
  settle(record, clock);
  state.touch(record);
  for (const [field, text] of journal) state.write(record.sys_id ?? '', field, text);
}

function settle(record: SnRecord, clock: Clock): void {
  record.priority = priorities[`${record.impact}${record.urgency}`] ?? '5';
  record.active = ended.has(record.state ?? '') ? 'false' : 'true';
  if (record.state === '6') record.resolved_at ||= instantOf(clock.now());
  if (record.state === '7') record.closed_at ||= instantOf(clock.now());
}

const longest: Readonly<Record<string, number>> = {
  short_description: 160,
  description: 4_000,
  comments: 4_000,
  work_notes: 4_000,
  close_notes: 4_000,
  correlation_id: 100,
  correlation_display: 100,
};

/** The real one cuts what is too long and ignores what it doesn't know; a connector should do neither. */
function partsOf(values: SnRecord, complain: (why: string) => void) {
  const { fields, journals, choices, references } = tables.incident;
  const plain: SnRecord = {};
  const journal: [string, string][] = [];
  for (const [field, value] of Object.entries(values)) {
    const most = longest[field] ?? 40;
    if (!fields.includes(field)) complain(`The field ${field} doesn't exist`);
    else if (value.length > most) complain(`${field} has ${value.length} characters; ${most} fit`);
    if (field === 'priority') complain('priority follows from impact and urgency');
    if (choices[field] && !choices[field][value]) complain(`${field} has no choice ${value}`);
    if (references[field] && value !== '' && !/^[0-9a-f]{32}$/.test(value))
      complain(`${field} is a reference, and ${value} is no sys_id`);
    if (journals.includes(field)) journal.push([field, value.slice(0, most)]);
    else if (fields.includes(field)) plain[field] = value.slice(0, most);
  }
  return { plain, journal };
}
