/** What an instance holds: records by table, and the journals of its incidents. */
import { randomBytes } from 'node:crypto';
import { instantOf, type JournalEntry, type SnRecord, type TableName } from './model';

export type Clock = { now(): Date };

export type State = ReturnType<typeof createState>;

export function createState(clock: Clock, apiUser: string) {
  const records: Readonly<Record<TableName, SnRecord[]>> = { incident: [], sys_user: [], kb_knowledge: [] };
  const journals = new Map<string, JournalEntry[]>();
  let lastNumber = 10_000;

  const add = (table: TableName, fields: SnRecord): SnRecord => {
    const at = instantOf(clock.now());
    const record: SnRecord = {
      sys_id: randomBytes(16).toString('hex'),
      sys_created_on: at,
      sys_created_by: apiUser,
      sys_updated_on: at,
      active: 'true',
      ...fields,
    };
    records[table].push(record);
    return record;
  };

  return {
    records,
    add,
    addIncident: (fields: SnRecord): SnRecord => {
      lastNumber += 1;
      return add('incident', { number: `INC${String(lastNumber).padStart(7, '0')}`, ...fields });
    },
    find: (table: TableName, sysId: string): SnRecord | undefined =>
      records[table].find(({ sys_id }) => sys_id === sysId),
    touch: (record: SnRecord): void => {
      record.sys_updated_on = instantOf(clock.now());
    },
    write: (sysId: string, field: string, text: string): void => {
      const entries = journals.get(sysId) ?? [];
      entries.push({ field, at: instantOf(clock.now()), text });
      journals.set(sysId, entries);
    },
    /** Oldest first. */
    journalOf: (sysId: string): readonly JournalEntry[] => journals.get(sysId) ?? [],
    /** As a form shows it, newest first. */
    history: (sysId: string, field: string): string => {
      const label = field === 'comments' ? 'Additional comments' : 'Work notes';
      return (journals.get(sysId) ?? [])
        .filter((entry) => entry.field === field)
        .toReversed()
        .map(({ at, text }) => `${at} - Account Access (${label})\n${text}\n\n`)
        .join('');
    },
  };
}
